// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scenarios

/// Every refusal names the file, the line, the key and what is allowed.
struct ScenarioRefusalTests {
  /// Lines that follow a scenario which is otherwise right, from line 4 on.
  @Test(arguments: [
    (
      "clutser: x",
      "scenarios/s.yaml:4: clutser: unknown key; known: name, cluster, placement, workload, jobs, "
        + "collectives, chunks, transport, engine, ceilings, faults, record, end "
        + "(did you mean cluster?)"
    ),
    (
      "chunks: 0",
      "scenarios/s.yaml:4: chunks: 0 is out of range; allowed: 1 to 65536"
    ),
    (
      "chunks: many",
      "scenarios/s.yaml:4: chunks: expected a whole number, found \"many\""
    ),
    (
      "transport: packets",
      "scenarios/s.yaml:4: transport: \"packets\" is unknown; known: fluid"
    ),
    (
      "engine: lnaes",
      "scenarios/s.yaml:4: engine: \"lnaes\" is no engine; known: fluid, lanes, auto "
        + "(did you mean lanes?)"
    ),
    (
      "engine: [lanes]",
      "scenarios/s.yaml:4: engine: expected "
    ),
    (
      "collectives: {all-reduce: rign}",
      "scenarios/s.yaml:4: collectives.all-reduce: \"rign\" is no algorithm for all-reduce; "
        + "known: auto, ring, direct, "
    ),
    (
      "placement: {order: [tp, tp]}",
      "scenarios/s.yaml:4: placement.order[1]: \"tp\" is listed twice"
    ),
    (
      "placement: {order: []}",
      "scenarios/s.yaml:4: placement.order: the order is empty"
    ),
    (
      "ceilings: [{average: 12}]",
      "scenarios/s.yaml:4: ceilings[0].average: \"12\" has no unit"
    ),
    (
      "ceilings: [{average: 12 MW, peak: 13 MW}]",
      "scenarios/s.yaml:4: ceilings[0]: has several limits; write a ceiling for each"
    ),
    (
      "ceilings: [{scope: site}]",
      "scenarios/s.yaml:4: ceilings[0]: write average: POWER, peak: POWER or energy: "
    ),
    (
      "ceilings: [{scope: rak, average: 1 MW}]",
      "scenarios/s.yaml:4: ceilings[0].scope: \"rak\" is unknown; known: accelerator, node, rack, "
        + "pod, site (did you mean rack?)"
    ),
    (
      "ceilings: [{peak: 1 MW, window: 1 s}]",
      "scenarios/s.yaml:4: ceilings[0].window: belongs to an average; peaks and energies have no window"
    ),
    (
      "ceilings: [{average: 1 MW, window: 0 s}]",
      "scenarios/s.yaml:4: ceilings[0].window: a window takes some time"
    ),
    (
      "ceilings: [{average: 1 MW, on_breach: stop}]",
      "scenarios/s.yaml:4: ceilings[0].on_breach: \"stop\" is unknown; known: report, throttle, "
        + "shrink"
    ),
    (
      "record: [events, lniks]",
      "scenarios/s.yaml:4: record[1]: \"lniks\" is unknown; known: events, links, power, energy "
        + "(did you mean links?)"
    ),
    (
      "end: {step: 2}",
      "scenarios/s.yaml:4: end: \"steps\" is missing"
    ),
    (
      "end: {steps: 0}",
      "scenarios/s.yaml:4: end.steps: 0 is out of range; allowed: 1 to 1000000"
    ),
  ])
  func `a wrong key or value names its line and what is allowed`(
    line: String, expected: String
  ) throws {
    let problem = try #require(try SmallData().problem(with: SmallData.scenario(line)))
    #expect(problem.hasPrefix(expected))
  }

  @Test(arguments: [
    (
      "workload: {}",
      "scenarios/s.yaml:3: workload: write program: FILE, trace: PREFIX-OR-FOLDER or train: "
        + "{model: FILE, plan: {...}}"
    ),
    (
      "workload: {program: workloads/step.yaml, trace: traces/gpt}",
      "scenarios/s.yaml:3: workload: has several of program, trace and train; write one of them"
    ),
    (
      "workload: {program: workloads/step.yaml, groups: traces/gpt.groups.json}",
      "scenarios/s.yaml:3: workload.groups: belongs to a trace"
    ),
    (
      "workload: {train: {model: models/llama3-405b.yaml}}",
      "scenarios/s.yaml:3: workload.train.model: no such file \"models/llama3-405b.yaml\"; looked"
    ),
    (
      "workload: {train: {model: topologies/copper.yaml}}",
      "scenarios/s.yaml:3: workload.train: \"plan\" is missing"
    ),
    (
      "workload: {train: {model: topologies/copper.yaml, plan: {tp: 2}}}",
      "scenarios/s.yaml:3: workload.train.plan: \"global_batch\" is missing"
    ),
    (
      "workload: {train: {model: topologies/copper.yaml, plan: {global_batch: 1}, jitter: {spread: 2, seed: 1}}}",
      "scenarios/s.yaml:3: workload.train.jitter.spread: 2 is out of range; allowed: 0.0 to 1.0"
    ),
    (
      "workload: {trace: traces/bert}",
      "scenarios/s.yaml:3: workload.trace: no trace \"traces/bert\"; looked for "
        + "scenarios/traces/bert and traces/bert"
    ),
  ])
  func `a workload that cannot be used says why`(line: String, expected: String) throws {
    let text = "name: s\ncluster: topologies/copper.yaml\n\(line)\n"
    let problem = try #require(try SmallData().problem(with: text))
    #expect(problem.hasPrefix(expected))
  }

  @Test func `a cluster that is nowhere names both places`() throws {
    let text = "name: s\ncluster: topologies/gold.yaml\nworkload: {program: workloads/step.yaml}\n"
    #expect(
      try SmallData().problem(with: text)
        == "scenarios/s.yaml:2: cluster: no such file \"topologies/gold.yaml\"; looked for "
        + "scenarios/topologies/gold.yaml and topologies/gold.yaml")
  }

  @Test func `a cluster listed twice is refused at its second place`() throws {
    let text = """
      name: s
      cluster:
        - topologies/copper.yaml
        - topologies/copper.yaml
      workload: {program: workloads/step.yaml}
      """
    #expect(
      try SmallData().problem(with: text)
        == "scenarios/s.yaml:4: cluster[1]: \"topologies/copper.yaml\" is listed twice")
  }

  @Test func `a trace has one step`() throws {
    let text = """
      name: s
      cluster: topologies/copper.yaml
      workload: {trace: traces/gpt}
      end: {steps: 2}
      """
    let problem = try #require(try SmallData().problem(with: text))
    #expect(problem.hasPrefix("scenarios/s.yaml:1: end.steps: a trace is replayed once"))
  }

  @Test func `an override that is wrong names itself`() throws {
    let problem = try #require(
      try SmallData().problem(with: SmallData.scenario(), overrides: ["end.steps=none"]))
    #expect(problem.contains("--set end.steps=none"))
    #expect(problem.contains("end.steps: expected a whole number, found \"none\""))
  }
}
