// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a faster network can do for a step of which a part is exposed communication.
///
/// With f that part and r how much faster it becomes, the step becomes 1 / (1 - f + f / r) times as
/// fast, and never 1 / (1 - f) times. Source: G. Amdahl, "Validity of the single processor approach
/// to achieving large scale computing capabilities", AFIPS 1967.
package enum Amdahl {
  /// The speed-up that no network exceeds; infinite where all of the step is exposed.
  ///
  /// - Parameter exposed: f, from 0 to 1; more raises the ceiling.
  /// - Returns: one or more.
  package static func ceiling(exposed: Double) -> Double {
    check(exposed)
    return 1 / (1 - exposed)
  }

  /// - Parameters:
  ///   - exposed: f, from 0 to 1.
  ///   - faster: r, above zero; below one is slower.
  /// - Returns: how many times as fast the step becomes.
  package static func speedup(exposed: Double, faster: Double) -> Double {
    check(exposed)
    precondition(faster > 0, "communication that becomes \(faster) times as fast")
    return 1 / (1 - exposed + exposed / faster)
  }

  /// The least part of a step that must be exposed for a speed-up, even with a network that takes
  /// no time: 1 - 1 / S.
  ///
  /// - Parameter speedup: above zero.
  /// - Returns: zero for what is no speed-up, else below one.
  package static func exposedNeeded(for speedup: Double) -> Double {
    precondition(speedup > 0, "a speed-up of \(speedup)")
    return max(0, 1 - 1 / speedup)
  }

  /// How many times as fast communication must become for a speed-up: f / (1 / S - 1 + f).
  ///
  /// - Parameters:
  ///   - speedup: S, above zero.
  ///   - exposed: f, from 0 to 1.
  /// - Returns: nil where no network is fast enough, which is so at the ceiling itself; zero where
  ///   any network is.
  package static func fasterNeeded(for speedup: Double, exposed: Double) -> Double? {
    check(exposed)
    precondition(speedup > 0, "a speed-up of \(speedup)")
    if exposed == 0 { return speedup <= 1 ? 0 : nil }
    let left = 1 / speedup - (1 - exposed)
    // What is left for communication: at the ceiling nothing, but for rounding.
    return left > Interval<Double>.rounding ? exposed / left : nil
  }

  private static func check(_ exposed: Double) {
    precondition((0...1).contains(exposed), "\(exposed) of a step is exposed communication")
  }
}
