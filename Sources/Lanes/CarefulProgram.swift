// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The same program with nothing taken for granted, written down when a lane first needs it.
final class CarefulProgram: Sendable {
  private let made = Mutex<LaneProgram?>(nil)
  private let make: @Sendable () throws -> LaneProgram

  init(_ make: @escaping @Sendable () throws -> LaneProgram) { self.make = make }

  /// Nil where it cannot be written down.
  var program: LaneProgram? {
    made.withLock { made in
      if made == nil { made = try? make() }
      return made
    }
  }
}
