// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// What no algorithm without reduction in the network can beat, and why.
///
/// Each part is a bound of its own; the largest is the certificate.
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
    injection = Self.injection(bytes, demand, group, cluster, root)
    if let narrowest = CutBound(cluster, group, root: root).slowest(demand, bytes) {
      (cut, cutName) = narrowest
    }
    if let reductionRate { reduction = bytes * demand.additions / reductionRate }
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

  /// Each member alone against its own ports, and all together against all of them.
  private static func injection(
    _ bytes: Bytes, _ demand: Demand, _ group: [GPUID], _ cluster: Cluster, _ root: Int
  ) -> Seconds {
    var leaving = [BitsPerSecond](repeating: .zero, count: cluster.accelerators.count)
    var entering = leaving
    for link in 0..<cluster.links.count {
      let from = Int(cluster.links.from[link])
      let to = Int(cluster.links.to[link])
      if from < leaving.count { leaving[from] = leaving[from] + cluster.links.rate[link] }
      if to < entering.count { entering[to] = entering[to] + cluster.links.rate[link] }
    }
    var slowest = Seconds.zero
    var (allLeaving, allEntering) = (BitsPerSecond.zero, BitsPerSecond.zero)
    for (place, member) in group.enumerated() {
      let crossing = demand.crossing(1, rootInside: place == root)
      let ports = (out: leaving[Int(member.rawValue)], in: entering[Int(member.rawValue)])
      if crossing.leaving > 0 { slowest = max(slowest, bytes * crossing.leaving / ports.out) }
      if crossing.entering > 0 { slowest = max(slowest, bytes * crossing.entering / ports.in) }
      allLeaving = allLeaving + ports.out
      allEntering = allEntering + ports.in
    }
    guard demand.total > 0 else { return slowest }
    return max(slowest, bytes * demand.total / min(allLeaving, allEntering))
  }
}
