// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Scenarios

/// One line that says how far a run has come: only on a terminal, and only once the work has
/// lasted two seconds.
///
/// A class, because the closure that the simulation calls and the command that wipes the line
/// share its state.
final class ProgressLine {
  private let isTerminal: Bool
  private let isDimmed: Bool
  private let quietTime: Duration
  private let write: (String) -> Void
  private let began = ContinuousClock.now
  private var last: ContinuousClock.Instant?
  private var isShown = false

  private static let interval = Duration.milliseconds(200)

  /// - Parameters:
  ///   - isTerminal: whether somebody is looking.
  ///   - isDimmed: whether escape codes for colour are welcome.
  ///   - quietTime: how long a run may last before it says anything.
  ///   - write: takes text without the end of a line.
  init(
    isTerminal: Bool, isDimmed: Bool, quietTime: Duration = .seconds(2),
    write: @escaping (String) -> Void
  ) {
    self.isTerminal = isTerminal
    self.isDimmed = isDimmed
    self.quietTime = quietTime
    self.write = write
  }

  /// On this process's standard error.
  static func onStandardError() -> ProgressLine {
    ProgressLine(
      isTerminal: isatty(FileHandle.standardError.fileDescriptor) == 1,
      isDimmed: ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    ) { FileHandle.standardError.write(Data($0.utf8)) }
  }

  func show(_ progress: RunProgress) {
    guard isTerminal else { return }
    let now = ContinuousClock.now
    guard now - began >= quietTime else { return }
    if let last, now - last < Self.interval { return }
    last = now
    let simulated = progress.simulated.map { ", simulated \($0)" } ?? ""
    let text = "\(progress.name): \(progress.percent) % of operations\(simulated)"
    write("\r" + (isDimmed ? "\u{1B}[2m\(text)\u{1B}[0m" : text) + "\u{1B}[K")
    isShown = true
  }

  /// Wipes the line, so that what is printed next starts at the left.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
    isShown = false
  }
}
