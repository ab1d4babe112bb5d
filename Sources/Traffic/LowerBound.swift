// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// What no algorithm without reduction in the network can beat.
package struct LowerBound: Sendable, Hashable {
  /// The fastest message from a member: everybody must be heard.
  package var latency: Seconds
  /// Bytes that members must send or receive, over the links that leave or enter them: the
  /// slowest member's least, or the sum of all members' over the sum of their ports.
  package var injection: Seconds

  /// The larger of the parts.
  package var time: Seconds { max(latency, injection) }

  /// The bound for a collective on a group.
  ///
  /// A member's contribution must leave it and the result must reach it, however unequal the
  /// ports; what all members send together has a bound of its own (docs/theory.md, "Lower
  /// bounds"). Kinds that are not named there have no bound of bytes here.
  ///
  /// - Parameters:
  ///   - kind: what is carried out.
  ///   - bytes: the size as nccl-tests counts it.
  ///   - group: accelerators of the members.
  ///   - cluster: the fabric.
  /// - Throws: `LoweringError` where two members have no route.
  package init(
    of kind: CollectiveKind, bytes: Bytes, group: [GPUID], on cluster: Cluster
  ) throws(LoweringError) {
    guard group.count > 1, let least = Volume(of: kind, memberCount: group.count) else {
      latency = .zero
      injection = .zero
      return
    }
    let (leaving, entering) = Self.ports(of: cluster)
    var slowest = Seconds.zero
    var allLeaving = BitsPerSecond.zero
    var allEntering = BitsPerSecond.zero
    for member in group {
      let index = Int(member.rawValue)
      slowest = max(slowest, bytes * least.sentByEach / leaving[index])
      slowest = max(slowest, bytes * least.receivedByEach / entering[index])
      allLeaving = allLeaving + leaving[index]
      allEntering = allEntering + entering[index]
    }
    let together = bytes * least.sentByAll / min(allLeaving, allEntering)
    injection = max(slowest, together)
    latency = try Self.nearest(group, on: cluster)
  }

  /// Least volumes of a kind, in buffers.
  private struct Volume {
    var sentByEach: Double
    var receivedByEach: Double
    var sentByAll: Double

    init?(of kind: CollectiveKind, memberCount: Int) {
      let p = Double(memberCount)
      let others = (p - 1) / p
      switch kind {
      case .allReduce:
        // A member sends its contribution to a block, or the block's sum; it receives as much.
        (sentByEach, receivedByEach, sentByAll) = (1, 1, 2 * (p - 1))
      case .reduceScatter:
        // Its contributions to all other blocks leave; its own block may come as one sum.
        (sentByEach, receivedByEach, sentByAll) = (others, 1 / p, p - 1)
      case .allGather:
        (sentByEach, receivedByEach, sentByAll) = (1 / p, others, p - 1)
      case .allToAll:
        (sentByEach, receivedByEach, sentByAll) = (others, others, p - 1)
      case .broadcast, .reduce, .gather, .scatter, .barrier:
        return nil
      }
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
