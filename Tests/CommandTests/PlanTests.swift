// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `heliograph plan` as a person uses it.
struct PlanTests {
  private let workplace: Workplace
  private static let search = [
    "plan", "gpt3-125m", "--on", "dgx-h100-node", "--global-batch", "16", "--replay", "3", "--top",
    "5",
  ]

  init() throws { workplace = try Workplace() }

  private func plans(_ more: [String]) throws -> [[String: Any]] {
    try #require(try workplace.json(Self.search + more)["plans"] as? [[String: Any]])
  }

  @Test func `plans that were played come first, the fastest of them at the top`() throws {
    let report = try workplace.json(Self.search)
    let plans = try #require(report["plans"] as? [[String: Any]])
    #expect(plans.count == 5)
    let played = plans.compactMap { $0["step_time_s"] as? Double }
    #expect(played.count == 3 && played == played.sorted())
    #expect(plans[3]["step_time_s"] is NSNull)
    let places = try plans.map { try #require($0["predicted_place"] as? Int) }
    #expect(Set(places) == [1, 2, 3, 4, 5])
    for key in ["legal", "too_large", "evaluated", "pruned"] {
      #expect(report[key] is Int, "\(key)")
    }
  }

  @Test func `train takes the plan that is told and takes as long`() throws {
    let plan = try #require(try plans(["--fix", "pp=1"]).first)
    let spelled = try #require(plan["plan"] as? String)
    let run = try workplace.json([
      "train", "gpt3-125m", "--on", "dgx-h100-node", "--plan", spelled,
    ])
    #expect(run["step_time_s"] as? Double == plan["step_time_s"] as? Double)
    let energy = try #require((run["energy"] as? [String: Any])?["per_step_J"] as? Double)
    #expect(try abs(energy / #require(plan["energy_J"] as? Double) - 1) < 1e-12)
    let memory = try #require(
      ((run["training"] as? [String: Any])?["memory"] as? [String: Any])?["total_B"] as? Double)
    #expect(try abs(memory / #require(plan["memory_B"] as? Double) - 1) < 1e-9)
  }

  @Test func `limits of power, memory and cost leave plans out`() throws {
    let free = try #require(try plans(["--cost", "--tariff", "0.1 USD"]).first)
    func number(_ plan: [String: Any], _ key: String) throws -> Double {
      try #require(plan[key] as? Double)
    }
    func cost(_ plan: [String: Any]) throws -> Double {
      let parts = try #require(plan["cost_per_million_tokens"] as? [String: Any])
      #expect(parts["sum"] is NSNull)  // switches have no price
      return try ["known_capital", "electricity"].reduce(0) { sum, key in
        let part = try #require(parts[key] as? [String: Any])
        return try sum + number(part, "value_USD")
      }
    }
    // By hand: eight H100 of 27,500 USD over five years, and energy at 0.1 USD a kilowatt-hour.
    let seconds = try number(free, "step_time_s")
    let capital = 8 * 27500 * seconds / (5 * 31_536_000)
    let electricity = try number(free, "energy_J") / 3.6e6 * 0.1
    #expect(try abs(cost(free) / ((capital + electricity) * 1e6 / (16 * 2048)) - 1) < 1e-12)

    let memory = try number(free, "memory_B") * 0.8
    for plan in try plans(["--memory", "\(memory) B"]) {
      #expect(try number(plan, "memory_B") <= memory)
    }
    let power = try number(free, "power_W") * 0.95
    for plan in try plans(["--power", "\(power) W"]) where !(plan["power_W"] is NSNull) {
      #expect(try number(plan, "power_W") <= power)
    }
    let most = try cost(free) * 0.5
    let refused = try Executable.run(
      Self.search + ["--most-cost", "\(most) USD", "--tariff", "0.1 USD"], in: workplace.path)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("above the cost"))
  }

  @Test func `a ceiling is held by every plan that is told`() throws {
    let free = try #require(try plans([]).first)
    let limit = try #require(free["power_W"] as? Double) * 0.9
    let held = try plans(["--ceiling", "\(limit) W, throttle", "--replay", "2", "--top", "2"])
    #expect(!held.isEmpty)
    for plan in held {
      #expect(try #require(plan["power_W"] as? Double) <= limit)
      let responses = try #require(plan["ceiling_responses"] as? [[String: Any]])
      #expect(responses.first?["action"] as? String == "throttled")
    }
  }

  @Test func `no plan under a ceiling is exit code one`() throws {
    let more = ["--replay", "2", "--top", "2", "--ceiling", "1 kW, throttle"]
    let result = try Executable.run(Self.search + more, in: workplace.path)
    #expect(result.status == 1)
    #expect(result.output.contains("no plan that was played stays within"))
  }

  @Test(arguments: [
    (["--fix", "schedule=gpipe"], 65, "is not searched"),
    (["--fix", "global_batch=8"], 65, "write --global-batch"),
    (["--accelerators", "9"], 65, "1 to 8"),
    (["--memory", "1 TB"], 65, "--memory"),
    (["--tariff", "0.1 USD"], 64, "--tariff goes with --cost or --most-cost"),
    (["--csv", "--json"], 64, "not both"),
    (["--fix", "tp=5"], 65, "no plan"),
  ])
  func `what cannot be searched is refused, with what is allowed`(
    _ more: [String], _ status: Int32, _ reason: String
  ) throws {
    let result = try Executable.run(Self.search + more, in: workplace.path)
    #expect(result.status == status)
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `a table with commas has a line a plan`() throws {
    let result = try Executable.run(Self.search + ["--csv"], in: workplace.path)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix("place,predicted_place,plan,order,step_time_s"))
  }
}
