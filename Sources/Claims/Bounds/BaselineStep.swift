// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The step that a claim is measured against, as far as ceilings need it.
///
/// The exposed part is kept beside the time, not the exposed time: over a range of parameters the
/// time moves far and the part less, and Amdahl's ceiling needs the part alone.
package struct BaselineStep: Sendable, Hashable {
  /// T0: what one step takes; above zero.
  package let time: Interval<Seconds>
  /// f: the part of it in which nothing is computed because communication is waited for; 0 to 1.
  package let exposed: Interval<Double>

  package init(time: Interval<Seconds>, exposed: Interval<Double>) {
    precondition(time.lower > .zero, "a step of \(time.lower)")
    precondition(
      exposed.lower >= 0 && exposed.upper <= 1, "exposed from \(exposed.lower) to \(exposed.upper)")
    self.time = time
    self.exposed = exposed
  }

  /// From the exposed time, X0, as if it and the step's time knew nothing of each other: no tighter
  /// than the truth, so a ceiling of it is one.
  ///
  /// - Parameters:
  ///   - time: T0, above zero.
  ///   - exposedTime: X0, not below zero; where it is longer than the step it is all of the step.
  package init(time: Interval<Seconds>, exposedTime: Interval<Seconds>) {
    precondition(time.lower > .zero, "a step of \(time.lower)")
    precondition(exposedTime.lower >= .zero, "exposed for \(exposedTime.lower)")
    let part = Interval(
      exposedTime.lower / time.upper, exposedTime.upper / time.lower)
    self.init(time: time, exposed: part.held(from: 0, to: 1))
  }
}
