// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Ceilings as a person writes and reads them.
struct CeilingTests {
  private let workplace: Workplace
  private static let step = [
    "train", "gpt3-125m", "--on", "dgx-h100-node", "--plan", "tp=2,dp=4,global_batch=32", "--set",
    "layers=2",
  ]

  init() throws { workplace = try Workplace() }

  private func power(_ run: [String: Any]) throws -> Double {
    let energy = try #require(run["energy"] as? [String: Any])
    return try #require(energy["average_power_W"] as? Double)
  }

  @Test func `a throttled step tells its clock and what that cost`() throws {
    let free = try workplace.json(Self.step)
    let limit = try power(free) * 0.9
    let held = try workplace.json(Self.step + ["--ceiling", "\(limit) W, throttle"])
    let ceiling = try #require((held["ceilings"] as? [[String: Any]])?.first)
    #expect(ceiling["holds"] as? Bool == true)
    #expect(ceiling["scope"] as? String == "site")
    #expect(ceiling["on_breach"] as? String == "throttle")
    #expect(ceiling["limit_W"] as? Double == limit)
    let highest = try #require(ceiling["highest_W"] as? Double)
    #expect(highest <= limit && highest >= limit * 0.999)
    #expect(try abs(power(held) / highest - 1) < 1e-9)
    let response = try #require((held["ceiling_responses"] as? [[String: Any]])?.first)
    #expect(response["action"] as? String == "throttled")
    #expect(response["accelerators"] as? Int == 8)
    let clock = try #require(response["clock"] as? Double)
    #expect(clock < 1 && clock > 0.1)
    let before = try #require(free["step_time_s"] as? Double)
    let after = try #require(held["step_time_s"] as? Double)
    #expect(before < after)
    // Arithmetic takes as many times as long as the clock is lower; nothing else takes longer.
    #expect(after < before / clock)
    #expect(try abs(#require(response["time_before_s"] as? Double) / before - 1) < 1e-12)
    #expect(try abs(#require(response["time_after_s"] as? Double) / after - 1) < 1e-12)
  }

  @Test func `a ceiling that is broken is exit code one, and says by how much and when`() throws {
    let result = try Executable.run(
      Self.step + ["--ceiling", "accelerator peak 300 W", "--ceiling", "energy 1 J per step"],
      in: workplace.path)
    #expect(result.status == 1)
    #expect(result.output.contains("ceiling (accelerator, peak of 300 W): broken by "))
    #expect(result.output.contains("by accelerator 0, first at "))
    #expect(result.output.contains("ceiling (site, 1 J a step): broken by "))
  }

  @Test func `a comparison tells what each cluster did`() throws {
    try workplace.folder.write(
      "held.yaml",
      """
      name: held
      cluster: [topologies/dgx-h100-node.yaml, topologies/dgx-a100-node.yaml]
      workload:
        train: {model: models/gpt3-125m.yaml, plan: {tp: 2, dp: 4, global_batch: 32}}
      ceilings: [{average: 3.5 kW, on_breach: throttle}]
      """)
    let result = try Executable.run(["compare", "held.yaml"], in: workplace.path)
    #expect(result.output.contains("dgx-h100-node: throttled: 8 accelerators at "))
    #expect(result.output.contains("ceiling (site, average of 3.5 kW)"))
  }

  @Test func `lanes do not answer ceilings that answer`() throws {
    let result = try Executable.run(
      Self.step + ["--engine", "lanes", "--ceiling", "4 kW, throttle"], in: workplace.path)
    #expect(result.status == 64 || result.status == 65)
    #expect(result.errors.contains("ceiling"))
    #expect(result.output.isEmpty)
  }
}
