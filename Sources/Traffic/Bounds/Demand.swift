// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// What a collective must move, whatever its algorithm, in units of its bytes.
///
/// Sums of contributions are as long as one contribution: what a part of the group has for the
/// blocks of the others can be added up before it leaves.
struct Demand {
  let kind: CollectiveKind
  let memberCount: Int

  private var p: Double { Double(memberCount) }

  /// What must leave a part of the group, and enter it.
  ///
  /// - Parameters:
  ///   - inside: members of the part, at least one and not all.
  ///   - rootInside: whether the root is one of them.
  /// - Returns: shares of the collective's bytes.
  func crossing(_ inside: Int, rootInside: Bool) -> (leaving: Double, entering: Double) {
    let here = Double(inside) / p
    let there = Double(memberCount - inside) / p
    return switch kind {
    // Everybody needs what the other side has, in one sum at best.
    case .allReduce: (1, 1)
    case .reduceScatter: (there, here)
    case .allGather: (here, there)
    case .allToAll: (here * there * p, here * there * p)
    case .broadcast: rootInside ? (1, 0) : (0, 1)
    case .reduce: rootInside ? (0, 1) : (1, 0)
    case .scatter: rootInside ? (there, 0) : (0, here)
    case .gather: rootInside ? (0, there) : (here, 0)
    case .barrier: (0, 0)
    }
  }

  /// Whether switches that add up or copy can take work from members: not where every byte has one
  /// source and one destination.
  var gainsFromSwitches: Bool {
    switch kind {
    case .allReduce, .reduceScatter, .allGather, .broadcast, .reduce: true
    case .allToAll, .gather, .scatter, .barrier: false
    }
  }

  /// What all members must send together where they alone add up and copy. An all-reduce needs, for each byte, p - 1 messages until
  /// somebody has the sum and p - 1 until everybody has. Source: P. Patarasuk and X. Yuan, J.
  /// Parallel Distrib. Comput. 69 (2009).
  var total: Double {
    switch kind {
    case .allReduce: 2 * (p - 1)
    case .reduceScatter, .allGather, .allToAll, .broadcast, .reduce: p - 1
    case .scatter, .gather: (p - 1) / p
    case .barrier: 0
    }
  }

  /// What each member must add up if all add alike.
  var additions: Double {
    switch kind {
    case .allReduce, .reduceScatter, .reduce: (p - 1) / p
    default: 0
    }
  }
}
