// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import Timelines
import Training
import Workloads

/// What a job that trains knows beside its program.
package struct TrainingJob: Sendable {
  let training: LoadedTraining
  let step: StepDescription
  let kinds: [TrainingKind]

  init(_ training: LoadedTraining, kinds: [TrainingKind]) throws(PlanError) {
    self.training = training
    self.kinds = kinds
    step = try training.step(with: kinds)
  }

  /// Which group the operations of a program belong to, by their names.
  static func exposure(of program: Program) -> GroupExposure {
    var groups = [Int32](repeating: -1, count: program.names.count)
    for graph in program.graphs {
      for operation in 0..<graph.count where graph.family[operation] >= 0 {
        groups[Int(graph.name[operation])] = graph.family[operation]
      }
    }
    return GroupExposure(groups: program.families.map(\.name), groupOfName: groups)
  }

  /// - Parameters:
  ///   - job: that ran.
  ///   - measures: of the run.
  ///   - exposure: which took its events.
  /// - Returns: what the training amounts to.
  func outcome(
    of job: Job, measures: Measures, exposure: GroupExposure?
  ) -> TrainingOutcome {
    let needs = MemoryNeed.stages(of: step)
    let worst = needs.max { $0.total < $1.total } ?? MemoryNeed(step, stage: 0)
    let capacity = kinds.map(\.accelerator.memoryCapacity.value).min() ?? .zero
    let weights = ModelWeights(of: training.model.architecture)
    return TrainingOutcome(
      model: training.model.name, weights: weights.main, activeWeights: weights.active,
      unit: training.model.architecture.unit,
      software: kinds.map { "\($0.software.name) on \($0.accelerator.name)" },
      measures: TrainingMeasures(
        counts(job), measures,
        exposures: exposure.flatMap { $0.shares(ranks: job.program.rankCount) }),
      memory: TrainingMemory(worst, capacity: capacity))
  }

  private func counts(_ job: Job) -> TrainingCounts {
    let plan = step.plan
    let sequences = Double(plan.globalBatch)
    let units = sequences * Double(plan.sequence ?? training.model.architecture.context)
    let work = ModelWork(
      of: training.model.architecture,
      sequence: plan.sequence ?? training.model.architecture.context)
    let program = job.program
    let ofGraph = program.graphs.map { $0.work.reduce(0, +) }
    let hardware =
      program.graphOfRank.reduce(0.0) { $0 + ofGraph[Int($1)] } / Double(training.steps)
    var peak = 0.0
    let rows = job.cluster.accelerators
    for rank in 0..<program.rankCount {
      let kind = kinds.count == 1 ? 0 : rows.group(of: rank)
      peak += kinds[kind].pace.peak
    }
    return TrainingCounts(
      sequences: sequences, units: units,
      causalWork: Operations(rawValue: sequences * work.training(.causal)),
      fullWork: Operations(rawValue: sequences * work.training(.full)),
      hardwareWork: Operations(rawValue: hardware), peak: OperationsPerSecond(rawValue: peak))
  }
}
