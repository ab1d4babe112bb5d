// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// What must leave and enter members, over what their ports carry.
struct InjectionBound {
  private let cluster: Cluster
  private let group: [GPUID]
  private let root: Int

  init(_ cluster: Cluster, _ group: [GPUID], root: Int) {
    self.cluster = cluster
    self.group = group
    self.root = root
  }

  /// Each member alone against its own ports, and all together against all of them.
  func slowest(_ demand: Demand, _ bytes: Bytes) -> Seconds {
    let rates = PortRates(cluster)
    var slowest = Seconds.zero
    var (allLeaving, allEntering) = (BitsPerSecond.zero, BitsPerSecond.zero)
    for (place, member) in group.enumerated() {
      let crossing = demand.crossing(1, rootInside: place == root)
      let ports = (
        out: rates.leaving[Int(member.rawValue)], in: rates.entering[Int(member.rawValue)]
      )
      if crossing.leaving > 0 { slowest = max(slowest, bytes * crossing.leaving / ports.out) }
      if crossing.entering > 0 { slowest = max(slowest, bytes * crossing.entering / ports.in) }
      allLeaving = allLeaving + ports.out
      allEntering = allEntering + ports.in
    }
    let level = demand.gainsFromSwitches ? outermostReducingLevel : nil
    if let level {
      return max(slowest, together(partsOf: level, demand, bytes))
    }
    guard demand.total > 0 else { return slowest }
    return max(slowest, bytes * demand.total / min(allLeaving, allEntering))
  }

  /// Where switches work for the members of each part as for one, the parts stand for members.
  private func together(partsOf level: Int, _ demand: Demand, _ bytes: Bytes) -> Seconds {
    let parts = CutBound(cluster, group, root: root).outward(fromLevel: level)
    guard parts.count > 1 else { return .zero }
    let total = Demand(kind: demand.kind, memberCount: parts.count).total
    guard total > 0 else { return .zero }
    return bytes * total / min(parts.leaving, parts.entering)
  }

  /// The outermost level whose switches reduce and of which some domain holds two members or more;
  /// nil for none.
  private var outermostReducingLevel: Int? {
    guard case .nested(let blocks, _) = cluster.routing else {
      return cluster.reducesSomewhere ? 0 : nil
    }
    return blocks.indices.last { level in
      guard level < cluster.inNetworkReduction.count, cluster.inNetworkReduction[level] != nil
      else {
        return false
      }
      return Set(group.map { blocks[level].block(of: $0) }).count < group.count
    }
  }
}

extension Cluster {
  /// Whether some switches reduce.
  var reducesSomewhere: Bool { inNetworkReduction.contains { $0 != nil } }
}
