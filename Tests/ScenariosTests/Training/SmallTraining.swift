// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SimulationEngine
import TestSupport
import Testing

@testable import Scenarios

/// The checkout's technologies with a model of four layers and clusters of 64 accelerators or
/// fewer.
struct SmallTraining {
  let folder: ScratchFolder
  let root: DataRoot

  /// A plan of 64 ranks that shares everything at once.
  static let everything =
    "{tp: 2, cp: 2, pp: 2, interleave: 2, dp: 8, ep: 4, global_batch: 32}"

  init() throws {
    folder = try ScratchFolder()
    root = DataRoot(path: folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/technologies", withDestinationPath: PackageRoot.path("technologies"))
    try folder.write(
      "models/small.yaml",
      """
      name: small
      title: a small model with experts
      kind: transformer
      source: a test
      layers: 4
      hidden: 256
      attention: {heads: 8, key_value_heads: 4}
      feed_forward: {size: 1024, activation: swiglu}
      experts: {count: 8, active: 2, size: 256, activation: swiglu, shared_size: 256, every: 2}
      vocabulary: 1024
      context: 128
      """)
    try folder.write("topologies/tree.yaml", Self.tree(of: "h100-sxm", name: "tree"))
    try folder.write("topologies/slow.yaml", Self.tree(of: "a100-sxm-80gb", name: "slow"))
    try folder.write(
      "topologies/mixed.yaml",
      """
      name: mixed
      groups:
        - accelerator: {kind: h100-sxm, count: 4}
          domains: [{name: in, shape: switch, size: 4, link: nvlink4, length: 1 m}]
        - accelerator: {kind: a100-sxm-80gb, count: 4}
          domains: [{name: near, shape: switch, size: 4, link: nvlink3, switch: nvswitch-2, length: 1 m}]
      domains:
        - {name: out, shape: fat-tree, size: 8, link: {technology: 400g-dr4-pluggable, rate: 200 Gb/s}, nic: connectx-7, switch: quantum-2-200g, length: 10 m}
      """)
  }

  /// 64 accelerators, four by four over a tree of three levels in four pods.
  private static func tree(of kind: String, name: String) -> String {
    let inner =
      kind == "h100-sxm" ? "link: nvlink4" : "link: nvlink3, switch: nvswitch-2"
    let outer =
      kind == "h100-sxm"
      ? "link: 400g-dr4-pluggable, nic: connectx-7, switch: quantum-2"
      : "link: 200g-hdr-aoc, nic: connectx-6, switch: quantum-hdr"
    return """
      name: \(name)
      accelerator: {kind: \(kind), count: 64}
      domains:
        - {name: in, shape: switch, size: 4, \(inner), length: 1 m}
        - {name: out, shape: fat-tree, size: 16, tiers: 3, pods: 4, oversubscription: [1, 2], \(outer), length: 10 m}
      """
  }

  /// A scenario of one model.
  static func scenario(
    plan: String = everything, cluster: String = "topologies/tree.yaml", more: String = ""
  ) -> String {
    """
    name: s
    cluster: \(cluster)
    workload:
      train: {model: models/small.yaml, plan: \(plan)\(more)}
    """
  }

  func jobs(_ text: String, overrides: [String] = []) throws -> [Job] {
    let path = try folder.write("scenarios/s.yaml", text)
    let scenario = try ScenarioFile.load(path: path, overrides: overrides, root: root)
    return try Workbench(root: root).jobs(for: scenario)
  }

  func run(_ job: Job, _ mode: FoldingMode = .auto) throws -> RunReport {
    var job = job
    job.options.folding = mode
    return try Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: "")
    ).run(job, certifies: false)
  }

  func run(_ text: String, _ mode: FoldingMode = .auto) throws -> RunReport {
    try run(try #require(try jobs(text).first), mode)
  }

  /// What is wrong with a scenario before time passes.
  func problem(_ text: String) throws -> String {
    let error = try #require(throws: (any Error).self) {
      for job in try jobs(text) { try Runner.check(job) }
    }
    return "\(error)"
  }
}
