// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What a person sees of engines: the option, what it refuses, and who answered.
struct EngineTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    try workplace.folder.write("calm-step.yaml", EnginePrograms.calm)
    try workplace.folder.write(
      "calm.yaml",
      "name: calm\ncluster: topologies/dgx-h100-node.yaml\nworkload: {program: calm-step.yaml}\n")
    try workplace.folder.write("crossing-step.yaml", EnginePrograms.crossing)
    try workplace.folder.write(
      "crossing.yaml",
      """
      name: crossing
      cluster: topologies/dgx-h100-node.yaml
      workload: {program: crossing-step.yaml}
      engine: lanes
      """)
  }

  private let calm = ["run", "calm.yaml"]
  private static let nodes = ["--on", "dgx-h100-node", "--on", "dgx-a100-node"]
  private static let train = [
    "train", "gpt3-125m", "--on", "dgx-h100-node", "--plan", "pp=2,dp=4,global_batch=8", "--set",
    "layers=2",
  ]

  private func text(_ arguments: [String]) throws -> String {
    let result = try Executable.run(arguments, in: workplace.path)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  @Test func `lanes answer the keys of a run, with its numbers where they are exact`() throws {
    let lanes = try workplace.json(calm + ["--engine", "lanes"])
    let fluid = try workplace.json(calm)
    #expect(lanes["engine"] as? String == "lanes" && fluid["engine"] as? String == "fluid")
    #expect(lanes["exact"] as? Bool == true && lanes["follows_the_play"] as? Bool == true)
    #expect(
      Set(lanes.keys).subtracting(fluid.keys)
        == ["exact", "follows_the_play", "exposed_by_group", "compile_s", "answer_s"])
    #expect(Set(fluid.keys).isSubset(of: lanes.keys))
    for key in ["ranks", "steps", "accelerators", "duration_s", "step_time_s"] {
      let (lane, flows) = (lanes[key] as? Double ?? .nan, fluid[key] as? Double ?? 0)
      #expect(abs(lane - flows) <= 1e-9 * flows, "\(key)")  // sums in another order
    }
    for part in ["energy", "exposed_communication"] {
      let lane = try #require(lanes[part] as? [String: Any])
      let flows = try #require(fluid[part] as? [String: Any])
      #expect(Set(lane.keys) == Set(flows.keys))
      for (key, value) in flows {
        // Peak power may be an interval; what bits and ranks say alone is null.
        guard key != "peak_power_W", let number = lane[key] as? Double else { continue }
        #expect(abs(number - (value as? Double ?? .nan)) <= 1e-9 * abs(number), "\(key)")
      }
    }
    #expect(lanes["traffic"] is NSNull && lanes["folding"] is NSNull)
    let groups = try #require(lanes["exposed_by_group"] as? [[String: Any]])
    #expect(groups.compactMap { $0["group"] as? String } == ["tp", "dp"])
  }

  @Test func `an answer that is not exact has both ends, and flows lie between`() throws {
    let lanes = try workplace.json(["run", "crossing.yaml"])
    let fluid = try workplace.json(["run", "crossing.yaml", "--engine", "fluid"])
    #expect(lanes["engine"] as? String == "lanes" && lanes["exact"] as? Bool == false)
    #expect(fluid["engine"] as? String == "fluid")
    let ends = try #require(lanes["step_time_s"] as? [String: Double])
    #expect(Set(ends.keys) == ["lower", "upper"])
    let time = try #require(fluid["step_time_s"] as? Double)
    #expect(ends["lower"] ?? .nan <= time * (1 + 1e-9))  // sums in another order
    #expect(time <= (ends["upper"] ?? .nan) * (1 + 1e-9))
    let text = try text(["run", "crossing.yaml"])
    #expect(text.contains("\nengine: lanes; what flows take lies between the ends\n"))
    #expect(text.contains(" to ") && text.contains(" (within "))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `a text says which engine answered`() throws {
    #expect(try text(calm + ["--engine", "lanes"]).contains("\nengine: lanes; every figure "))
    #expect(try text(calm + ["--engine", "auto"]).contains("\nengine: lanes; every figure "))
    let fluid = try text(calm + ["--engine", "auto", "--collectives"])
    #expect(
      fluid.contains(
        "\nnote: engine auto took fluid: lanes keep no timeline, and a table of collectives is "
          + "asked for\n"))
    #expect(fluid.contains("first to end"))
    let inexact = try workplace.json(["run", "crossing.yaml", "--engine", "auto"])
    #expect(inexact["engine"] as? String == "fluid")
    let notes = try #require(inexact["notes"] as? [String])
    #expect(notes.contains { $0.hasPrefix("engine auto took fluid: on dgx-h100-node ") })
  }

  @Test func `a comparison is by one engine, with its ratios`() throws {
    let command = ["compare", "calm.yaml"] + Self.nodes
    let lanes = try workplace.json(command + ["--engine", "auto"])
    let fluid = try workplace.json(command)
    let (runs, others) = (lanes["runs"] as? [[String: Any]], fluid["runs"] as? [[String: Any]])
    let both = Array(zip(try #require(runs), try #require(others)))
    #expect(both.count == 2)
    for (run, other) in both {
      #expect(run["engine"] as? String == "lanes" && other["engine"] as? String == "fluid")
      for key in ["speed_up", "energy_ratio", "average_power_ratio"] {
        let (ratio, expected) = (run[key] as? Double ?? .nan, other[key] as? Double ?? 0)
        #expect(abs(ratio - expected) <= 1e-9 * expected, "\(key)")
      }
    }
    let text = try text(command + ["--engine", "lanes"])
    #expect(text.contains("  speed-up") && text.contains("\nengine: lanes; every figure "))
    // Each of two clusters has to be exact.
    let crossing = ["compare", "crossing.yaml"] + Self.nodes
    let inexact = try workplace.json(crossing + ["--engine", "auto"])
    let engines = (inexact["runs"] as? [[String: Any]])?.map { $0["engine"] as? String }
    #expect(engines == ["fluid", "fluid"])
    let wide = try workplace.json(crossing)
    let ratios = (wide["runs"] as? [[String: Any]])?.map { $0["speed_up"] }
    #expect(ratios?.first as? Double == 1)
    #expect((ratios?.last as? [String: Double])?.count == 2)
    let columns = try self.text(crossing).split(separator: "\n")
    #expect(columns.contains { $0.hasPrefix("step time") && $0.contains(" to ") })
    #expect(columns.contains { $0.hasPrefix("  within ") })
    // Both clusters fit side by side.
    #expect(columns.contains { $0.contains("dgx-h100-node ") && $0.hasSuffix("dgx-a100-node") })
    #expect(columns.allSatisfy { $0.count <= 100 })
  }

  @Test func `a step of training has its pace, its energy and its whole training`() throws {
    let whole = ["--tokens", "1e9", "--tariff", "0.1 USD"]
    let lanes = try workplace.json(Self.train + whole + ["--engine", "lanes"])
    let fluid = try workplace.json(Self.train + whole)
    let lane = try #require(lanes["training"] as? [String: Any])
    let flows = try #require(fluid["training"] as? [String: Any])
    #expect(Set(lane.keys) == Set(flows.keys))
    #expect(lane["memory"] as? [String: Double] == flows["memory"] as? [String: Double])
    func holds(_ lane: Any?, _ flows: Any?) -> Bool {
      guard let number = flows as? Double else { return false }
      let ends = lane as? [String: Double]
      let lower = ends?["lower"] ?? lane as? Double ?? .nan
      let upper = ends?["upper"] ?? lane as? Double ?? .nan
      return lower <= number * (1 + 1e-9) && number <= upper * (1 + 1e-9)
    }
    for key in ["tokens_per_s", "causal_mfu", "hfu", "energy_per_token_J", "weights"] {
      #expect(holds(lane[key], flows[key]), "\(key)")
    }
    let (its, other) = (lane["training"] as? [String: Any], flows["training"] as? [String: Any])
    for key in ["time_s", "energy_J", "electricity_USD"] {
      #expect(holds(its?[key], other?[key]), "\(key)")
    }
    let text = try text(Self.train + whole + ["--engine", "lanes"])
    #expect(text.contains("\ntraining on 1,000,000,000 tokens  "))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test(arguments: [
    (["--engine", "lnaes"], "--engine: \"lnaes\" is no engine; known: fluid, lanes, auto"),
    (["--engine", "lanes", "--collectives"], "--collectives: lanes keep no timeline"),
    (["--engine", "lanes", "--ceiling", "1 MW"], "--ceiling: lanes keep no timeline"),
    (["--engine", "lanes", "-o", "x.h5"], "--output: lanes keep no timeline"),
    (["--engine", "lanes", "--unfold", "-o", "x.h5"], "--unfold: lanes keep no timeline"),
  ])
  func `options that contradict are refused`(more: [String], message: String) throws {
    for command in [calm, ["compare", "calm.yaml"] + Self.nodes, Self.train] {
      let result = try Executable.run(command + more, in: workplace.path)
      #expect(result.status == 64, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
    // So is an option beside a scenario that asks for lanes.
    if more.count > 2 {
      let result = try Executable.run(
        ["run", "crossing.yaml"] + more.dropFirst(2), in: workplace.path)
      #expect(result.status == 64)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(workplace.path)/x.h5"))
  }

  @Test(arguments: [
    ("chunks=2", "lanes cannot answer: collectives are cut into 2 chunks"),
    ("ceilings=[{peak: 1 MW}]", "power ceilings are judged on it"),
    ("engine=lane", "engine: \"lane\" is no engine; known: fluid, lanes, auto"),
  ])
  func `an input that lanes cannot answer is refused`(override: String, message: String) throws {
    let result = try Executable.run(
      ["run", "crossing.yaml", "--set", override], in: workplace.path)
    #expect(result.status == 65)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `a program that comes to a halt fails by either engine`() throws {
    try ChakraBytes.deadlock(in: workplace.folder)
    for engine in ["fluid", "lanes", "auto"] {
      let result = try Executable.run(
        ["compare", "traces/stuck", "--engine", engine] + Self.nodes, in: workplace.path)
      #expect(result.status == 2, "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }

  @Test func `the command line wins over the scenario`() throws {
    let command = ["run", "crossing.yaml", "--engine", "fluid", "-o", "crossing.h5"]
    #expect(try workplace.json(command)["engine"] as? String == "fluid")
    #expect(FileManager.default.fileExists(atPath: "\(workplace.path)/crossing.h5"))
  }
}
