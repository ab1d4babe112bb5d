// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The commit of the checkout that a folder lies in, and whether it was changed since.
struct CheckoutState: Sendable, Hashable {
  /// Forty hexadecimal digits, or "unknown" outside a checkout or without git.
  let commit: String
  let isDirty: Bool

  /// Asks git about the nearest checkout around a folder.
  init(around folder: String) {
    let commit = Self.git(["rev-parse", "--verify", "HEAD"], in: folder)
    guard let commit, commit.count >= 40 else {
      self.commit = "unknown"
      isDirty = false
      return
    }
    self.commit = commit
    let status = Self.git(["status", "--porcelain", "--untracked-files=no"], in: folder)
    isDirty = !(status ?? "").isEmpty
  }

  /// What git printed, without the last line's end; nil where it failed or is absent.
  private static func git(_ arguments: [String], in folder: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
