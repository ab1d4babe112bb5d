// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

struct CostTests {
  private let workplace: Workplace
  private static let step = [
    "train", "gpt3-125m", "--on", "dgx-h100-node", "--plan", "tp=2,dp=4,global_batch=32",
  ]

  init() throws { workplace = try Workplace() }

  // Eight H100 of 27,500 USD over five years, and the energy of a step at 0.1 USD a kilowatt-hour.
  // The NVSwitches have no public price.
  @Test func `a step costs what it takes of the depreciation, and its energy`() throws {
    let run = try workplace.json(
      Self.step + ["--cost", "--tariff", "0.1 USD", "--carbon", "0.4 kg/kWh"])
    let cost = try #require(run["cost"] as? [String: Any])
    let step = try #require(cost["per_step"] as? [String: Any])
    func value(_ key: String, _ unit: String) throws -> Double {
      let amount = try #require(step[key] as? [String: Any])
      return try #require(amount["value_\(unit)"] as? Double)
    }
    let seconds = try #require(run["step_time_s"] as? Double)
    let capital = 8 * 27500 * seconds / (5 * 31_536_000)
    #expect(abs(try value("known_capital", "USD") / capital - 1) < 1e-12)
    #expect(step["capital"] is NSNull && step["sum"] is NSNull)
    #expect((cost["missing_prices"] as? [String])?.contains("nvswitch-3") == true)
    let energy = try #require((run["energy"] as? [String: Any])?["per_step_J"] as? Double)
    #expect(abs(try value("electricity", "USD") / (energy / 3.6e6 * 0.1) - 1) < 1e-12)
    #expect(abs(try value("carbon", "kg") / (energy / 3.6e6 * 0.4) - 1) < 1e-12)
  }

  @Test func `a tariff of the catalogue has a price and what it emits`() throws {
    let run = try workplace.json(Self.step + ["--tokens", "1e9", "--tariff", "us-commercial"])
    let training = try #require(run["training"] as? [String: Any])
    let whole = try #require(training["training"] as? [String: Any])
    let price = try #require(whole["electricity_USD"] as? Double)
    let mass = try #require(whole["carbon_kg"] as? Double)
    #expect(abs(price / mass / (0.1437 / 0.39) - 1) < 1e-12)
    #expect(run["cost"] is NSNull)
  }
}
