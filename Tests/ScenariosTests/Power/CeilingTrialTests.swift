// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines

@testable import Scenarios

/// Jobs under ceilings: slower or smaller, by hand where that can be said.
struct CeilingTrialTests {
  private func data() throws -> SmallTraining {
    let data = try SmallTraining()
    try data.folder.write(
      "topologies/box.yaml",
      """
      name: box
      accelerator: {kind: h100-sxm, count: 8}
      domains: [{name: in, shape: switch, size: 8, link: nvlink4, switch: nvswitch-3, length: 1 m}]
      pue: 1.25
      """)
    try data.folder.write(
      "workloads/work.yaml",
      """
      name: work
      groups: {dp: 8}
      phases:
        - {name: all, operations: [{compute: 100 ms, name: work}]}
      """)
    return data
  }

  private static let work =
    "name: w\ncluster: topologies/box.yaml\nworkload: {program: workloads/work.yaml}\n"

  private func ceiling(_ text: String) -> String { "\nceilings: [\(text)]\n" }

  @Test func `a site that only computes meets its ceiling at the clock that the law says`() throws {
    let data = try data()
    let free = try data.run(Self.work)
    let power = try #require(free.measures.energy?.averagePower.rawValue)
    // At 0.8 of the clock and 0.9 of the voltage each accelerator draws 630 x (1 - 0.648) W less.
    let limit = power - 1.25 * 8 * 630 * (1 - 0.8 * 0.9 * 0.9)
    for span in ["average: \(limit) W", "peak: \(limit) W", "average: \(limit) W, window: 10 ms"] {
      let held = try data.run(Self.work + ceiling("{\(span), on_breach: throttle}"))
      #expect(held.ceilingsHold)
      guard case .throttled(8, let clock, let speed) = held.responses.first?.kind else {
        Issue.record("not throttled: \(held.responses)")
        continue
      }
      #expect(abs(clock - 0.8) < 1e-4)
      #expect(abs(speed.rawValue / 1.83e9 - clock) < 1e-12)
      #expect(abs(held.measures.duration.rawValue - 0.1 / clock) < 1e-12)
      let energy = try #require(held.measures.energy?.total.rawValue)
      #expect(abs(energy - limit * 0.125) < 2e-4 * energy)
      #expect(held.responses[0].energyAfter.rawValue == energy)
    }
  }

  @Test func `a ceiling above the peak changes nothing`() throws {
    let data = try data()
    let free = try data.run(Self.work)
    for response in Ceiling.Response.allCases {
      let held = try data.run(
        Self.work + ceiling("{peak: 1 MW, on_breach: \(response.rawValue)}"))
      #expect(held.measures == free.measures)
      #expect(held.responses.isEmpty && held.ceilingsHold)
    }
  }

  @Test func `no span of a training under a throttle is above its ceiling, and one is near it`()
    throws
  {
    let data = try data()
    let scenario = SmallTraining.scenario()
    let free = try #require(try data.run(scenario).measures.energy)
    let window = 0.25 * (try data.run(scenario).measures.duration.rawValue)
    let limit = 0.93 * free.averagePower.rawValue
    let text = "{average: \(limit) W, window: \(window) s, on_breach: throttle}"
    let job = try #require(try data.jobs(scenario + ceiling(text)).first)
    let file = "\(data.folder.path)/out.h5"
    let runner = Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: "2026-01-01"))
    let report = try runner.run(job, output: file)
    #expect(report.ceilingsHold && report.responses.count == 1)
    let highest = report.verdicts[0].highest.number
    #expect(highest <= limit && highest > 0.999 * limit)
    // The run that was kept is the one that was judged.
    #expect(report.measures.duration == report.responses[0].durationAfter)
    #expect(report.measures.duration > report.responses[0].durationBefore)
  }

  @Test func `what memory and host take is not slower at a lower clock`() throws {
    let data = try data()
    let scenario = SmallTraining.scenario(plan: "{tp: 2, dp: 4, global_batch: 32}")
    let free = try data.run(scenario)
    let limit = 0.95 * (try #require(free.measures.energy?.averagePower.rawValue))
    let held = try data.run(scenario + ceiling("{average: \(limit) W, on_breach: throttle}"))
    guard case .throttled(_, let clock, _) = held.responses.first?.kind else {
      Issue.record("not throttled")
      return
    }
    // The host launches this little model's layers: the clock hardly matters to it.
    #expect(clock < 1)
    #expect(held.measures.duration < free.measures.duration * (0.5 + 0.5 / clock))
  }

  @Test(arguments: [FoldingMode.off, .auto])
  func `units are metered alike whether ranks are folded or not`(mode: FoldingMode) throws {
    let data = try data()
    let scopes = ["accelerator", "node", "pod", "site"]
    let list = scopes.flatMap { scope in
      ["average: 1 W", "average: 1 W, window: 50 us", "peak: 1 W"].map {
        "{scope: \(scope), \($0)}"
      }
    }
    let scenario = SmallTraining.scenario() + ceiling(list.joined(separator: ", "))
    let report = try data.run(scenario, mode)
    let folded = try data.run(scenario, .auto)
    #expect(report.verdicts.count == 12)
    for (one, other) in zip(report.verdicts, folded.verdicts) {
      #expect(abs(one.highest.number / other.highest.number - 1) < 1e-9, "\(one.ceiling)")
    }
  }

  @Test func `a rank that computes alone is slowed alone`() throws {
    let data = try data()
    try data.folder.write(
      "workloads/work.yaml",
      """
      name: work
      groups: {dp: 6}
      phases:
        - {name: all, operations: [{compute: 100 ms, name: work}]}
      """)
    let scenario = Self.work + ceiling("{scope: accelerator, peak: 600 W, on_breach: throttle}")
    let held = try data.run(scenario)
    guard case .throttled(let accelerators, _, _) = held.responses.first?.kind else {
      Issue.record("not throttled")
      return
    }
    #expect(accelerators == 6)
    #expect(held.ceilingsHold)
  }

  @Test func `below what idle accelerators draw nothing helps, and that is said`() throws {
    let data = try data()
    let held = try data.run(Self.work + ceiling("{average: 500 W, on_breach: throttle}"))
    #expect(!held.ceilingsHold)
    guard case .failed(let reason) = held.responses.first?.kind else {
      Issue.record("did not fail")
      return
    }
    #expect(reason.contains("at the lowest clock"))
  }

  @Test func `a training shrinks to as many replicas as the power lets run`() throws {
    let data = try data()
    let scenario = SmallTraining.scenario(plan: "{tp: 4, dp: 16, global_batch: 32}")
    let free = try data.run(scenario)
    let power = try #require(free.measures.energy?.averagePower.rawValue)
    let held = try data.run(scenario + ceiling("{average: \(0.8 * power) W, on_breach: shrink}"))
    #expect(held.ceilingsHold)
    guard case .shrunk(let accelerators, let replicas?) = held.responses.first?.kind else {
      Issue.record("not shrunk: \(held.responses)")
      return
    }
    #expect(replicas == 8 && accelerators == 32)
    #expect(held.measures.rankCount == 32)
    // The batch is the same.
    #expect(held.training?.measures.counts.sequences == 32)
  }

  @Test func `accelerators without a rank are switched off first of all else`() throws {
    let data = try data()
    try data.folder.write(
      "workloads/work.yaml",
      """
      name: work
      groups: {dp: 4}
      phases:
        - {name: all, operations: [{compute: 100 ms, name: work}]}
      """)
    let free = try #require(try data.run(Self.work).measures.energy)
    let limit = free.averagePower.rawValue - 1
    let held = try data.run(Self.work + ceiling("{average: \(limit) W, on_breach: shrink}"))
    #expect(held.ceilingsHold)
    let idle = { (report: RunReport) in
      report.measures.energy?.lines.first { $0.component == "accelerators idle" }?.energy.rawValue
    }
    #expect(idle(held) == 0)
    #expect(held.notes.contains { $0.contains("beside 4 that are off") } == false)
  }

  @Test func `energy is held by step and by token`() throws {
    let data = try data()
    let scenario = SmallTraining.scenario() + "\nend: {steps: 2}"
    let free = try data.run(scenario)
    let total = try #require(free.measures.energy?.total.rawValue)
    let tokens = try #require(free.training?.measures.counts.units)
    let report = try data.run(
      scenario
        + ceiling(
          "{energy: 1 J}, {energy: 1 J, per: step}, {energy: 1 J, per: token}"))
    let found = report.verdicts.map(\.highest.number)
    #expect(abs(found[0] - total) < 1e-9 * total)
    #expect(abs(found[1] - total / 2) < 1e-9 * total)
    #expect(abs(found[2] - total / 2 / tokens) < 1e-9 * total)
  }

  @Test(arguments: [
    ("{scope: rack, peak: 1 kW}", "has no racks; write floor"),
    ("{scope: rak, peak: 1 kW}", "rack"),
    ("{energy: 1 J, per: token}", "trains no model"),
    ("{energy: 1 J, on_breach: throttle}", "energy is reported"),
    ("{energy: 1 J, window: 1 s}", "belongs to an average"),
    ("{peak: 1 kW, per: step}", "belongs to an energy"),
    ("{peak: 1 kW, energy: 1 J}", "several limits"),
    ("{scope: node, energy: 1 J}", "that of the site"),
  ])
  func `what a ceiling cannot mean is refused`(text: String, problem: String) throws {
    let data = try data()
    #expect(try data.problem(Self.work + ceiling(text)).contains(problem))
  }
}
