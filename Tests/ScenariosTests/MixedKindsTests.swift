// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import SimulationEngine
import TestSupport
import Testing

@testable import Scenarios

/// What a run makes of accelerators of two kinds.
struct MixedKindsTests {
  @Test(arguments: [FoldingMode.off, .auto])
  func `each kind computes at its own pace and draws its own power`(mode: FoldingMode) throws {
    let folder = try Self.folder()
    let root = DataRoot(path: folder.path)
    var scenario = try ScenarioFile.load(path: folder.path + "/scenarios/s.yaml", root: root)
    scenario.options.folding = mode
    let job = try #require(try Workbench(root: root).jobs(for: scenario).first)
    let runner = Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))
    let measures = try runner.run(job).measures
    // 10 TFLOP at 100 and at 50 TFLOP/s: the boards wait for the slabs.
    #expect(measures.duration.isClose(to: .milliseconds(200), ulps: 8))
    let energy = { (component: String) -> Double in
      measures.energy?.lines.first { $0.component == component }?.energy.rawValue ?? -1
    }
    #expect(abs(energy("accelerators computing (board)") - 4 * 100 * 0.1) < 1e-9)
    #expect(abs(energy("accelerators computing (slab)") - 5 * 200 * 0.2) < 1e-9)
    // The sixth slab has no rank.
    #expect(abs(energy("accelerators idle (slab)") - 20 * 0.2) < 1e-9)
  }

  private static func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(
      "technologies/accelerators/board.yaml", RoundRecords.board(includes: "[core]"))
    try folder.write(
      "technologies/accelerators/slab.yaml", RoundRecords.slab(includes: "[core]"))
    try folder.write("technologies/switches/hub.yaml", RoundRecords.hub(includes: "[switch-core]"))
    try folder.write(
      "technologies/links/wire.yaml",
      """
      name: wire
      title: a wire
      medium: copper
      rate: {value: 100 Gb/s, grade: A, source: a test}
      latency: [{value: 30 ns, grade: A, source: a test}]
      propagation: {value: 5 ns/m, grade: A, source: a test}
      message_overhead: {value: 1 us, grade: A, source: a test}
      energy: [{value: 6 pJ/bit, boundary: b, includes: [serdes], grade: A, source: a test}]
      """)
    try folder.write("technologies/facility.yaml", "pue: {value: 1.5, grade: A, source: a test}\n")
    try folder.write(
      "topologies/mixed.yaml",
      """
      name: mixed
      groups:
        - accelerator: {kind: board, count: 4}
          domains: [{name: in, shape: switch, size: 4, link: wire, switch: hub, length: 1 m}]
        - accelerator: {kind: slab, count: 6}
      domains: [{name: out, shape: fat-tree, size: 10, link: wire, switch: hub, count: 1, length: 2 m}]
      """)
    try folder.write(
      "workloads/step.yaml",
      """
      name: step
      groups: {dp: 9}
      phases:
        - name: forward
          operations: [{compute: roofline, flops: 10 TFLOP, name: layer}]
      """)
    try folder.write(
      "scenarios/s.yaml",
      """
      name: s
      cluster: topologies/mixed.yaml
      workload: {program: workloads/step.yaml}
      """)
    return folder
  }
}
