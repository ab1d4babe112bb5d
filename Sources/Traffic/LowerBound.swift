// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// What no algorithm without reduction in the network can beat.
package struct LowerBound: Sendable, Hashable {
  /// The fastest message between two members: something must reach everybody.
  package var latency: Seconds
  /// Bytes that one member must send or receive, over everything that leaves or enters it.
  package var injection: Seconds

  /// The larger of the parts.
  package var time: Seconds { max(latency, injection) }

  /// The bound for a collective on a group.
  ///
  /// Reduce-scatter, all-gather and all-to-all move (p - 1) / p of the buffer out of and into
  /// every member, an all-reduce twice that (docs/theory, "Lower bounds"). With as many sends at
  /// once as there are members, one message of latency is enough for all but the all-reduce,
  /// which must hear of everybody and also needs no more than one.
  ///
  /// - Parameters:
  ///   - kind: all-reduce, reduce-scatter, all-gather or all-to-all.
  ///   - bytes: the size as nccl-tests counts it.
  ///   - group: accelerators of the members.
  ///   - cluster: the fabric.
  /// - Throws: `LoweringError` where two members have no route.
  package init(
    of kind: CollectiveKind, bytes: Bytes, group: [GPUID], on cluster: Cluster
  ) throws(LoweringError) {
    guard group.count > 1, let volume = Self.volume(of: kind, memberCount: group.count) else {
      latency = .zero
      injection = .zero
      return
    }
    let moved = bytes * volume
    var slowest = Seconds.zero
    let (leaving, entering) = Self.ports(of: cluster)
    for member in group {
      let port = min(leaving[Int(member.rawValue)], entering[Int(member.rawValue)])
      slowest = max(slowest, moved / port)
    }
    injection = slowest
    latency = try Self.nearest(group, on: cluster)
  }

  /// Buffers that leave every member; nil for kinds without a bound here.
  private static func volume(of kind: CollectiveKind, memberCount p: Int) -> Double? {
    let share = Double(p - 1) / Double(p)
    return switch kind {
    case .allReduce: 2 * share
    case .reduceScatter, .allGather, .allToAll: share
    default: nil
    }
  }

  /// Summed rates of the links out of and into each accelerator.
  private static func ports(
    of cluster: Cluster
  ) -> (leaving: [BitsPerSecond], entering: [BitsPerSecond]) {
    var leaving = [BitsPerSecond](repeating: .zero, count: cluster.accelerators.count)
    var entering = leaving
    for link in 0..<cluster.links.count {
      let from = Int(cluster.links.from[link])
      let to = Int(cluster.links.to[link])
      if from < leaving.count { leaving[from] = leaving[from] + cluster.links.rate[link] }
      if to < entering.count { entering[to] = entering[to] + cluster.links.rate[link] }
    }
    return (leaving, entering)
  }

  /// The slowest member's fastest way to hear of anybody.
  private static func nearest(
    _ group: [GPUID], on cluster: Cluster
  ) throws(LoweringError) -> Seconds {
    var router = Router(cluster)
    var fastest = Seconds.infinity
    for other in group.dropFirst() {
      do {
        let route = try router.route(from: group[0], to: other)
        fastest = min(fastest, route.latency + route.overhead)
      } catch { throw LoweringError("\(error)") }
    }
    return fastest
  }
}
