// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Planning
import Quantities
import Symmetry
import Training

/// A model and a cluster, read and checked, whose plans can be listed, evaluated and played.
package struct PreparedPlanning: Sendable {
  package let question: PlanQuestion
  package let space: PlanSpace
  package let place: PlanPlace
  let cluster: LoadedCluster
  let kind: TrainingKind
  let model: Model
  /// nil where nobody asks what a plan costs.
  let rates: CostRates?
  private let workbench: Workbench

  /// - Parameters:
  ///   - question: what is asked.
  ///   - workbench: with the technologies.
  /// - Throws: `DocumentError` for a file that is wrong, `InputError` for what cannot be planned.
  package init(_ question: PlanQuestion, _ workbench: Workbench) throws {
    self.question = question
    self.workbench = workbench
    cluster = try workbench.cluster(question.cluster)
    var source = question.source
    model = try ModelFile.load(path: source.model, overrides: source.modelOverrides).model
    guard case .transformer(let transformer) = model.architecture else {
      throw InputError(
        "\(source.model): plans are searched for transformers; \(model.name) is shared by its "
          + "replicas alone: write its plan with `train --plan dp=...`")
    }
    let groups = cluster.cluster.accelerators.groups
    guard let group = groups.first, groups.count == 1 else {
      throw InputError(
        "\(cluster.cluster.name): plans are searched on accelerators of one kind; it has "
          + cluster.cluster.accelerators.name)
    }
    let seats = cluster.cluster.seatCount
    let count = question.accelerators ?? seats
    guard (1...seats).contains(count) else {
      throw InputError(
        "--accelerators: \(count); \(cluster.cluster.name) has 1 to \(seats) that take ranks")
    }
    if question.mostPower != nil, group.power == nil {
      throw InputError(
        "--power: the accelerators of \(cluster.cluster.name) have no power figures")
    }
    kind = try TrainingKind(
      group, source: source, model: model, catalogue: workbench.catalogue)
    if case .unfused = kind.software.attention { source.plan.keepsScores = true }
    space = PlanSpace(
      transformer, base: source.plan, fixed: question.fixed, accelerators: count,
      shrinks: question.shrinks)
    if let tariff = question.tariff {
      rates = CostRates(tariff, on: cluster, workbench.catalogue.facility)
    } else {
      rates = nil
    }
    if question.mostCost != nil, !(rates.map(Self.isKnown) ?? false) {
      throw InputError(
        "--most-cost: nothing of \(cluster.cluster.name) has a price, and no --tariff says what "
          + "energy costs")
    }
    let capacity = kind.accelerator.memoryCapacity.value
    if let most = question.mostMemory, most > capacity {
      throw InputError(
        "--memory: \(most); an accelerator of \(cluster.cluster.name) has \(capacity)")
    }
    place = PlanPlace(
      cluster.cluster, network: cluster.cluster.joiningAlikeSwitches(), pace: kind.pace,
      memory: (question.mostMemory ?? capacity).rawValue,
      policy: try RunOptions().choices.policy([:], workbench.protocols))
  }

  /// - Parameters:
  ///   - count: plans that are kept.
  ///   - prunes: whether plans that cannot win are left out; the best are the same.
  /// - Returns: the best by the closed form.
  /// - Throws: `InputError` where no plan is left, with what became of all.
  package func search(count: Int, prunes: Bool = true) throws -> PlanAnswer {
    let search = PlanSearch(space, on: place, limits: limits, count: count, prunes: prunes)
    let answer = try search.run()
    guard answer.best.isEmpty else { return answer }
    let counts = answer.counts
    let subject = "\(model.name) on \(space.accelerators) accelerators of \(cluster.cluster.name)"
    guard counts.legal > 0 else {
      throw InputError(
        "no plan of \(subject) is legal with a global batch of \(space.base.globalBatch); "
          + "another batch, fewer keys in --fix, or --shrink may help")
    }
    throw InputError(
      "no plan of \(subject) is left of \(counts.legal) legal ones: \(counts.tooLarge) do not fit "
        + "into memory, \(counts.tooHot) are above the power, \(counts.tooDear) above the cost")
  }

  /// The job that plays a plan.
  ///
  /// - Throws: what `train` throws.
  package func job(_ plan: Plan, _ order: PlanOrder) throws -> Job {
    var source = question.source
    source.plan = plan
    var options = RunOptions(
      ceilings: question.ceilings,
      record: RecordChoice(events: false, links: false, power: false))
    if order != .byRank { options.placement = .groups(order.axes) }
    let training = try LoadedTraining(source, steps: 1)
    let rebuilding = LoadedWorkload.training(training)
      .rebuilding(workbench.catalogue, options.placement)
    // What has no rank is off.
    let powered = cluster.cluster.powering(first: plan.ranks)
    let (loaded, job) = try rebuilding(powered, nil)
    return Job(
      name: training.name, program: loaded.program, cluster: powered,
      hasPowerFigures: cluster.cluster.hasPowerFigures, options: options,
      protocols: workbench.protocols, notes: loaded.notes, clusterNotes: cluster.notes,
      files: loaded.files + cluster.files, resolved: loaded.resolved, training: job,
      rebuilding: rebuilding)
  }
}
