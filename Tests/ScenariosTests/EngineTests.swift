// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import TestSupport
import Testing

@testable import Scenarios

/// Which engine answers, and what lanes answer where they do.
struct EngineTests {
  private let workbench: Workbench
  private let runner: Runner
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    let root = DataRoot(path: PackageRoot.path(""))
    workbench = try Workbench(root: root)
    runner = Runner(root: root, invocation: try .current())
  }

  private func jobs(
    _ file: String, _ engine: EngineChoice, _ overrides: [String] = []
  ) throws -> [Job] {
    var scenario = try ScenarioFile.load(path: file, overrides: overrides, root: workbench.root)
    scenario.options.engine = engine
    return try workbench.jobs(for: scenario)
  }

  private func tiny(_ engine: EngineChoice, _ overrides: [String] = []) throws -> [Job] {
    try jobs(PackageRoot.path("scenarios/tiny.yaml"), engine, overrides)
  }

  private func jobs(
    of program: String, _ engine: EngineChoice, on clusters: String = node
  ) throws -> [Job] {
    let program = try folder.write("step.yaml", program)
    let scenario = try folder.write(
      "scenario.yaml", "name: s\ncluster: [\(clusters)]\nworkload: {program: \(program)}\n")
    return try jobs(scenario, engine)
  }

  /// Whether a figure lies between two ends, but for sums in another order.
  private static func holds<Value>(_ interval: Interval<Value>, _ value: Value) -> Bool {
    let slack = 1e-9 * abs(value.number)
    return interval.lower.number - slack <= value.number
      && value.number <= interval.upper.number + slack
  }

  private static let node = "topologies/dgx-h100-node.yaml"

  @Test(arguments: EngineChoice.allCases)
  func `a scenario names its engine`(engine: EngineChoice) throws {
    let data = try SmallData()
    #expect(try data.load(SmallData.scenario()).options.engine == .fluid)
    let named = try data.load(SmallData.scenario("engine: \(engine.rawValue)"))
    #expect(named.options.engine == engine)
  }

  @Test func `where lanes are exact their figures are those of flows`() throws {
    let job = try #require(try jobs(of: EnginePrograms.calm, .lanes).first)
    let fluid = try runner.run(job).measures
    let lanes = try runner.lanes(job)
    #expect(lanes.isExact && lanes.followsThePlay)
    func compare<D>(_ lane: Interval<Quantity<D>>?, _ flows: Quantity<D>?) throws {
      let (lane, flows) = (try #require(lane), try #require(flows))
      // Sums in another order.
      #expect(abs(lane.middle / flows - 1) < 1e-9)
      #expect(lane.isExact)
    }
    try compare(lanes.measures.stepTime, fluid.stepTime)
    try compare(lanes.measures.meanExposedPerStep, fluid.meanExposedPerStep)
    try compare(lanes.measures.worstExposedPerStep, fluid.worstExposedPerStep)
    try compare(lanes.measures.energyPerStep, fluid.energyPerStep)
    try compare(lanes.measures.energy?.averagePower, fluid.energy?.averagePower)
    try compare(lanes.measures.energy?.staticTotal, fluid.energy?.staticTotal)
    let (lines, others) = (lanes.measures.energy?.lines ?? [], fluid.energy?.lines ?? [])
    #expect(lines.map(\.component) == others.map(\.component))
    #expect(lines.map(\.includes) == others.map(\.includes))
    for (line, other) in zip(lines, others) where other.energy > .zero {
      try compare(line.energy, other.energy)
    }
    #expect(lanes.exposures.map(\.group) == ["tp", "dp"])
    // All that is exposed is of one group at a time.
    let sum = lanes.exposures.reduce(Interval(Seconds.zero)) { $0 + $1.mean }
    try compare(sum, fluid.meanExposedPerStep)
  }

  @Test func `the smallest scenario is answered by lanes as by flows`() throws {
    let job = try #require(try tiny(.lanes).first)
    let fluid = try runner.run(job).measures
    let lanes = try runner.lanes(job).measures
    #expect(Self.holds(lanes.stepTime, fluid.stepTime))
    #expect(Self.holds(lanes.meanExposedPerStep, fluid.meanExposedPerStep))
    #expect(lanes.stepTime.width < 0.01)
  }

  @Test func `figures of flows lie between the ends where groups share links`() throws {
    let job = try #require(try jobs(of: EnginePrograms.crossing, .lanes).first)
    let fluid = try runner.run(job).measures
    let lanes = try runner.lanes(job)
    #expect(!lanes.isExact && lanes.measures.stepTime.width > 0.01)
    #expect(Self.holds(lanes.measures.stepTime, fluid.stepTime))
    #expect(Self.holds(lanes.measures.meanExposedPerStep, fluid.meanExposedPerStep))
    #expect(Self.holds(try #require(lanes.measures.energyPerStep), fluid.energyPerStep ?? .zero))
  }

  private func fluidNote(_ decision: EngineDecision) throws -> String {
    guard case .fluid(let note) = decision else {
      Issue.record("lanes answered")
      return ""
    }
    return try #require(note)
  }

  @Test func `auto takes lanes where they are exact, for all clusters or for none`() throws {
    let both = "\(Self.node), topologies/dgx-a100-node.yaml"
    guard
      case .lanes(let runs) = try runner.decide(try jobs(of: EnginePrograms.calm, .auto, on: both))
    else {
      Issue.record("flows answered what is exact")
      return
    }
    #expect(runs.map(\.cluster) == ["dgx-h100-node", "dgx-a100-node"])
    let mixed = try jobs(of: EnginePrograms.calm, .auto) + jobs(of: EnginePrograms.crossing, .auto)
    #expect(try fluidNote(try runner.decide(mixed)).hasPrefix("engine auto took fluid: "))
    let note = try fluidNote(
      try runner.decide(try jobs(of: EnginePrograms.crossing, .auto, on: both)))
    #expect(note.hasPrefix("engine auto took fluid: on dgx-h100-node lanes know the step time"))
    guard case .fluid(nil) = try runner.decide(try tiny(.fluid)) else {
      Issue.record("who asks for fluid is told why")
      return
    }
  }

  @Test func `auto takes fluid where a timeline is needed, and says for what`() throws {
    for need in TimelineNeed.allCases {
      let note = try fluidNote(try runner.decide(try tiny(.auto), needs: [need]))
      #expect(note == "engine auto took fluid: lanes keep no timeline, and \(need.reason)")
    }
    let ceiling = try fluidNote(
      try runner.decide(try tiny(.auto, ["ceilings=[{peak: 1 MW}]"])))
    #expect(ceiling.contains("power ceilings are judged on it"))
    let chunks = try fluidNote(try runner.decide(try tiny(.auto, ["chunks=2"])))
    #expect(chunks.contains("lanes cannot answer dgx-h100-node: collectives are cut into 2 chunks"))
  }

  @Test(arguments: [
    ("chunks=2", "tiny on dgx-h100-node: lanes cannot answer: collectives are cut into 2 chunks"),
    ("transport=loggops", "lanes cannot answer: its transport serves whole messages"),
    ("ceilings=[{peak: 1 MW}]", "tiny: lanes keep no timeline, and power ceilings are judged"),
  ])
  func `lanes refuse what they cannot answer`(override: String, message: String) throws {
    let error = #expect(throws: InputError.self) {
      try runner.decide(try tiny(.lanes, [override]))
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    #expect(error?.description.hasSuffix("use --engine fluid") == true)
  }

  @Test func `an answer whose order was not played is not exact`() throws {
    let run = try runner.lanes(try #require(try jobs(of: EnginePrograms.calm, .lanes).first))
    let departed = LaneRun(
      name: run.name, cluster: run.cluster, acceleratorCount: run.acceleratorCount,
      algorithms: [], protocols: [], measures: run.measures, exposures: run.exposures,
      training: nil, followsThePlay: false, notes: [], clusterNotes: [], compileTime: .zero,
      answerTime: .zero)
    #expect(run.isExact && !departed.isExact)
  }

  @Test func `several jobs need a timeline`() throws {
    let path = PackageRoot.path("scenarios/two-jobs.yaml")
    let error = #expect(throws: InputError.self) {
      try runner.decide(try jobs(path, .lanes))
    }
    #expect(error?.description.contains("when each of several jobs began and ended") == true)
    #expect(try fluidNote(try runner.decide(try jobs(path, .auto))).contains("several jobs"))
  }

  @Test func `training has its pace and utilisation, each from the step's time`() throws {
    let source = try workbench.training(
      model: "gpt3-125m", overrides: ["layers=2"],
      plan: "pp=2,dp=4,global_batch=8", software: nil,
      jitter: nil)
    let job = try #require(
      try workbench.jobs(
        for: .training(source), on: [PackageRoot.path(Self.node)],
        options: RunOptions(engine: .lanes)
      ).first)
    let run = try runner.lanes(job)
    let training = try #require(run.training)
    let fluid = try #require(try runner.run(job).training)
    #expect(training.least.model == fluid.model && training.least.memory == fluid.memory)
    let pace = training.figure(\.unitsPerSecond)
    #expect(Self.holds(pace, fluid.measures.unitsPerSecond))
    #expect(
      Self.holds(training.figure(\.causalUtilisation), fluid.measures.causalUtilisation))
    // 8 sequences of 2048 tokens a step: the longest step has the slowest pace.
    #expect(abs(pace.lower * run.measures.stepTime.upper.rawValue - 8 * 2048) < 1e-6)
    #expect(abs(pace.upper * run.measures.stepTime.lower.rawValue - 8 * 2048) < 1e-6)
    #expect(run.exposures.map(\.group).contains("pp"))
  }
}
