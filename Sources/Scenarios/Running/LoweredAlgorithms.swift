// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import SimulationEngine
import Traffic

/// One run of a sweep.
struct SweepCell: Hashable, Sendable {
  var algorithm: String
  /// Row of the sweep's sizes.
  var size: Int
}

/// The algorithms of a sweep, each lowered once for all sizes.
struct LoweredAlgorithms: Sendable {
  let sweep: CollectiveSweep
  let place: PreparedCluster
  private(set) var refusals: [SweepAnswer.Refusal] = []
  private var graphs: [String: FlowGraph] = [:]

  init(_ sweep: CollectiveSweep, _ place: PreparedCluster) {
    self.sweep = sweep
    self.place = place
  }

  /// Lowers an algorithm that was not asked for before; false where it cannot serve the group,
  /// and then `refusals` says why.
  mutating func serves(_ algorithm: String) -> Bool {
    if graphs[algorithm] != nil { return true }
    do throws(LoweringError) {
      let program = CollectiveQuestion.program(
        sweep.kind, ranks: sweep.ranks, sizes: [sweep.sizes[0]])
      graphs[algorithm] = try FlowGraph(
        program: program, cluster: place.cluster, placement: .identity(rankCount: sweep.ranks),
        policy: CollectivePolicy(algorithms: [sweep.kind: algorithm], chunks: sweep.chunks))
      return true
    } catch {
      refusals.append(SweepAnswer.Refusal(algorithm: algorithm, reason: "\(error)"))
      return false
    }
  }

  func measure(_ cell: SweepCell) throws -> SweepAnswer.Measurement {
    guard let graph = graphs[cell.algorithm] else {
      preconditionFailure("\(cell.algorithm) was never lowered")
    }
    let size = sweep.sizes[cell.size]
    var sink = NoEvents()
    let timeline = try Simulation.run(
      graph.withCollectives(of: size), on: place.cluster, transport: sweep.transport,
      record: .nothing, into: &sink)
    let time = timeline.duration
    return SweepAnswer.Measurement(
      algorithm: cell.algorithm, time: time,
      bandwidth: time > .zero
        ? CollectiveBandwidth(
          kind: sweep.kind.rawValue, ranks: sweep.ranks, size: size, time: time) : nil,
      flows: timeline.traffic.flows,
      energy: place.hasPowerFigures ? timeline.ledger.total : nil)
  }
}
