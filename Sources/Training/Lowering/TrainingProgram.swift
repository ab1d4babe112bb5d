// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A training step as a program.
package enum TrainingProgram {
  /// Writes the step: one graph a stage, and a kind of accelerator.
  ///
  /// - Parameters:
  ///   - name: of the program.
  ///   - step: the model under its plan.
  ///   - paces: of each kind of accelerator.
  ///   - kindOfRank: a row of `paces` for every rank; empty for one kind.
  ///   - steps: how often the step is repeated, each behind the one before.
  /// - Returns: a program of `plan.ranks` ranks.
  package static func build(
    name: String, _ step: StepDescription, paces: [ComputePace], kindOfRank: [Int32] = [],
    steps: Int = 1
  ) -> Program {
    let plan = step.plan
    let groups = RankGroups(plan)
    let (families, rows) = groups.families(of: step.dimensions)
    let ranksOfStage = plan.ranks / plan.pipeline
    var names = NameTable()
    var graphs: [OperationGraph] = []
    for pace in paces {
      var known: [Block: BlockTimes] = [:]
      let times = step.blocks.map { block in
        if let times = known[block] { return times }
        let times = BlockTimes(block, pace)
        known[block] = times
        return times
      }
      for stage in 0..<plan.pipeline {
        var writer = StageWriter(
          step, stage: stage, times: times, pace: pace,
          writer: GraphWriter(families: rows, names: names))
        var graph = writer.write(steps: steps)
        graph.overlapSlowdown = pace.overlapSlowdown
        graphs.append(graph)
        names = writer.writer.names
      }
    }
    let graphOfRank = (0..<plan.ranks).map { rank in
      Int32(rank / ranksOfStage)
        + (kindOfRank.isEmpty ? 0 : kindOfRank[rank] * Int32(plan.pipeline))
    }
    return Program(
      name: name, rankCount: plan.ranks, graphs: graphs, graphOfRank: graphOfRank,
      families: families, names: names.texts,
      streams: GraphWriter.Stream.allCases.map(\.name))
  }
}
