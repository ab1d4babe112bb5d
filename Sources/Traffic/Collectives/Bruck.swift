// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A logarithm of steps for any number of members, by sending on what is for others.
///
/// An all-gather doubles what each member holds: ceil(log2(p)) alpha + ((p - 1) / p) m beta. An
/// all-to-all sends in step k every parcel whose remaining way has bit k set, about m / 2 a step:
/// ceil(log2(p)) alpha + (m / 2) log2(p) beta for powers of two. It wins where parcels are small.
/// Source: J. Bruck, C.-T. Ho, S. Kipnis, E. Upfal and D. Weathersby, "Efficient algorithms for
/// all-to-all communications in multiport message-passing systems", IEEE Trans. Parallel Distrib.
/// Syst. 8 (1997).
package struct Bruck: CollectiveAlgorithm {
  package let name = "bruck"
  package let kinds: [CollectiveKind] = [.allGather, .allToAll]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    let blocks =
      kind == .allGather
      ? p - 1 : (1..<p).reduce(0) { $0 + $1.nonzeroBitCount }
    return ClosedForm(steps: p.ceilingOfLogarithm, sent: Double(blocks) / Double(p))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let rounds = (0..<p.ceilingOfLogarithm).map { step in
      kind == .allGather ? gather(1 << step, p) : exchange(1 << step, p)
    }
    return Schedule(memberCount: p, blockCount: p, rounds: rounds)
  }

  /// A member that holds the next blocks from its own on hands them back by their number.
  private func gather(_ distance: Int, _ p: Int) -> Round {
    let held = (0..<Int32(min(distance, p - distance))).map { $0 }
    return Round(exchanges: [
      Exchange(
        to: .shift(p - distance), payload: .offsets(held, mirrored: false), combines: false)
    ])
  }

  /// Parcels whose distance has this bit; its lower bits they have travelled.
  private func exchange(_ bit: Int, _ p: Int) -> Round {
    let parcels = (1..<p).filter { $0 & bit != 0 }.map { way in
      RelayedParcel(travelled: Int32(way & (bit - 1)), ahead: Int32(way & ~(bit - 1)))
    }
    return Round(exchanges: [
      Exchange(to: .shift(bit), payload: .relayed(parcels), combines: false)
    ])
  }
}
