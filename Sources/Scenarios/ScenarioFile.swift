// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Documents
import Foundation
import SimulationEngine
import Workloads

/// Reads and checks scenario files.
package enum ScenarioFile {
  /// Reads a scenario, what it includes, and the overrides of the command line.
  ///
  /// An override that begins with `cluster.` reaches into the cluster file, one that begins with
  /// `workload.program.` into the program file; the others change the scenario itself.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - overrides: each `key.path=value`.
  ///   - root: where its paths resolve if not from its own folder.
  /// - Returns: the scenario with every path resolved to an existing file.
  /// - Throws: `DocumentError` that names file, line, key and what is allowed.
  package static func load(
    path: String, overrides: [String] = [], root: DataRoot
  ) throws(DocumentError) -> Scenario {
    let (own, cluster, program) = split(overrides)
    let document = try Document(path: path, overrides: own)
    var reader = try document.root.mapping()
    let name = try reader.string("name")
    let paths = ScenarioPaths(root: root)
    let clusters = try paths.clusters(try reader.required("cluster"))
    var options = RunOptions()
    let workload = try Self.work(&reader, paths, &options)
    if let node = reader.optional("collectives") { try collectives(node, paths, &options) }
    options.choices.chunks = try reader.optionalInteger("chunks", in: 1...65_536) ?? 1
    if let node = reader.optional("transport") { options.choices.transport = try Transport(node) }
    if let node = reader.optional("engine") { options.engine = try EngineChoice(node) }
    for node in try reader.sequence("ceilings") {
      options.ceilings.append(try Ceiling(node))
    }
    let faults = reader.optional("faults")
    if let node = reader.optional("record") { options.record = try RecordChoice(node) }
    if let node = reader.optional("end") {
      var end = try node.mapping()
      options.steps = try end.integer("steps", in: 1...1_000_000)
      try end.finish()
    }
    try reader.finish()
    switch workload {
    case .trace where options.steps != 1:
      throw document.root.error("end.steps: a trace is replayed once; write 1 or leave it out")
    case .jobs where options.steps != 1:
      throw document.root.error("end.steps: each of several jobs has steps of its own")
    default: break
    }
    return Scenario(
      name: name, clusters: clusters, workload: workload, options: options,
      files: document.files, resolved: document.root.flowText, clusterOverrides: cluster,
      programOverrides: program, faults: faults)
  }

  private static func split(
    _ overrides: [String]
  ) -> (own: [String], cluster: [String], program: [String]) {
    var own: [String] = []
    var cluster: [String] = []
    var program: [String] = []
    for override in overrides {
      if override.hasPrefix("cluster.") {
        cluster.append(String(override.dropFirst("cluster.".count)))
      } else if override.hasPrefix("workload.program.") {
        program.append(String(override.dropFirst("workload.program.".count)))
      } else {
        own.append(override)
      }
    }
    return (own, cluster, program)
  }

  /// One workload with its placement, or several jobs with theirs.
  private static func work(
    _ reader: inout MappingReader, _ paths: ScenarioPaths, _ options: inout RunOptions
  ) throws(DocumentError) -> WorkloadSource {
    let placement = reader.optional("placement")
    let workload = reader.optional("workload")
    let list = reader.optional("jobs")
    switch (workload, list) {
    case (let workload?, nil):
      if let placement { options.placement = try PlacementOrder(placement, paths) }
      return try WorkloadSource(workload, paths: paths)
    case (nil, let list?):
      if let placement { throw placement.error("stands beside jobs; each job has its own") }
      let jobs = try ScenarioJob.list(list, paths: paths)
      options.placement = .parts(jobs.map(\.placement))
      return .jobs(jobs)
    case (_?, let list?): throw list.error("stands beside workload; give one of them")
    case (nil, nil): throw reader.node.error("\"workload\" is missing, or jobs")
    }
  }

  private static func collectives(
    _ node: DocumentNode, _ paths: ScenarioPaths, _ options: inout RunOptions
  ) throws(DocumentError) {
    var reader = try node.mapping()
    for kind in CollectiveKind.allCases {
      guard let value = reader.optional(kind.rawValue) else { continue }
      let name = try value.string()
      do throws(InputError) {
        options.algorithms[kind] = try CollectiveNames.algorithm(named: name, for: kind)
      } catch { throw value.error(error.description) }
    }
    options.choices.protocolName = try reader.optionalString("protocol")
    if let tuner = reader.optional("tuner") {
      options.choices.tuner = try CollectiveChoices.Tuner(path: try paths.file(tuner))
    }
    try reader.finish()
  }
}
