// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Scenarios

/// What the process tells its caller when it ends. Zero and ArgumentParser's 64 (usage) are not
/// listed.
enum ExitStatus {
  static let ceilingBroken = ExitCode(1)
  static let simulationFailed = ExitCode(2)
  static let badInput = ExitCode(65)
  static let interrupted: Int32 = 130

  /// Says what went wrong, once, on standard error, and ends the process with its code.
  static func leave(with error: any Error) -> Never {
    if Heliograph.isAboutUsage(error) { Heliograph.exit(withError: error) }
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    Heliograph.exit(withError: Failure.isOfTheInput(error) ? badInput : simulationFailed)
  }
}

extension ParsableCommand {
  /// Whether ArgumentParser has its own words for an error: help, version, a malformed option, or
  /// an exit code that needs no words.
  fileprivate static func isAboutUsage(_ error: any Error) -> Bool {
    error is ExitCode || error is CleanExit || error is ValidationError
      || exitCode(for: error) != .failure
  }
}
