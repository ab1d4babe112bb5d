// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The built command, run as a process of its own.
enum Executable {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Beside the test bundle: both are built together.
  static var path: String {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appendingPathComponent("heliograph").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return PackageRoot.path(".build/debug/heliograph")
  }

  /// A process that is ready to run, with its output going to the files of `Capture`.
  static func process(
    _ arguments: [String], in folder: String, capture: Capture
  ) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["HELIOGRAPH_DATA"] = nil
    environment["SOURCE_DATE_EPOCH"] = "1700000000"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = capture.output
    process.standardError = capture.errors
    return process
  }

  /// Runs to the end.
  static func run(_ arguments: [String], in folder: String = PackageRoot.url.path) throws -> Result
  {
    let capture = try Capture()
    let process = process(arguments, in: folder, capture: capture)
    try process.run()
    process.waitUntilExit()
    return try capture.result(process)
  }

  /// Runs a line as a shell reads it, with the command on the path.
  static func shell(_ line: String, in folder: String) throws -> Result {
    let capture = try Capture()
    let process = process(["-c", line], in: folder, capture: capture)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let folderOfCommand = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let search = process.environment?["PATH"] ?? "/usr/bin:/bin"
    process.environment?["PATH"] = "\(folderOfCommand):\(search)"
    try process.run()
    process.waitUntilExit()
    return try capture.result(process)
  }
}

/// Output in files, not pipes: a process that prints more than a pipe holds never waits for us.
struct Capture {
  private let folder: ScratchFolder
  let output: FileHandle
  let errors: FileHandle

  init() throws {
    folder = try ScratchFolder()
    output = try Self.file(try folder.write("output", ""))
    errors = try Self.file(try folder.write("errors", ""))
  }

  private static func file(_ path: String) throws -> FileHandle {
    try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  func result(_ process: Process) throws -> Executable.Result {
    Executable.Result(
      status: process.terminationStatus, output: try read("output"), errors: try read("errors"))
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }
}
