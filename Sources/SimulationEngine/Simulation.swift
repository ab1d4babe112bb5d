// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import Timelines
import Traffic

/// What a run keeps besides its end time and its ledger.
package struct RecordOptions: Sendable, Hashable {
  package var events = true
  package var links = true
  package var power = true
  /// Whether a folded run keeps an event for every rank and a row for every link.
  package var unfolds = false
  /// Of scopes that the cluster has units of.
  package var meters: [PowerMeter] = []
  /// Whose power is kept over time, unit by unit: those of them that the cluster has, in which no
  /// more units than `mostUnits` differ.
  package var unitScopes: [MeterScope] = []

  /// Rows of one scope's power that a run keeps at most.
  package static var mostUnits: Int { 512 }

  package init() {}

  package static var nothing: RecordOptions {
    var options = RecordOptions()
    options.events = false
    options.links = false
    options.power = false
    return options
  }
}

/// Whether ranks, links and flows that behave alike are simulated once.
package enum FoldingMode: String, Sendable, Hashable, CaseIterable {
  /// Every rank is simulated.
  case off
  /// One of each class is, where the classes are few enough to pay.
  case auto
}

/// The simulated world cannot go on.
package struct SimulationError: Error, Hashable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

package enum Simulation {
  /// Runs a lowered program to its end.
  ///
  /// - Parameters:
  ///   - graph: the program, placed on `cluster`.
  ///   - cluster: the fabric and its power.
  ///   - transport: how links serve messages.
  ///   - record: what to keep besides totals.
  ///   - folding: whether one of many that behave alike is simulated for all.
  ///   - fabric: of the cluster, where many runs share it.
  ///   - sink: takes the events in blocks, in the order of their ends.
  ///   - progress: called now and then with the simulated instant and the operations that ended.
  /// - Returns: totals and series; the events are in the sink.
  /// - Throws: `SimulationError` where nothing can happen any more and work is left (a deadlock),
  ///   or whatever the sink throws.
  package static func run(
    _ graph: FlowGraph, on cluster: Cluster, transport: Transport = .fluid(),
    record: RecordOptions = RecordOptions(), folding: FoldingMode = .off,
    fabric: SharedFabric? = nil,
    into sink: inout some EventSink,
    progress: ((_ now: Instant, _ ended: Int, _ of: Int) -> Void)? = nil
  ) throws -> Timeline {
    let fabric = fabric ?? SharedFabric(cluster)
    var folded =
      // Where load decides on ways, those that are alike need not go alike.
      folding == .auto && !transport.isInteger && !cluster.isAdaptive
      ? Symmetry.fold(graph, on: cluster, fabric: fabric) : nil
    do {
      if let whole = folded, !whole.part.isEmpty, record.events,
        try !holds(whole, graph, on: cluster, transport: transport)
      {
        folded = Symmetry.fold(graph, on: cluster, fabric: fabric, mayCut: false)
      }
      while true {
        var loop = EventLoop(
          graph, folded: folded, on: cluster, transport: transport, record: record)
        do {
          try loop.run(into: &sink) { now, ended, all in
            progress?(Instant(secondsSinceStart: now), ended, all)
          }
          var timeline = loop.timeline(of: cluster)
          timeline.readings = loop.recorder.meters.finish(at: timeline.duration.rawValue)
          timeline.unitPower = loop.recorder.meters.finishSeries(at: timeline.duration.rawValue)
          return timeline
        } catch is BrokenSymmetry {
          folded = Symmetry.fold(graph, on: cluster, fabric: fabric, mayCut: false)
        }
      }
    } catch let error as RoutingError {
      throw SimulationError("\(error)")
    }
  }

  /// Whether classes that split within the run hold to its end: tried without records, so that nothing
  /// is handed on that does not.
  private static func holds(
    _ folded: FoldedGraph, _ graph: FlowGraph, on cluster: Cluster, transport: Transport
  ) throws -> Bool {
    var loop = EventLoop(
      graph, folded: folded, on: cluster, transport: transport, record: .nothing)
    var events = EventsInMemory()
    do {
      try loop.run(into: &events, progress: nil)
    } catch is BrokenSymmetry {
      return false
    }
    return true
  }
}
