// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import Training
import Workloads

/// Reads what people wrote and puts jobs together.
package struct Workbench {
  package let root: DataRoot
  let catalogue: TechnologyCatalogue

  /// Reads the technologies of a data root.
  ///
  /// - Throws: `DocumentError` for a technology file that is wrong.
  package init(root: DataRoot) throws {
    self.root = root
    catalogue = try TechnologyCatalogue(folders: [root.path + "/technologies"])
  }

  /// Protocols of communication libraries.
  package var protocols: KnownProtocols { KnownProtocols(catalogue.protocols) }

  /// One job for each cluster of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: as `ScenarioFile` read it.
  ///   - clusters: cluster files instead of the scenario's own.
  /// - Returns: jobs in the order of the clusters.
  /// - Throws: `DocumentError`, `InputError` or a reader's own error, each naming its file.
  package func jobs(for scenario: Scenario, on clusters: [String]? = nil) throws -> [Job] {
    let workload = try load(
      scenario.workload, overrides: scenario.programOverrides, steps: scenario.options.steps)
    return try (clusters ?? scenario.clusters).map { path in
      try job(
        name: scenario.name, workload: workload, clusterPath: path,
        clusterOverrides: scenario.clusterOverrides, faults: scenario.faults,
        options: scenario.options,
        files: scenario.files, resolved: scenario.resolved)
    }
  }

  /// Jobs for a workload without a scenario.
  ///
  /// - Parameters:
  ///   - workload: a program or a trace.
  ///   - clusters: cluster files.
  ///   - options: how it runs.
  ///   - overrides: each `key.path=value` of the clusters.
  /// - Returns: jobs in the order of the clusters.
  /// - Throws: `DocumentError`, `InputError` or a reader's own error, each naming its file.
  package func jobs(
    for workload: WorkloadSource, on clusters: [String], options: RunOptions,
    overrides: [String] = []
  ) throws -> [Job] {
    let loaded = try load(workload, overrides: [], steps: options.steps)
    return try clusters.map { path in
      try job(
        name: loaded.name, workload: loaded, clusterPath: path, clusterOverrides: overrides,
        options: options, files: [], resolved: options.flowText)
    }
  }

  /// The path of a cluster that a command line names: a file, or the name of one of the data
  /// root's topologies.
  ///
  /// - Throws: `InputError` that lists the topologies.
  package func clusterPath(named name: String) throws(InputError) -> String {
    if let path = root.resolve(name, from: ".") { return path }
    let known = root.names(in: "topologies")
    if let match = known.first(where: { $0.name == name }) { return "\(root.path)/\(match.path)" }
    throw InputError(
      "no cluster file \"\(name)\"" + Suggestion.hint(for: name, among: known.map(\.name)))
  }

  /// Whether a file is a scenario: a document with a `workload`.
  package func isScenario(_ path: String) -> Bool {
    DocumentKind(ofFileAt: path) == .scenario
  }

  /// The workload that a command line names: a program file, or traces.
  ///
  /// - Throws: `InputError` where there is neither.
  package func workload(
    named name: String, groups: String?
  ) throws(InputError) -> WorkloadSource {
    let path = root.resolve(name, from: ".") ?? name
    if DocumentKind(ofFileAt: path) == .program {
      guard groups == nil else {
        throw InputError("\(name): a program names its own groups; --groups belongs to a trace")
      }
      return .program(path: path)
    }
    guard let trace = root.candidates(for: name, from: ".").first(where: TracePath.exists) else {
      throw InputError("no trace or program \"\(name)\"")
    }
    if let groups {
      guard let file = root.resolve(groups, from: ".") else {
        throw InputError("no file of process groups \"\(groups)\"")
      }
      return .trace(path: trace, groups: file)
    }
    return .trace(path: trace, groups: nil)
  }

  /// A model and a plan that a command line names.
  ///
  /// - Parameters:
  ///   - name: a file, or a name of the data root's models.
  ///   - overrides: each `key.path=value` of the model.
  ///   - plan: `tp=8,pp=16,...`.
  ///   - software: a generation; nil for the newest that knows the accelerator.
  ///   - jitter: of the ranks' pace.
  /// - Returns: a workload.
  /// - Throws: `InputError` that lists the models, `DocumentError` for what is wrong in the plan.
  package func training(
    model name: String, overrides: [String], plan: String, software: String?,
    jitter: TrainingSource.Jitter?
  ) throws -> TrainingSource {
    let node = try PlanFile.node(plan)
    return TrainingSource(
      model: try modelPath(named: name), modelOverrides: overrides, plan: try PlanFile.plan(node),
      software: software, jitter: jitter, resolved: "{plan: \(node.flowText)}")
  }

  /// A model and the fixed part of plans that a command line names.
  ///
  /// - Parameters:
  ///   - name: a file, or a name of the data root's models.
  ///   - overrides: each `key.path=value` of the model.
  ///   - plan: what is not searched.
  ///   - software: a generation; nil for the newest that knows the accelerator.
  /// - Returns: a workload whose plan is not whole.
  /// - Throws: `InputError` that lists the models.
  package func training(
    model name: String, overrides: [String] = [], plan: FixedPlan, software: String? = nil
  ) throws(InputError) -> TrainingSource {
    TrainingSource(
      model: try modelPath(named: name), modelOverrides: overrides, plan: plan.plan,
      software: software, resolved: plan.resolved)
  }

  private func modelPath(named name: String) throws(InputError) -> String {
    let known = root.names(in: "models")
    if let path = root.resolve(name, from: ".")
      ?? known.first(where: { $0.name == name }).map({ "\(root.path)/\($0.path)" })
    {
      return path
    }
    throw InputError(
      "no model file \"\(name)\"" + Suggestion.hint(for: name, among: known.map(\.name)))
  }

  /// A cluster that a command line names.
  ///
  /// - Throws: `InputError` where there is none, `DocumentError` where its file is wrong.
  package func cluster(named name: String) throws -> PreparedCluster {
    PreparedCluster(try cluster(try clusterPath(named: name)), protocols)
  }

  func cluster(
    _ path: String, overrides: [String] = [], faults: DocumentNode? = nil
  ) throws -> LoadedCluster {
    try ClusterFile.load(path: path, overrides: overrides, faults: faults, catalogue: catalogue)
  }

  func load(
    _ source: WorkloadSource, overrides: [String], steps: Int
  ) throws -> LoadedWorkload {
    switch source {
    case .program(let path):
      return .program(try WorkloadFile.load(path: path, overrides: overrides, steps: steps))
    case .trace(let path, let groups):
      guard overrides.isEmpty else {
        throw InputError("--set workload.program...: the workload is a trace, not a program")
      }
      guard GOALTrace.recognises(path) else {
        return .program(try ChakraTrace.load(prefixOrFolder: path, groups: groups))
      }
      guard groups == nil else {
        throw InputError("\(path): a GOAL schedule has no process groups")
      }
      return .program(try GOALTrace.load(path: path))
    case .training(let source):
      guard overrides.isEmpty else {
        throw InputError("--set workload.program...: the workload is a model and a plan")
      }
      return .training(try LoadedTraining(source, steps: steps))
    case .jobs(let jobs):
      guard overrides.isEmpty else {
        throw InputError("--set workload.program...: the scenario has several jobs")
      }
      return .sideBySide(
        try jobs.map { ($0, try load($0.workload, overrides: [], steps: $0.steps)) })
    }
  }

  private func job(
    name: String, workload: LoadedWorkload, clusterPath: String, clusterOverrides: [String],
    faults: DocumentNode? = nil, options: RunOptions, files: [String], resolved: String
  ) throws -> Job {
    let loaded = try cluster(clusterPath, overrides: clusterOverrides, faults: faults)
    let rebuilding = workload.rebuilding(catalogue, options.placement)
    let (built, training) = try rebuilding(loaded.cluster, nil)
    let rates = options.tariff.map { CostRates($0, on: loaded, catalogue.facility) }
    return Job(
      name: name, program: built.program, cluster: loaded.cluster,
      hasPowerFigures: loaded.cluster.hasPowerFigures, options: options, protocols: protocols,
      notes: built.notes, clusterNotes: loaded.notes,
      files: files + built.files + loaded.files,
      resolved: "scenario: \(resolved)\nworkload: \(built.resolved)\n"
        + "cluster: \(loaded.resolved.flowText)\n",
      rates: rates, training: training, rebuilding: rebuilding)
  }
}
