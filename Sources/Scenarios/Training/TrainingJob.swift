// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import Technologies
import Timelines
import Training
import Workloads

/// A model under a plan on the accelerators of a cluster.
package struct TrainingJob: Sendable {
  let training: LoadedTraining
  let step: StepDescription
  /// The cluster's accelerators under the software that trains on them, in its order.
  let kinds: [TrainingKind]
  /// Of each stage.
  let memory: [MemoryNeed]

  /// - Parameters:
  ///   - training: what is trained.
  ///   - cluster: where.
  ///   - catalogue: of the cluster's accelerators and of software.
  /// - Throws: `InputError` for a step that does not fit into memory or a figure that is missing,
  ///   `DocumentError` for one that a record lacks.
  init(_ training: LoadedTraining, on cluster: Cluster, catalogue: TechnologyCatalogue) throws {
    self.training = training
    kinds = try cluster.accelerators.groups.map {
      try TrainingKind(
        $0, source: training.source, model: training.model, catalogue: catalogue)
    }
    var plan = training.source.plan
    // Kernels that are not fused keep scores.
    plan.keepsScores = kinds.contains { kind in
      if case .unfused = kind.software.attention { true } else { false }
    }
    step = try StepDescription(training.model.architecture, plan)
    memory = MemoryNeed.stages(of: step)
    for kind in kinds {
      try kind.checkOffload(plan)
      try kind.check(memory, on: cluster.name)
    }
  }

  /// Whether the plan with another number of replicas is legal and fits into memory.
  ///
  /// - Parameters:
  ///   - data: replicas.
  ///   - cluster: that of the accelerators.
  /// - Returns: whether such a step can run.
  func isPossible(data: Int, on cluster: Cluster) -> Bool {
    var plan = step.plan
    plan.data = data
    guard let step = try? StepDescription(training.model.architecture, plan) else { return false }
    let needs = MemoryNeed.stages(of: step)
    return kinds.allSatisfy { (try? $0.check(needs, on: cluster.name)) != nil }
  }

  /// The program on the cluster.
  ///
  /// - Parameters:
  ///   - cluster: that of the accelerators.
  ///   - placement: which rank is where, of accelerators of several kinds.
  /// - Returns: the program with its provenance.
  /// - Throws: `InputError` for ranks that find no accelerator.
  func program(on cluster: Cluster, placement: PlacementOrder) throws -> LoadedProgram {
    let (name, steps, source) = (training.name, training.steps, training.source)
    var program = TrainingProgram.build(
      name: name, step, paces: kinds.prefix(1).map(\.pace), steps: steps)
    if kinds.count > 1 {
      let ranks = try placement.placement(of: program, on: cluster).acceleratorOfRank
      program = TrainingProgram.build(
        name: name, step, paces: kinds.map(\.pace),
        kindOfRank: cluster.accelerators.groups(of: ranks), steps: steps)
    }
    if let jitter = source.jitter {
      program.slowdownOfRank = RankJitter.factors(
        ranks: program.rankCount, spread: jitter.spread, seed: jitter.seed)
    }
    let software = kinds.map { "\($0.accelerator.name): \($0.software.name)" }
    return LoadedProgram(
      program: program, files: training.files + kinds.flatMap(\.files),
      notes: kinds.flatMap(\.notes),
      resolved: "{train: \(source.resolved), model: \(training.resolvedModel), software: {"
        + software.joined(separator: ", ") + "}}")
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
    outcome(
      TrainingMeasures(
        counts(job), measures,
        exposures: exposure.flatMap { $0.shares(ranks: job.program.rankCount) }))
  }

  /// - Parameter measures: of a step.
  /// - Returns: these with what is trained, and on what.
  func outcome(_ measures: TrainingMeasures) -> TrainingOutcome {
    let worst = memory.max { $0.total < $1.total } ?? MemoryNeed(step, stage: 0)
    let capacity = kinds.map(\.accelerator.memoryCapacity.value).min() ?? .zero
    let weights = ModelWeights(of: training.model.architecture)
    return TrainingOutcome(
      model: training.model.name, weights: weights.main, activeWeights: weights.active,
      unit: training.model.architecture.unit,
      software: kinds.map { "\($0.software.name) on \($0.accelerator.name)" },
      measures: measures, memory: TrainingMemory(worst, capacity: capacity))
  }

  /// What a step is, whatever it runs on.
  func counts(_ job: Job) -> TrainingCounts {
    let plan = step.plan
    let sequences = Double(plan.globalBatch)
    let units = sequences * Double(plan.sequence ?? training.model.architecture.context)
    let work = ModelWork(
      of: training.model.architecture,
      sequence: plan.sequence ?? training.model.architecture.context)
    let modelWork = { (mask: ModelWork.Mask) in
      Operations(
        rawValue: sequences * (plan.frozen ? work.frozenTraining(mask) : work.training(mask)))
    }
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
      causalWork: modelWork(.causal), fullWork: modelWork(.full),
      hardwareWork: Operations(rawValue: hardware), peak: OperationsPerSecond(rawValue: peak))
  }
}
