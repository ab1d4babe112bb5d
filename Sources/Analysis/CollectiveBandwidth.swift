// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Bandwidths of a collective as nccl-tests defines them.
///
/// The algorithm bandwidth is size over time. The bus bandwidth multiplies it by a factor of the
/// kind and the ranks, so that it can be held against the rate of a rank's port whatever their
/// number. Source: nccl-tests, doc/PERFORMANCE.md.
package struct CollectiveBandwidth: Sendable, Hashable {
  /// Size over time.
  package let algorithm: BitsPerSecond
  /// The same times the factor; nil for a kind that moves no data.
  package let bus: BitsPerSecond?

  /// - Parameters:
  ///   - kind: the collective's standard name, such as "all-reduce".
  ///   - ranks: members of the group.
  ///   - size: nccl-tests' size: the whole gathered buffer for all-gather and reduce-scatter, one
  ///     rank's buffer for the others.
  ///   - time: from the first start to the last end; above zero.
  package init(kind: String, ranks: Int, size: Bytes, time: Seconds) {
    let rate = size / time
    algorithm = rate
    bus = Self.busFactor(kind: kind, ranks: ranks).map { rate * $0 }
  }

  /// Bus bandwidth over algorithm bandwidth; nil for a kind that moves no data.
  package static func busFactor(kind: String, ranks: Int) -> Double? {
    let ranks = Double(ranks)
    return switch kind {
    case "all-reduce": 2 * (ranks - 1) / ranks
    case "reduce-scatter", "all-gather", "all-to-all", "gather", "scatter": (ranks - 1) / ranks
    case "broadcast", "reduce": 1
    default: nil
    }
  }
}
