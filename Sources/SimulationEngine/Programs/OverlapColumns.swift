// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// How long ranks communicated while they computed: work takes longer beside an operation of the
/// network, which takes multiprocessors and memory bandwidth.
struct OverlapColumns: ~Copyable {
  /// Whether any graph slows down; otherwise the columns are empty.
  let isNeeded: Bool
  /// By graph, how many times as long work takes meanwhile.
  private let slowdown: Column<Double>
  private let graphOfRank: Column<Int32>

  // One entry per rank.
  private let since: Column<Double>
  private let total: Column<Double>
  /// One entry per operation of a rank: `total` when it started.
  private let before: Column<Double>

  /// What is left of work that has ended but for rounding, of the whole.
  private static let negligible = 1e-12

  init(_ graph: FlowGraph, operationCount: Int, isServed: Bool) {
    isNeeded = isServed && graph.tasks.overlapSlowdown.contains { $0 != 1 }
    slowdown = Column(isNeeded ? graph.tasks.overlapSlowdown : [])
    graphOfRank = Column(isNeeded ? graph.graphOfRank : [])
    since = Column(repeating: 0, count: isNeeded ? graph.rankCount : 0)
    total = Column(repeating: 0, count: isNeeded ? graph.rankCount : 0)
    before = Column(repeating: 0, count: isNeeded ? operationCount : 0)
  }

  /// The first operation of the network on a rank begins.
  func communicationBegins(on rank: Int32, at now: Double) { since[rank] = now }

  /// The last one ends.
  func communicationEnds(on rank: Int32, at now: Double) { total[rank] += now - since[rank] }

  /// Work begins.
  func workBegins(_ operation: Int, on rank: Int32, communicates: Bool, at now: Double) {
    before[operation] = overlapped(rank, communicates, now)
  }

  /// Seconds that work still takes if nothing of the network runs beside it; 0 where it has ended.
  ///
  /// Meanwhile more may run beside it, and more be left then: each time a part of what was left
  /// before, so that it ends soon.
  ///
  /// - Parameters:
  ///   - work: seconds that it takes alone.
  ///   - operation: of the rank.
  ///   - started: when it began.
  ///   - rank: whose it is.
  ///   - communicates: whether an operation of the network is under way.
  ///   - now: the present.
  /// - Returns: above zero where work goes on.
  func remaining(
    of work: Double, _ operation: Int, since started: Double, on rank: Int32, communicates: Bool,
    at now: Double
  ) -> Double {
    let slow = slowdown[graphOfRank[rank]]
    let beside = overlapped(rank, communicates, now) - before[operation]
    let remaining = work - (now - started - beside) - beside / slow
    return remaining > work * Self.negligible ? remaining : 0
  }

  private func overlapped(_ rank: Int32, _ communicates: Bool, _ now: Double) -> Double {
    total[rank] + (communicates ? now - since[rank] : 0)
  }
}
