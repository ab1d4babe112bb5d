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

  /// A bound that looks at no cuts and no additions.
  init(latency: Seconds, injection: Seconds) {
    self.latency = latency
    self.injection = injection
    (cut, cutName, reduction) = (.zero, nil, .zero)
    let part = injection > latency ? LowerBound.Part.injection : .latency
    binding = part.rawValue
    time = max(latency, injection)
  }

  init(_ bound: LowerBound) {
    latency = bound.latency
    injection = bound.injection
    cut = bound.cut
    cutName = bound.cutName.isEmpty ? nil : bound.cutName
    reduction = bound.reduction
    binding = bound.binding.rawValue
    time = bound.time
  }

  /// The bound of another size, from that of one byte: every part but latency is in proportion to
  /// the bytes.
  init(ofOneByte bound: LowerBound, times bytes: Bytes) {
    let size = bytes / .bytes(1)
    latency = bound.latency
    injection = bound.injection * size
    cut = bound.cut * size
    cutName = bound.cutName.isEmpty ? nil : bound.cutName
    reduction = bound.reduction * size
    let parts = [
      (LowerBound.Part.latency, latency), (.injection, injection), (.cut, cut),
      (.reduction, reduction),
    ]
    let largest = parts.dropFirst().reduce(parts[0]) { $1.1 > $0.1 ? $1 : $0 }
    binding = largest.0.rawValue
    time = largest.1
  }

  /// A time over the bound: 1 is as fast as anything can be. Nil where the bound is zero.
  package func gap(of time: Seconds) -> Double? {
    self.time > .zero ? time / self.time : nil
  }
}
