// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing

@testable import Scenarios

/// What runs cost, by hand.
struct RunCostTests {
  private static let year = 31_536_000.0

  private func rates(missing: [String] = [], life: Bool = true) -> CostRates {
    CostRates(
      tariff: Tariff(
        electricity: CostRange(
          DollarsPerKilowattHour(rawValue: 0.1), low: DollarsPerKilowattHour(rawValue: 0.05),
          high: DollarsPerKilowattHour(rawValue: 0.2)),
        carbon: CostRange(KilogramsPerKilowattHour(rawValue: 0.4))),
      depreciation: life
        ? CostRange(
          Seconds(rawValue: 5 * Self.year), low: Seconds(rawValue: 4 * Self.year),
          high: Seconds(rawValue: 6 * Self.year)) : nil,
      components: [
        .init(
          name: "gpu",
          price: CostRange(
            Dollars(rawValue: 300_000), low: Dollars(rawValue: 240_000),
            high: Dollars(rawValue: 400_000)))
      ],
      known: CostRange(
        Dollars(rawValue: 300_000), low: Dollars(rawValue: 240_000),
        high: Dollars(rawValue: 400_000)),
      missing: missing)
  }

  // A year of 300,000 USD over 5 years is 60,000 USD; of 240,000 over 6, 40,000; of 400,000 over 4,
  // 100,000. 1000 kWh are 100 USD, 50 or 200, and 400 kg.
  @Test func `a run pays its part of the depreciation and its energy`() {
    let cost = rates().cost(time: Seconds(rawValue: Self.year), energy: .kilowattHours(1000))
    #expect(cost.capital?.value.rawValue == 60_000)
    #expect(cost.capital?.low.rawValue == 40_000)
    #expect(cost.capital?.high.rawValue == 100_000)
    #expect(
      cost.electricity.map { [$0.low, $0.value, $0.high].map(\.rawValue) } == [50, 100, 200])
    #expect(
      cost.sum.map { [$0.low, $0.value, $0.high].map(\.rawValue) } == [40_050, 60_100, 100_200])
    #expect(cost.carbon?.value.rawValue == 400)
    let half = cost.scaled(by: 0.5)
    #expect(half.sum?.value.rawValue == 30_050 && half.carbon?.high.rawValue == 200)
  }

  @Test func `without a price, a life or an energy the sum is not determinable`() {
    let time = Seconds(rawValue: Self.year)
    let unpriced = rates(missing: ["nvswitch-3"]).cost(time: time, energy: .kilowattHours(1))
    #expect(unpriced.capital == nil && unpriced.sum == nil)
    #expect(unpriced.knownCapital?.value.rawValue == 60_000)
    #expect(unpriced.electricity?.value.rawValue == 0.1)
    let lifeless = rates(life: false).cost(time: time, energy: .kilowattHours(1))
    #expect(lifeless.knownCapital == nil && lifeless.sum == nil)
    #expect(lifeless.missing == ["depreciation (facility.yaml)"])
    let dark = rates().cost(time: time, energy: nil)
    #expect(dark.electricity == nil && dark.carbon == nil && dark.sum == nil)
    #expect(dark.capital != nil)
  }

  @Test func `tariffs are prices, with or without their unit, and names of records`() throws {
    let workbench = try Workbench(root: DataRoot(path: PackageRoot.url.path))
    #expect(try TariffChoice(parsing: "0.08 USD") == TariffChoice(parsing: "0.08 USD/kWh"))
    let named = try workbench.tariff(try TariffChoice(parsing: "us-commercial"), carbon: nil)
    #expect(named.electricity?.low.rawValue == 0.078)
    #expect(named.electricity?.high.rawValue == 0.1437)
    #expect(named.carbon?.value.rawValue == 0.39)
    let other = try workbench.tariff(
      .record("us-commercial"), carbon: KilogramsPerKilowattHour(rawValue: 0.1))
    #expect(other.carbon?.value.rawValue == 0.1)
    let error = #expect(throws: InputError.self) {
      try workbench.tariff(.record("us-comercial"), carbon: nil)
    }
    #expect(error?.description.contains("did you mean us-commercial?") == true)
    #expect(throws: (any Error).self) { try TariffChoice(parsing: "0.08 EUR") }
  }
}
