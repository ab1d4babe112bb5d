// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Technologies
import Training
import Workloads

/// A model under a plan, read and checked, before it is known on what it trains.
package struct LoadedTraining: Sendable {
  package let model: Model
  package let step: StepDescription
  let source: TrainingSource
  let steps: Int
  let files: [String]
  let resolvedModel: String

  /// Reads the model and checks the plan against it.
  ///
  /// - Parameters:
  ///   - source: what somebody wrote.
  ///   - steps: how often the step is repeated.
  /// - Throws: `DocumentError` for the model's file, `PlanError` for an illegal plan.
  init(_ source: TrainingSource, steps: Int) throws {
    let loaded = try ModelFile.load(path: source.model, overrides: source.modelOverrides)
    self.source = source
    self.steps = steps
    model = loaded.model
    files = loaded.files
    resolvedModel = loaded.resolved
    step = try StepDescription(model.architecture, source.plan)
  }

  /// `llama3-405b, tp 8, pp 16, dp 128`
  var name: String {
    let plan = step.plan
    let sizes = [
      ("tp", plan.tensor), ("cp", plan.context), ("pp", plan.pipeline), ("dp", plan.data),
      ("ep", plan.expert),
    ]
    return ([model.name] + sizes.filter { $0.1 > 1 }.map { "\($0.0) \($0.1)" })
      .joined(separator: ", ")
  }

  /// The step as software of these kinds keeps it: unfused kernels keep scores.
  func step(with kinds: [TrainingKind]) throws(PlanError) -> StepDescription {
    var plan = source.plan
    plan.keepsScores = kinds.contains { kind in
      if case .unfused = kind.software.attention { true } else { false }
    }
    return try StepDescription(model.architecture, plan)
  }

  /// The cluster's accelerators under the software that trains on them, in its order.
  func kinds(of cluster: Cluster, catalogue: TechnologyCatalogue) throws -> [TrainingKind] {
    try cluster.accelerators.groups.map {
      try TrainingKind($0.name, source: source, model: model, catalogue: catalogue)
    }
  }

  /// The program on a cluster.
  ///
  /// - Parameters:
  ///   - cluster: where it runs.
  ///   - catalogue: of the cluster's accelerators and of software.
  ///   - placement: which rank is where, of accelerators of several kinds.
  /// - Returns: the program with its provenance.
  /// - Throws: `InputError` for ranks that find no accelerator, a step that does not fit into
  ///   memory, or a figure that is missing.
  func program(
    on cluster: Cluster, catalogue: TechnologyCatalogue, placement: PlacementOrder
  ) throws -> LoadedProgram {
    let kinds = try kinds(of: cluster, catalogue: catalogue)
    let step = try step(with: kinds)
    for kind in kinds {
      try kind.checkOffload(step.plan)
      try kind.checkMemory(step, on: cluster.name)
    }
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
      program: program, files: files + kinds.flatMap(\.files),
      notes: kinds.flatMap(\.notes),
      resolved: "{train: \(source.resolved), model: \(resolvedModel), software: {"
        + software.joined(separator: ", ") + "}}")
  }
}
