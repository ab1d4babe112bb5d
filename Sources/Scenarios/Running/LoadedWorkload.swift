// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Technologies
import Workloads

/// A workload that is read and checked, before it is known where it runs.
enum LoadedWorkload: Sendable {
  /// The same on every cluster, but for what it leaves to the accelerator's roofline.
  case program(LoadedProgram)
  /// What takes as long as the accelerators and their software say.
  case training(LoadedTraining)
  case sideBySide([(job: ScenarioJob, workload: LoadedWorkload)])

  var name: String {
    switch self {
    case .program(let loaded): loaded.program.name
    case .training(let loaded): loaded.name
    case .sideBySide(let jobs): jobs.map(\.job.name).joined(separator: " + ")
    }
  }

  /// The same training with another number of replicas; anything else as it is.
  ///
  /// - Parameter data: replicas; nil for those of the plan.
  /// - Returns: a workload to place.
  /// - Throws: `PlanError` where the plan is illegal with them.
  func planned(data: Int?) throws -> LoadedWorkload {
    guard let data, case .training(let training) = self else { return self }
    var source = training.source
    source.plan.data = data
    return .training(try LoadedTraining(source, steps: training.steps))
  }

  /// What places it on one cluster after another, with as many replicas as are asked for.
  ///
  /// - Parameters:
  ///   - catalogue: of accelerators and of software.
  ///   - placement: which rank is where.
  /// - Returns: for a job that may be put together anew.
  func rebuilding(
    _ catalogue: TechnologyCatalogue, _ placement: PlacementOrder
  ) -> Job.Rebuilding {
    { cluster, data in
      try planned(data: data).placed(on: cluster, catalogue: catalogue, placement: placement)
    }
  }

  /// The program on a cluster, every compute with its time.
  ///
  /// - Parameters:
  ///   - cluster: where it runs.
  ///   - catalogue: of the cluster's accelerators and of software.
  ///   - placement: which rank is where, of accelerators of several kinds.
  /// - Returns: the program with its provenance, and what is trained where it is one model.
  /// - Throws: an error that names what is missing.
  func placed(
    on cluster: Cluster, catalogue: TechnologyCatalogue, placement: PlacementOrder
  ) throws -> (loaded: LoadedProgram, training: TrainingJob?) {
    switch self {
    case .program(var loaded):
      try Self.resolveCompute(&loaded.program, on: cluster, placement)
      return (loaded, nil)
    case .training(let training):
      let job = try TrainingJob(training, on: cluster, catalogue: catalogue)
      return (try job.program(on: cluster, placement: placement), job)
    case .sideBySide(let jobs):
      let programs = try jobs.map { try $0.workload.part(on: cluster, catalogue: catalogue) }
      var joined = Self.sideBySide(jobs.map(\.job), programs)
      try Self.resolveCompute(&joined.program, on: cluster, placement)
      return (joined, nil)
    }
  }

  /// One of several jobs, whose ranks are not placed yet.
  private func part(
    on cluster: Cluster, catalogue: TechnologyCatalogue
  ) throws -> LoadedProgram {
    switch self {
    case .program(let loaded): return loaded
    case .training(let loaded):
      guard cluster.accelerators.groups.count == 1 else {
        throw InputError(
          "\(loaded.name): a model among several jobs needs accelerators of one kind; "
            + "\(cluster.name) has \(cluster.accelerators.name)")
      }
      return try TrainingJob(loaded, on: cluster, catalogue: catalogue)
        .program(on: cluster, placement: .byRank)
    case .sideBySide: preconditionFailure("jobs among jobs")
    }
  }

  /// The programs of several jobs as one.
  private static func sideBySide(
    _ jobs: [ScenarioJob], _ loaded: [LoadedProgram]
  ) -> LoadedProgram {
    let companions = zip(jobs, loaded).map { job, program in
      Program.Companion(name: job.name, program: program.program, start: job.start)
    }
    let texts = zip(jobs, loaded).map { "\($0.name): \($1.resolved)" }
    return LoadedProgram(
      program: .sideBySide(name: jobs.map(\.name).joined(separator: " + "), companions),
      files: loaded.flatMap(\.files),
      notes: zip(jobs, loaded).flatMap { job, one in one.notes.map { "\(job.name): \($0)" } },
      resolved: "{\(texts.joined(separator: ", "))}")
  }

  /// Times what states only its work, on the accelerator that its rank runs on.
  private static func resolveCompute(
    _ program: inout Program, on cluster: Cluster, _ order: PlacementOrder
  ) throws {
    let groups = cluster.accelerators.groups
    guard groups.count > 1, program.rankCount <= cluster.accelerators.count else {
      try program.resolveCompute(
        peak: groups[0].peak, memoryBandwidth: groups[0].memoryBandwidth)
      return
    }
    let ranks = try order.placement(of: program, on: cluster).acceleratorOfRank
    try program.resolveCompute(
      kinds: groups.map { ($0.peak, $0.memoryBandwidth) },
      kindOfRank: cluster.accelerators.groups(of: ranks))
  }
}
