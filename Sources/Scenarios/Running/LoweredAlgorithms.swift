// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import SimulationEngine
import Traffic

/// One run of a sweep.
struct SweepCell: Hashable, Sendable {
  var algorithm: String
  /// Nil for none.
  var protocolName: String?
  /// Row of the sweep's sizes.
  var size: Int

  var label: String { protocolName.map { "\(algorithm) (\($0))" } ?? algorithm }
}

/// The algorithms of a sweep, each lowered once for all sizes.
struct LoweredAlgorithms: Sendable {
  let sweep: CollectiveSweep
  let place: PreparedCluster
  private let policy: CollectivePolicy
  private(set) var refusals: [SweepAnswer.Refusal] = []
  private var graphs: [Way: FlowGraph] = [:]

  /// An algorithm with a protocol.
  private struct Way: Hashable {
    var algorithm: String
    var protocolName: String?
  }

  /// - Throws: `InputError` for choices that exclude each other.
  init(_ sweep: CollectiveSweep, _ place: PreparedCluster) throws(InputError) {
    self.sweep = sweep
    self.place = place
    policy = try sweep.choices.policy([:], place.protocols)
  }

  /// Lowers a sweep by an algorithm, or by "auto": what carries out each size.
  ///
  /// - Parameter algorithm: a name, or "auto".
  /// - Returns: a cell for each size; nil where the algorithm cannot serve the group, and then
  ///   `refusals` says why.
  mutating func cells(of algorithm: String) -> [SweepCell]? {
    do throws(LoweringError) {
      // One program has all sizes, and is lowered without being run.
      let whole = try lower(algorithm, sweep.choices.protocolName, sweep.sizes)
      let cells = sweep.sizes.indices.map { size in
        let row = whole.choice(graph: 0, operation: Int32(size), memberCount: sweep.ranks)
        let name = whole.timings[row.timing].name
        return SweepCell(
          algorithm: whole.algorithmOfSchedule[row.schedule],
          protocolName: name.isEmpty ? nil : name, size: size)
      }
      for cell in cells {
        let way = Way(algorithm: cell.algorithm, protocolName: cell.protocolName)
        guard graphs[way] == nil else { continue }
        graphs[way] = try lower(cell.algorithm, cell.protocolName, [sweep.sizes[0]])
      }
      return cells
    } catch {
      refusals.append(SweepAnswer.Refusal(algorithm: algorithm, reason: "\(error)"))
      return nil
    }
  }

  private func lower(
    _ algorithm: String, _ protocolName: String?, _ sizes: [Bytes]
  ) throws(LoweringError) -> FlowGraph {
    var policy = policy
    policy.algorithms = [sweep.kind: algorithm]
    policy.protocolName = protocolName
    return try FlowGraph(
      program: CollectiveQuestion.program(sweep.kind, ranks: sweep.ranks, sizes: sizes),
      cluster: place.cluster, placement: .seated(rankCount: sweep.ranks, on: place.cluster),
      policy: policy)
  }

  func measure(_ cell: SweepCell) throws -> SweepAnswer.Measurement {
    let way = Way(algorithm: cell.algorithm, protocolName: cell.protocolName)
    guard let graph = graphs[way] else {
      preconditionFailure("\(cell.algorithm) was never lowered")
    }
    let size = sweep.sizes[cell.size]
    var sink = NoEvents()
    let timeline = try Simulation.run(
      graph.withCollectives(of: size), on: place.cluster, transport: sweep.choices.transport,
      record: .nothing, folding: sweep.folding, fabric: place.fabric, into: &sink)
    let time = timeline.duration
    return SweepAnswer.Measurement(
      algorithm: cell.algorithm, protocolName: cell.protocolName, time: time,
      bandwidth: time > .zero
        ? CollectiveBandwidth(
          kind: sweep.kind.rawValue, ranks: sweep.ranks, size: size, time: time) : nil,
      flows: timeline.traffic.flows, flowClasses: timeline.traffic.flowClasses,
      energy: place.hasPowerFigures ? timeline.ledger.total : nil)
  }
}
