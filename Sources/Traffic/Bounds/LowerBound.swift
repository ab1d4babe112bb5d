// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// What no algorithm can beat, and why.
///
/// Each part is a bound of its own; the largest is the certificate. Where the cluster says that
/// switches reduce, they may add up and copy for all members that they join: the bound then asks of
/// these only what no switch can do for them.
package struct LowerBound: Sendable, Hashable {
  package enum Part: String, Sendable, CaseIterable {
    case latency
    case injection
    case cut
    case reduction
  }

  /// The farthest two members that must hear of each other, over links alone; with a limit on
  /// sends at once, also the rounds that it takes to reach everybody.
  package private(set) var latency: Seconds
  /// What must leave and enter members, over what their links can carry.
  package private(set) var injection: Seconds
  /// What must leave or enter a part of the fabric, over the links that do.
  package private(set) var cut: Seconds
  /// The part of the fabric that `cut` is about, such as "node 3" or "one half of scale-out".
  package private(set) var cutName: String
  /// What must be added up, where a rate for it was given.
  package private(set) var reduction: Seconds

  /// The largest of the parts.
  package var time: Seconds { Part.allCases.reduce(.zero) { max($0, self[$1]) } }

  /// The part that is largest; the first of equals in the order of `Part`.
  package var binding: Part {
    Part.allCases.dropFirst().reduce(.latency) { self[$1] > self[$0] ? $1 : $0 }
  }

  package subscript(part: Part) -> Seconds {
    switch part {
    case .latency: latency
    case .injection: injection
    case .cut: cut
    case .reduction: reduction
    }
  }

  /// The bound for a collective on a group.
  ///
  /// - Parameters:
  ///   - kind: any kind.
  ///   - bytes: the size as nccl-tests counts it.
  ///   - group: accelerators of the members.
  ///   - cluster: what joins them.
  ///   - root: the place of the root, for kinds that have one.
  ///   - concurrentSends: messages that a member may have under way at once; nil for any number.
  ///   - reductionRate: bytes that a member can add to what it holds; nil for at once.
  /// - Throws: `LoweringError` where two members have no way to each other.
  package init(
    of kind: CollectiveKind, bytes: Bytes, group: [GPUID], on cluster: Cluster, root: Int = 0,
    concurrentSends: Int? = nil, reductionRate: BitsPerSecond? = nil
  ) throws(LoweringError) {
    (latency, injection, cut, reduction) = (.zero, .zero, .zero, .zero)
    cutName = ""
    guard group.count > 1 else { return }
    let demand = Demand(kind: kind, memberCount: group.count)
    let distances = LatencyBound(cluster)
    latency = try distances.farthest(kind, group, root: root)
    if let concurrentSends {
      let rounds = Self.rounds(toReach: group.count, concurrentSends: concurrentSends)
      latency = max(latency, distances.leastOfAny(group) * Double(rounds))
    }
    injection = InjectionBound(cluster, group, root: root).slowest(demand, bytes)
    if let narrowest = CutBound(cluster, group, root: root).slowest(demand, bytes) {
      (cut, cutName) = narrowest
    }
    if let reductionRate, !cluster.reducesSomewhere {
      reduction = bytes * demand.additions / reductionRate
    }
  }

  /// The least k with (sends + 1)^k >= members.
  private static func rounds(toReach members: Int, concurrentSends: Int) -> Int {
    var rounds = 0
    var reached = 1
    while reached < members {
      reached *= max(1, concurrentSends) + 1
      rounds += 1
    }
    return rounds
  }
}
