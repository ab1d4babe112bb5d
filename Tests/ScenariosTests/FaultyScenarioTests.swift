// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Scenarios

/// Faults of scenarios, command lines and explanations, on the pod of the package.
@Suite struct FaultyScenarioTests {
  private let root = DataRoot(path: PackageRoot.path("."))

  private func jobs(_ overrides: [String] = []) throws -> [Job] {
    let scenario = try ScenarioFile.load(
      path: PackageRoot.path("scenarios/lost-spine.yaml"), overrides: overrides, root: root)
    return try Workbench(root: root).jobs(for: scenario)
  }

  @Test func `a scenario's faults are those of its cluster`() throws {
    let job = try #require(try jobs().first)
    #expect(job.cluster.isFaulty)
    // 16 leaves lose a spine, both ways; its switch draws no more.
    #expect(job.cluster.links.count == 2 * (512 + 512 + 16 * 7))
    #expect(job.cluster.devices.first { $0.name == "quantum-2 (scale-out)" }?.count == 23)
    #expect(job.clusterNotes.contains("fault: scale-out.spine3 failed"))
    #expect(job.resolved.contains("scale-out.spine3"))
  }

  @Test func `an override comes after the scenario's faults`() throws {
    let job = try #require(
      try jobs(["cluster.faults=[{accelerator: 3, slow: 0.5}]"]).first)
    #expect(job.cluster.links.count == 2 * (512 + 512 + 16 * 8))
    #expect(job.cluster.speedOfAccelerator[3] == 0.5)
    #expect(try jobs(["faults=null"]).first?.cluster.isFaulty == false)
  }

  @Test func `a job that asks for more ranks than are left is refused with the reason`() throws {
    let failed = "cluster.faults=[{accelerator: 17, state: failed}]"
    let error = #expect(throws: (any Error).self) {
      try Runner.check(try #require(try jobs([failed]).first))
    }
    #expect(
      error.map { "\($0)" }
        == "512 ranks are too many for dgx-h100-pod, which has 504 of 512 accelerators that take "
        + "ranks: gpu16 to gpu23 take no ranks: gpu17 is out")
    let spared = #expect(throws: (any Error).self) {
      try Runner.check(try #require(try jobs(["cluster.spares=8"]).first))
    }
    #expect(
      spared.map { "\($0)" }
        == "512 ranks are too many for dgx-h100-pod, which has 504 of 512 accelerators that take "
        + "ranks, 8 spares apart")
  }

  @Test func `a collective runs on the servers that are left, spares in their place`() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(
      "pod.yaml",
      """
      include: \(PackageRoot.path("topologies/dgx-h100-pod.yaml"))
      faults: [{accelerator: 17, state: failed}]
      spares: 8
      """)
    let workbench = try Workbench(root: root)
    let place = try workbench.cluster(named: path)
    #expect(place.seatCount == 504)
    let job = Runner.job(
      of: CollectiveQuestion(
        kind: .allReduce, algorithm: "ring", ranks: 504, bytes: .megabytes(1)), on: place)
    let graph = try Runner.check(job)
    // The last server in the place of the third.
    #expect(
      graph.placement.acceleratorOfRank.map { Int($0.rawValue) }
        == Array(0..<16) + Array(504..<512) + Array(24..<504))
    #expect(throws: InputError.self) { try Runner.check(ranks: 505, on: place) }
  }

  @Test func `an explanation of a cluster has what is down and what is left`() throws {
    let explaining = try Explaining(root: root)
    #expect(try explaining.explain("dgx-h100-pod").faults == nil)
    let found = try #require(
      try explaining.explain(
        "dgx-h100-pod", overrides: ["faults=[{switch: scale-out.spine3, state: failed}]"]
      ).faults)
    #expect(found.lines == ["scale-out.spine3 failed"])
    // Accelerators keep 1,024 links of 400 Gb/s; trunks of 4 x 400 Gb/s lose one of eight spines.
    let scaleOut = try #require(found.capacity.last)
    #expect(abs(scaleOut.part - (1024 + 1024 * 7.0 / 8) / 2048) < 1e-12)
    #expect(scaleOut.worst == nil)
  }

  @Test func `a file of faults is known by its one key`() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("down.yaml", "faults: [{switch: a.leaf0, state: failed}]\n")
    #expect(try Lint(root: root).check(path).kind == .faults)
  }
}
