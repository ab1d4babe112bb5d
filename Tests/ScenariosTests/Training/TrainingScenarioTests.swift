// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import SimulationEngine
import TestSupport
import Testing

@testable import Scenarios

struct TrainingScenarioTests {
  @Test func `a scenario that trains runs, and lint has no complaint`() throws {
    let data = try SmallTraining()
    let report = try data.run(SmallTraining.scenario())
    #expect(report.name == "s")
    #expect(report.measures.rankCount == 64)
    let training = try #require(report.training)
    #expect(training.model == "small")
    // 32 sequences of 128 tokens.
    #expect(training.measures.counts.units == 32 * 128)
    #expect(
      (training.measures.exposures ?? []).map(\.group) == ["tp", "cp", "ep", "dp-cp", "edp", "pp"])
    #expect(training.measures.energyPerUnit != nil)
    let finding = try Lint(root: data.root).check(data.folder.path + "/scenarios/s.yaml")
    #expect(finding.kind == .scenario)
  }

  // Folding simulates one of the ranks that behave alike: every sum is of the same terms.
  @Test(arguments: [
    SmallTraining.everything,
    "{tp: 4, pp: 4, dp: 4, global_batch: 32, schedule: zero-bubble, sequence_parallel: false}",
    "{tp: 2, cp: 4, cp_method: ring, dp: 8, global_batch: 16, sharding: weights, shard_group: 8}",
    "{dp: 64, ep: 8, ep_node: 4, global_batch: 64, sharding: gradients}",
  ])
  func `a step is the same folded and not`(plan: String) throws {
    let data = try SmallTraining()
    let text = SmallTraining.scenario(plan: plan)
    let folded = try data.run(text, .auto)
    let plain = try data.run(text, .off)
    #expect(folded.measures.folding != nil)
    #expect(plain.measures.folding == nil)
    func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude <= 1e-12 * b.magnitude }
    #expect(
      isClose(folded.measures.stepTime.rawValue, plain.measures.stepTime.rawValue),
      "\(folded.measures.stepTime) and \(plain.measures.stepTime)")
    let energies = [folded, plain].map { $0.measures.energy?.total.rawValue ?? -1 }
    #expect(energies[1] > 0 && isClose(energies[0], energies[1]), "\(energies)")
    let exposures = [folded, plain].map { $0.training?.measures.exposures ?? [] }
    #expect(!exposures[1].isEmpty)
    #expect(exposures[0].map(\.group) == exposures[1].map(\.group))
    for (a, b) in zip(exposures[0], exposures[1]) {
      // Lengths are differences of instants, each rounded at the size of the step.
      let rounding = 1e-10 * plain.measures.stepTime.rawValue
      #expect((a.mean - b.mean).rawValue.magnitude <= rounding, "\(a) and \(b)")
      #expect((a.worst - b.worst).rawValue.magnitude <= rounding, "\(a) and \(b)")
    }
  }

  @Test func `one model on two clusters is two jobs, each at its own pace`() throws {
    let data = try SmallTraining()
    let text = SmallTraining.scenario(
      cluster: "[topologies/tree.yaml, topologies/slow.yaml]", more: ", software: nemo-2024"
    )
    let reports = try data.jobs(text).map { try data.run($0) }
    #expect(reports.map(\.cluster) == ["tree", "slow"])
    #expect(
      reports.map { $0.training?.software } == [
        ["nemo-2024 on h100-sxm"], ["nemo-2024 on a100-sxm-80gb"],
      ])
    let computed = reports.map { $0.measures.shares.computing * $0.measures.duration.rawValue }
    #expect(computed[0] < computed[1])
  }

  @Test func `steps follow one another and each is counted`() throws {
    let data = try SmallTraining()
    let one = try data.run(SmallTraining.scenario())
    let two = try data.run(SmallTraining.scenario() + "\nend: {steps: 2}")
    #expect(two.measures.steps == 2)
    // The hardware's work is that of one step.
    #expect(
      two.training?.measures.counts.hardwareWork == one.training?.measures.counts.hardwareWork)
    #expect(two.measures.duration > one.measures.duration)
  }

  @Test func `a job that trains beside others has ranks and seats of its own`() throws {
    let data = try SmallTraining()
    try data.folder.write(
      "workloads/pair.yaml",
      """
      name: pair
      groups: {dp: 2}
      phases:
        - name: all
          operations: [{collective: all-reduce, group: dp, bytes: 1 MB, name: sum}]
      """)
    let report = try data.run(
      """
      name: s
      cluster: topologies/tree.yaml
      jobs:
        - {name: a, workload: {train: {model: models/small.yaml, plan: {tp: 2, dp: 4, global_batch: 8}}}}
        - {name: b, workload: {program: workloads/pair.yaml}}
      """)
    #expect(report.jobs.map(\.name) == ["a", "b"])
    #expect(report.jobs.map(\.rankCount) == [8, 2])
    #expect(report.training == nil)
    #expect(report.jobs[0].duration > report.jobs[1].duration)
  }
}
