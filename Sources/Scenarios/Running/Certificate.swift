// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Traffic

/// What no algorithm can beat, part by part, as a report says it.
///
/// Each part is a bound of its own; the largest binds.
package struct Certificate: Sendable, Hashable {
  /// The way between the farthest two members that must hear of each other.
  package let latency: Seconds
  /// What must leave and enter members, over their ports.
  package let injection: Seconds
  /// What must cross a boundary in the fabric, over the links that do.
  package let cut: Seconds
  /// The boundary that `cut` is about, such as "node 3"; nil where nothing must cross any.
  package let cutName: String?
  /// What must be added up, where a rate for it is known.
  package let reduction: Seconds
  /// The name of the largest part: latency, injection, cut or reduction.
  package let binding: String
  /// The largest part.
  package let time: Seconds

  init(_ bound: LowerBound) {
    latency = bound.latency
    injection = bound.injection
    cut = bound.cut
    cutName = bound.cutName.isEmpty ? nil : bound.cutName
    reduction = bound.reduction
    binding = bound.binding.rawValue
    time = bound.time
  }

  /// A time over the bound: 1 is as fast as anything can be. Nil where the bound is zero.
  package func gap(of time: Seconds) -> Double? {
    self.time > .zero ? time / self.time : nil
  }
}
