// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// How far a run has come.
package struct RunProgress: Sendable {
  /// The cluster at work.
  package let name: String
  /// The instant that the simulation has come to; nil where several run at once.
  package let simulated: Seconds?
  package let endedOperations: Int
  package let operations: Int

  package init(name: String, simulated: Seconds?, endedOperations: Int, operations: Int) {
    self.name = name
    self.simulated = simulated
    self.endedOperations = endedOperations
    self.operations = operations
  }

  /// Of the operations, those that have ended; 0 where there are none.
  package var percent: Int { operations > 0 ? endedOperations * 100 / operations : 0 }
}

/// What a run tells while it lasts.
package struct RunObserver {
  /// Runs what creates an unfinished file and returns its path: the file must go if the process
  /// is stopped, from the moment that it is there.
  package var opening: (_ create: () throws -> String) throws -> Void
  /// The file was finished under its own name, or removed.
  package var closed: (_ path: String) -> Void
  package var advanced: (RunProgress) -> Void

  package init(
    opening: @escaping (() throws -> String) throws -> Void = { _ = try $0() },
    closed: @escaping (String) -> Void = { _ in },
    advanced: @escaping (RunProgress) -> Void = { _ in }
  ) {
    self.opening = opening
    self.closed = closed
    self.advanced = advanced
  }
}
