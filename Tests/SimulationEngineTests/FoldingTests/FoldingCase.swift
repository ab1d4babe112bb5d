// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import Timelines
import Traffic
import Workloads

@testable import SimulationEngine

/// A program on a cluster that is run with every rank simulated, and folded.
struct FoldingCase: CustomStringConvertible {
  /// What to paste to make the case again.
  var description: String
  var cluster: Cluster
  var program: Program
  var policy = CollectivePolicy()
  var placement: Placement?
  var transport = Transport.fluid()
  /// Blocks of unequal size for the one collective of the program.
  var weights: (kind: CollectiveKind, make: (Schedule) -> [Double])?

  func lowered() throws -> FlowGraph {
    let graph = try FlowGraph(
      program: program, cluster: cluster,
      placement: placement ?? .identity(rankCount: program.rankCount), policy: policy)
    guard let weights else { return graph }
    return try graph.withBlocks(of: weights.kind, weights: weights.make)
  }

  /// Runs the case once.
  func run(
    _ graph: FlowGraph, folding: FoldingMode, unfolds: Bool = false
  ) throws -> (timeline: Timeline, events: EventColumns) {
    var record = RecordOptions()
    record.unfolds = unfolds
    var sink = EventsInMemory()
    let timeline = try Simulation.run(
      graph, on: cluster, transport: transport, record: record, folding: folding, into: &sink)
    return (timeline, sink.columns)
  }
}

/// How many cases of a suite were folded, and by how much.
struct FoldingCount: CustomStringConvertible {
  private(set) var cases = 0
  private(set) var folded = 0
  private(set) var ranks = 0
  private(set) var classes = 0

  mutating func add(_ report: FoldingReport) {
    cases += 1
    guard report.classes > 0 else { return }
    folded += 1
    ranks += report.ranks
    classes += report.classes
  }

  /// Ranks for each class, over the cases that folded.
  var gain: Double { classes == 0 ? 0 : Double(ranks) / Double(classes) }

  var description: String {
    "\(folded) of \(cases) cases folded, \(ranks) ranks to \(classes) classes"
  }
}

/// What came of one case.
struct FoldingReport {
  var ranks = 0
  /// Classes of ranks; 0 where the case was not folded.
  var classes = 0
  /// What differs between the runs, for people; empty where nothing does.
  var differences: [String] = []
}
