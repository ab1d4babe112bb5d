// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import Traffic
import Workloads

extension Runner {
  /// Times one collective in many sizes.
  ///
  /// Each algorithm is lowered once; every time comes from a run of its own, which is the run of
  /// `answer` with the same size, to the bit.
  ///
  /// - Parameters:
  ///   - sweep: the collective, its sizes and algorithms.
  ///   - place: where it runs.
  ///   - observer: told of progress.
  /// - Returns: a series for each algorithm that can serve the group.
  /// - Throws: `InputError` for more ranks than accelerators, or where no algorithm that was asked
  ///   for can serve the group; `SimulationError` for a run that came to a halt.
  package func sweep(
    _ sweep: CollectiveSweep, on place: PreparedCluster, observer: RunObserver = RunObserver()
  ) throws -> SweepAnswer {
    try Self.check(ranks: sweep.ranks, on: place)
    let began = ContinuousClock.now
    var lowered = try LoweredAlgorithms(sweep, place)
    let automatic = lowered.cells(of: "auto")
    var wanted: [(name: String, cells: [SweepCell])] = []
    for name in sweep.algorithms {
      if let cells = name == "auto" ? automatic : lowered.cells(of: name) {
        wanted.append((name, cells))
      }
    }
    guard !wanted.isEmpty, let automatic else {
      throw InputError(
        lowered.refusals.first?.reason ?? "no algorithm was asked for: there is nothing to sweep")
    }
    // A size that auto and its choice both ask for is simulated once.
    var cells: [SweepCell] = []
    var numbers: [SweepCell: Int] = [:]
    let rows = wanted.map { series in
      series.cells.map { cell in
        if let number = numbers[cell] { return number }
        cells.append(cell)
        numbers[cell] = cells.count - 1
        return cells.count - 1
      }
    }
    let measured = try Self.measure(cells, of: lowered, observer)
    let group = (0..<sweep.ranks).map(place.cluster.seat)
    return SweepAnswer(
      sweep: sweep, cluster: place.cluster.name,
      series: zip(wanted, rows).map { series, row in
        SweepAnswer.Series(name: series.name, points: row.map { measured[$0] })
      },
      refusals: lowered.refusals,
      certificates: try sweep.sizes.map { size in
        Certificate(try LowerBound(of: sweep.kind, bytes: size, group: group, on: place.cluster))
      },
      autoChoices: automatic.map(\.label),
      notes: Self.job(of: sweep.question("auto", sweep.sizes[0]), on: place).ownNotes,
      clusterNotes: place.notes,
      wallTime: .seconds(began.duration(to: .now) / .seconds(1)))
  }

  private static func measure(
    _ cells: [SweepCell], of lowered: LoweredAlgorithms, _ observer: RunObserver
  ) throws -> [SweepAnswer.Measurement] {
    let name = lowered.place.cluster.name
    return try Concurrently.map(
      cells.count, piece: { try lowered.measure(cells[$0]) },
      waiting: { ended in
        observer.advanced(
          RunProgress(
            name: name, simulated: nil, endedOperations: ended, operations: cells.count))
      })
  }
}
