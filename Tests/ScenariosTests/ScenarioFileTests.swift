// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import SimulationEngine
import Testing

@testable import Scenarios

struct ScenarioFileTests {
  @Test func `what a scenario leaves out has its documented default`() throws {
    let scenario = try SmallData().load(SmallData.scenario())
    #expect(scenario.name == "s")
    #expect(scenario.clusters.map { $0.hasSuffix("/topologies/copper.yaml") } == [true])
    #expect(scenario.options.algorithms.isEmpty)
    #expect(scenario.options.choices.chunks == 1)
    #expect(scenario.options.placement == .byRank)
    #expect(scenario.options.ceilings.isEmpty)
    #expect(scenario.options.record == .everything)
    #expect(scenario.options.steps == 1)
  }

  @Test func `every key is read`() throws {
    let data = try SmallData()
    try data.folder.write("tuner.csv", "allreduce,0,100,ring,ll,-1,-1,-1\n")
    let scenario = try data.load(
      """
      name: s
      cluster: [topologies/copper.yaml, topologies/light.yaml]
      workload: {program: workloads/step.yaml}
      collectives: {all-reduce: ring, all-gather: auto, protocol: ll128, tuner: tuner.csv}
      chunks: 4
      transport: {kind: fluid, transport_efficiency: 0.9, incast_penalty: 0.05}
      placement: {order: [tp, dp]}
      ceilings:
        - {scope: site, average: 12 MW, window: 1 s, on_breach: report}
        - {peak: 15 MW}
      record: [events, energy]
      end: {steps: 3}
      """)
    #expect(scenario.clusters.count == 2)
    #expect(scenario.options.algorithms == [.allReduce: "ring", .allGather: "auto"])
    #expect(scenario.options.choices.chunks == 4)
    #expect(scenario.options.choices.protocolName == "ll128")
    #expect(scenario.options.choices.tuner?.table.rules.count == 1)
    #expect(
      scenario.options.choices.transport
        == .fluid(Fluid(transportEfficiency: 0.9, incastPenalty: 0.05)))
    #expect(scenario.options.placement == .groups(["tp", "dp"]))
    #expect(
      scenario.options.ceilings == [
        Ceiling(limit: .average(.megawatts(12), window: .seconds(1))),
        Ceiling(limit: .peak(.megawatts(15))),
      ])
    #expect(
      scenario.options.record == RecordChoice(events: true, links: false, power: false))
    #expect(scenario.options.steps == 3)
  }

  @Test func `paths resolve beside the file first and then in the data folder`() throws {
    let data = try SmallData()
    try data.folder.write("scenarios/topologies/copper.yaml", "name: near\n")
    let scenario = try data.load(SmallData.scenario())
    #expect(scenario.clusters == [data.folder.path + "/scenarios/topologies/copper.yaml"])
    guard case .program(let path) = scenario.workload else {
      Issue.record("not a program")
      return
    }
    #expect(path == data.folder.path + "/workloads/step.yaml")
  }

  @Test func `a trace may be a prefix and name its groups`() throws {
    let data = try SmallData()
    let scenario = try data.load(
      """
      name: s
      cluster: topologies/copper.yaml
      workload: {trace: traces/gpt, groups: traces/gpt.groups.json}
      """)
    let folder = data.folder.path + "/traces/"
    #expect(
      scenario.workload == .trace(path: folder + "gpt", groups: folder + "gpt.groups.json"))
  }

  @Test func `an included file is overridden key by key`() throws {
    let data = try SmallData()
    try data.folder.write("scenarios/base.yaml", SmallData.scenario("chunks: 8\nend: {steps: 2}"))
    let scenario = try data.load("include: base.yaml\nname: own\nend: {steps: 5}\n")
    #expect(scenario.name == "own")
    #expect(scenario.options.choices.chunks == 8)
    #expect(scenario.options.steps == 5)
    #expect(scenario.files.count == 2)
  }

  @Test func `overrides reach the scenario, the cluster file and the program file`() throws {
    let scenario = try SmallData().load(
      SmallData.scenario(),
      overrides: [
        "end.steps=7", "cluster.domains[0].size=16", "workload.program.repeat=2",
        "collectives.all-reduce=direct",
      ])
    #expect(scenario.options.steps == 7)
    #expect(scenario.options.algorithms == [.allReduce: "direct"])
    #expect(scenario.clusterOverrides == ["domains[0].size=16"])
    #expect(scenario.programOverrides == ["repeat=2"])
    #expect(scenario.resolved.contains("steps: 7"))
  }

  @Test func `the recorded configuration tells how many steps were run`() {
    #expect(RecordedSteps.count(in: "scenario: {name: s, end: {steps: 3}}\n") == 3)
    #expect(RecordedSteps.count(in: "collective: {ranks: 8}\n") == 1)
  }
}
