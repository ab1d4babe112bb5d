// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Traffic
import Workloads

/// What no algorithm can beat where members have parts of unequal sizes.
///
/// Latency and injection only: every part of another size must still leave and enter the ports of
/// its members. Cuts are not looked at.
struct UnevenBound {
  private let kind: CollectiveKind
  private let sizes: UnevenSizes
  private let root: Int

  init(_ kind: CollectiveKind, _ sizes: UnevenSizes, root: Int = 0) {
    self.kind = kind
    self.sizes = sizes
    self.root = root
  }

  /// - Throws: `LoweringError` where two members have no way to each other.
  func certificate(on cluster: Cluster) throws(LoweringError) -> Certificate {
    let count = sizes.memberCount
    guard count > 1 else { return Certificate(latency: .zero, injection: .zero) }
    // Somebody with nothing to say need not be heard: only where all have parts must the farthest
    // two hear of each other.
    let everybodySpeaks = (0..<count).allSatisfy { one in
      (0..<count).allSatisfy { one == $0 || sizes.part(one, $0) > 0 }
    }
    let latency =
      everybodySpeaks
      ? try LowerBound(
        of: kind, bytes: .zero, group: (0..<count).map(cluster.seat), on: cluster, root: root
      ).latency : .zero
    let ports = PortRates(cluster)
    var slowest = Seconds.zero
    var needed = (leaving: 0.0, entering: 0.0)
    var all = (leaving: BitsPerSecond.zero, entering: BitsPerSecond.zero)
    for member in 0..<count {
      let need = need(of: member)
      let accelerator = Int(cluster.seat(member).rawValue)
      let (out, into) = (ports.leaving[accelerator], ports.entering[accelerator])
      if need.leaving > 0 { slowest = max(slowest, .bytes(need.leaving) / out) }
      if need.entering > 0 { slowest = max(slowest, .bytes(need.entering) / into) }
      needed = (needed.leaving + need.leaving, needed.entering + need.entering)
      all = (all.leaving + out, all.entering + into)
    }
    // All together, each way by itself: switches that copy or add make one way cheaper, not both.
    if needed.leaving > 0 { slowest = max(slowest, .bytes(needed.leaving) / all.leaving) }
    if needed.entering > 0 { slowest = max(slowest, .bytes(needed.entering) / all.entering) }
    return Certificate(latency: latency, injection: slowest)
  }

  /// What must leave and enter one member.
  private func need(of member: Int) -> (leaving: Double, entering: Double) {
    let count = sizes.memberCount
    let own = sizes.part(member, member)
    let others = (0..<count).filter { $0 != member }
    switch kind {
    case .allToAll:
      return (
        others.reduce(0) { $0 + sizes.part(member, $1) },
        others.reduce(0) { $0 + sizes.part($1, member) }
      )
    case .allGather: return (own, sizes.size.rawValue - own)
    case .reduceScatter: return (sizes.size.rawValue - own, own)
    case .gather: return member == root ? (0, sizes.size.rawValue - own) : (own, 0)
    case .scatter: return member == root ? (sizes.size.rawValue - own, 0) : (0, own)
    default: return (0, 0)
    }
  }
}
