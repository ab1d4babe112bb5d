// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Scenarios

/// One line on standard error that says how far a run has come: only on a terminal, and only once
/// the work has lasted two seconds.
///
/// A class, because the closure that the simulation calls and the command that wipes the line
/// share its state.
final class ProgressLine {
  private let began = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isShown = false
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
  private let colours = ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty

  private static let quietTime = Duration.seconds(2)
  private static let interval = Duration.milliseconds(200)

  init() { last = began }

  func show(_ progress: RunProgress) {
    guard isTerminal else { return }
    let now = ContinuousClock.now
    guard now - began >= Self.quietTime, now - last >= Self.interval else { return }
    last = now
    let share =
      progress.operations > 0
      ? Double(progress.endedOperations) / Double(progress.operations) : 0
    let percent = "\(Int(share * 100)) %"
    let text = "\(progress.name): \(percent) of operations, simulated \(progress.simulated)"
    write("\r" + (colours ? "\u{1B}[2m\(text)\u{1B}[0m" : text) + "\u{1B}[K")
    isShown = true
  }

  /// Wipes the line, so that what is printed next starts at the left.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
    isShown = false
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
