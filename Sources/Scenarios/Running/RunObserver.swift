// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// How far a run has come.
package struct RunProgress: Sendable {
  /// The cluster at work.
  package let name: String
  package let simulated: Seconds
  package let endedOperations: Int
  package let operations: Int
}

/// What a run tells while it lasts.
package struct RunObserver {
  /// An unfinished file that must go if the process is stopped.
  package var opened: (_ path: String) -> Void
  /// The file was finished under its own name, or removed.
  package var closed: (_ path: String) -> Void
  package var advanced: (RunProgress) -> Void

  package init(
    opened: @escaping (String) -> Void = { _ in }, closed: @escaping (String) -> Void = { _ in },
    advanced: @escaping (RunProgress) -> Void = { _ in }
  ) {
    self.opened = opened
    self.closed = closed
    self.advanced = advanced
  }
}
