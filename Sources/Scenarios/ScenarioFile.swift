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
    let workload = try Self.workload(try reader.required("workload"), paths: paths)
    var options = RunOptions()
    if let node = reader.optional("collectives") { try collectives(node, paths, &options) }
    options.choices.chunks = try reader.optionalInteger("chunks", in: 1...65_536) ?? 1
    if let node = reader.optional("transport") { options.choices.transport = try Transport(node) }
    if let node = reader.optional("placement") { options.placement = try PlacementOrder(node) }
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
    if case .trace = workload, options.steps != 1 {
      throw document.root.error("end.steps: a trace is replayed once; write 1 or leave it out")
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

  private static func workload(
    _ node: DocumentNode, paths: ScenarioPaths
  ) throws(DocumentError) -> WorkloadSource {
    var reader = try node.mapping()
    let program = reader.optional("program")
    let trace = reader.optional("trace")
    let groups = reader.optional("groups")
    if let train = reader.optional("train") {
      throw train.error(
        "a model with a parallel plan is not supported by this version; supported: program "
          + "(a step written as data), trace (Chakra execution traces)")
    }
    try reader.finish()
    switch (program, trace) {
    case (let program?, nil):
      if let groups { throw groups.error("belongs to a trace; a program names its own groups") }
      return .program(path: try paths.file(program))
    case (nil, let trace?):
      return .trace(
        path: try paths.prefixOrFolder(trace),
        groups: try groups.map { node throws(DocumentError) in try paths.file(node) })
    case (_?, _?):
      throw node.error("has both a program and a trace; write one of them")
    case (nil, nil):
      throw node.error("write program: FILE or trace: PREFIX-OR-FOLDER")
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
