// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TimelineStorage

/// How and where the program was started: the part of provenance that no file tells.
package struct Invocation: Sendable, Hashable {
  /// As a shell would read it back.
  package var commandLine: String
  /// Such as "Linux x86_64".
  package var platform: String
  /// ISO 8601, UTC.
  package var startTime: String

  package init(commandLine: String, platform: String, startTime: String) {
    self.commandLine = commandLine
    self.platform = platform
    self.startTime = startTime
  }

  /// - Parameters:
  ///   - arguments: of the process, the program's own path first.
  ///   - startTime: ISO 8601, UTC.
  package init(arguments: [String], startTime: String) {
    let program = arguments.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? ""
    commandLine = ([program] + arguments.dropFirst()).map(Self.quoted).joined(separator: " ")
    platform = Self.currentPlatform
    self.startTime = startTime
  }

  /// Of this process. `SOURCE_DATE_EPOCH` stands for the clock where it is set.
  ///
  /// - Throws: `HDF5Error` where that variable is no time.
  package static func current() throws -> Invocation {
    Invocation(arguments: CommandLine.arguments, startTime: try Timestamp.current())
  }

  private static var currentPlatform: String {
    #if os(macOS)
    let system = "macOS"
    #else
    let system = "Linux"
    #endif
    #if arch(arm64)
    return system + " arm64"
    #else
    return system + " x86_64"
    #endif
  }

  private static func quoted(_ argument: String) -> String {
    let plain = argument.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0))
    }
    if plain, !argument.isEmpty { return argument }
    return "'" + argument.replacing("'", with: "'\\''") + "'"
  }
}
