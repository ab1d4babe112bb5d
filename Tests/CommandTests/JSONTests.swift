// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The keys that scripts rely on.
struct JSONTests {
  private let workplace: Workplace

  init() throws { workplace = try Workplace() }

  private func collective(_ more: [String]) throws -> [String: Any] {
    try workplace.json(
      ["collective", "all-reduce", "--algorithm", "ring", "--ranks", "4", "--bytes", "1000000"]
        + ["--topology", "ring", "--bandwidth", "8 Gb/s", "--latency", "1 us"] + more)
  }

  @Test func `a collective has the keys of the contract and the closed form's time`() throws {
    let answer = try collective([])
    #expect(
      Set(answer.keys) == [
        "time_s", "algorithm", "protocol", "algbw_Bps", "busbw_Bps", "lower_bound_s", "lower_bound",
        "gap",
        "energy_J", "flows", "flow_classes", "folding", "wall_s",
      ])
    // 2 (p - 1) = 6 rounds of 250,000 bytes at 1 GB/s and 1 us: 6 x 251 us = 1.506 ms.
    let time = try #require(answer["time_s"] as? Double)
    #expect(abs(time - 1.506e-3) < 1e-12)  // six sums of four digits
    #expect(answer["algorithm"] as? String == "ring")
    #expect(abs((answer["algbw_Bps"] as? Double ?? 0) - 1e6 / time) < 1)
    #expect(abs((answer["busbw_Bps"] as? Double ?? 0) - 1.5e6 / time) < 1)
    // Six rounds of four messages.
    #expect(answer["flows"] as? Int == 24)
    // All ranks of a ring are alike: one of the four in each round.
    #expect(answer["flow_classes"] as? Int == 6)
    let folding = try #require(answer["folding"] as? [String: Int])
    #expect(
      folding == [
        "ranks": 4, "rank_classes": 1, "links": 8, "link_classes": 2, "flows": 24,
        "flow_classes": 6,
      ])
    #expect(try collective(["--fold", "off"])["flow_classes"] as? Int == 24)
  }

  @Test func `energy is null where nothing has a figure, and else what the bits cost`() throws {
    #expect(try collective([])["energy_J"] is NSNull)
    // 24 messages of 2,000,000 bits over one hop at 5 pJ/bit: 240 uJ.
    let energy = try collective(["--energy-per-bit", "5 pJ/bit"])["energy_J"] as? Double
    #expect(abs((energy ?? 0) - 240e-6) < 1e-15)
  }

  @Test func `a collective may have a size for each member, from the line or from a file`() throws {
    let network = ["--topology", "full-mesh", "--bandwidth", "8 Gb/s", "--latency", "1 us"]
    let line = try workplace.json(
      ["collective", "all-gather", "--algorithm", "direct", "--sizes", "1MB,2MB,3MB"] + network
        + ["--ranks", "3"])
    // 3 MB at 1 GB/s and 1 us.
    #expect(abs((line["time_s"] as? Double ?? 0) - 3.001e-3) < 1e-12)
    #expect(line["sizes_B"] as? [Double] == [1e6, 2e6, 3e6])
    try workplace.folder.write("table.csv", "0,4MB\n1MB,0\n")
    let table = try workplace.json(
      ["collective", "all-to-all", "--algorithm", "direct", "--sizes-file", "table.csv"] + network
        + ["--ranks", "2"])
    #expect(abs((table["time_s"] as? Double ?? 0) - 4.001e-3) < 1e-12)
  }

  @Test func `chunks and overhead change the time`() throws {
    // Each of the six rounds waits 2 us more before its first byte.
    let plain = try #require(try collective([])["time_s"] as? Double)
    let slow = try #require(try collective(["--overhead", "2 us"])["time_s"] as? Double)
    #expect(abs(slow - plain - 12e-6) < 1e-12)
  }

  @Test func `a run has its measures, its energy by line and its notes`() throws {
    let run = try workplace.json([
      "run", "scenarios/tiny.yaml", "--ceiling", "1 MW", "-o", "tiny.h5",
    ])
    for key in [
      "name", "cluster", "accelerators", "ranks", "steps", "duration_s", "step_time_s",
      "exposed_communication", "shares", "traffic", "energy", "ceilings", "notes", "output",
      "wall_s", "busiest_link", "algorithms", "cluster_notes", "collectives", "folding",
    ] { #expect(run[key] != nil, "\(key)") }
    let energy = try #require(run["energy"] as? [String: Any])
    let lines = try #require(energy["lines"] as? [[String: Any]])
    let sum = lines.reduce(0.0) {
      $0 + ($1["static_J"] as? Double ?? 0) + ($1["dynamic_J"] as? Double ?? 0)
    }
    let total = try #require(energy["total_J"] as? Double)
    #expect(abs(sum - total) <= 1e-12 * total)  // the same sum, rounded in another order
    let ceiling = try #require((run["ceilings"] as? [[String: Any]])?.first)
    #expect(ceiling["holds"] as? Bool == true)
    #expect(run["output"] as? String == "tiny.h5")
  }

  @Test func `what show reads from the file is what run answered`() throws {
    let run = try workplace.json([
      "run", "scenarios/tiny.yaml", "--set", "end.steps=2", "-o", "t.h5",
    ])
    let shown = try workplace.json(["show", "t.h5"])
    for key in ["duration_s", "step_time_s", "ranks", "steps"] {
      #expect(run[key] as? Double == shown[key] as? Double, "\(key)")
    }
    #expect(shown["steps"] as? Int == 2)
    let before = try #require(run["energy"] as? [String: Any])
    let after = try #require(shown["energy"] as? [String: Any])
    for key in ["total_J", "static_J", "dynamic_J", "peak_power_W"] {
      #expect(before[key] as? Double == after[key] as? Double, "\(key)")
    }
    let provenance = try #require(shown["provenance"] as? [String: Any])
    #expect(provenance["start_time"] as? String == "2023-11-14T22:13:20Z")
    #expect((provenance["command_line"] as? String)?.hasPrefix("heliograph run ") == true)
    let inputs = try #require(provenance["inputs"] as? [[String: String]])
    #expect(inputs.contains { $0["path"] == "scenarios/tiny.yaml" })
    #expect(inputs.allSatisfy { $0["sha256"]?.count == 64 })
  }

  @Test func `a comparison holds every run and what it is against the first`() throws {
    let comparison = try workplace.json(["compare", "scenarios/first-light.yaml"])
    #expect(comparison["baseline"] as? String == "dgx-h100-pod")
    let runs = try #require(comparison["runs"] as? [[String: Any]])
    #expect(runs.compactMap { $0["cluster"] as? String } == ["dgx-h100-pod", "photonic-512-pod"])
    let times = runs.compactMap { $0["step_time_s"] as? Double }
    let speedUp = try #require(runs.last?["speed_up"] as? Double)
    #expect(abs(speedUp - times[0] / times[1]) < 1e-12 * speedUp)
  }

  @Test func `flows are answered in the columns of the oracle`() throws {
    let csv = try Executable.run(["flows", "links.csv", "flows.csv"], in: workplace.path)
    #expect(
      csv.output
        == "flow_id,start_s,completion_s,duration_s\na,0.0,2.0,2.0\nb,0.0,2.0,2.0\n")
    let flows = try #require(try workplace.json(["flows", "links.csv", "flows.csv"])["flows"])
    let rows = try #require(flows as? [[String: Any]])
    #expect(rows.compactMap { $0["completion_s"] as? Double } == [2, 2])
  }

  @Test func `list names what lies in the data folder`() throws {
    let lists = try workplace.json(["list"])
    #expect(
      Set(lists.keys) == [
        "clusters", "technologies", "algorithms", "workloads", "models", "scenarios",
      ])
    let clusters = try #require(lists["clusters"] as? [[String: String]])
    #expect(clusters.contains { $0["name"] == "photonic-512-pod" })
  }
}
