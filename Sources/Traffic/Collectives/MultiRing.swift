// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A ring for every place in a node, each with its part of the data: what libraries call channels.
///
/// With g members in each of N nodes there are g rings over all p = g N members. Ring c leaves every
/// other node where it entered the one before: it goes through one node from place c on, and through
/// the next from place c - 1 back, so that it crosses between nodes at places c and c - 1 only, and
/// every member's link to other nodes carries as much as the others': 2(p - 1)(alpha + m beta_out /
/// p), where a single ring over all members would leave every node by one link of g. With an odd
/// number of nodes one crossing changes its place. Source: the ring of P. Patarasuk and X. Yuan, J.
/// Parallel Distrib. Comput. 69 (2009), over the edge-disjoint rings of a hierarchy.
package struct MultiRing: CollectiveAlgorithm {
  package let name = "multi-ring"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather]

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    group.dimensions.count > 1 ? nil : "it needs nodes: \(group.irregularity)"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    Ring().closedForm(of: kind, for: group)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let rings = (0..<group.dimensions[0]).map { ring in
      places(of: ring, inner: group.dimensions[0], outer: p / group.dimensions[0])
    }
    // Of a ring's part, block b is member b's, wherever on the ring that is.
    let pass = Ring().schedule(for: kind, memberCount: p)
    let rounds = pass.rounds.map { round in
      Round(
        repeats: round.repeats,
        exchanges: rings.enumerated().flatMap { ring, members in
          round.exchanges.map { exchange(along: members, ring, $0, p) }
        })
    }
    return Schedule(memberCount: p, blockCount: p * rings.count, rounds: rounds)
  }

  /// The members in the order of a ring.
  private func places(of ring: Int, inner: Int, outer: Int) -> [Int] {
    (0..<outer).flatMap { node in
      (0..<inner).map { step in
        let place =
          node.isMultiple(of: 2)
          ? (ring + step) % inner : (ring + inner - 1 - step + inner) % inner
        return node * inner + place
      }
    }
  }

  private func exchange(
    along members: [Int], _ ring: Int, _ exchange: Exchange, _ p: Int
  ) -> Exchange {
    var targets = [Int32](repeating: -1, count: p)
    for (place, member) in members.enumerated() {
      targets[member] = Int32(members[(place + 1) % p])
    }
    return Exchange(
      to: .table(targets),
      payload: .alongRing(members.map { Int32($0) }, part: ring, exchange.payload),
      combines: exchange.combines)
  }
}
