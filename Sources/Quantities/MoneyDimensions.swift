// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

public enum EnergyPriceDimension: Dimension {
  public static let noun = "a price of energy"
  public static let units: [UnitSpelling] = [
    .init("USD/kWh"), .alias("USD/MWh", over: 1e3),
  ]
}

public enum MassDimension: Dimension {
  public static let noun = "a mass"
  public static let units: [UnitSpelling] = [
    .init("kg"), .init("g", over: 1e3), .init("mg", over: 1e6), .init("t", times: 1e3),
    .init("kt", times: 1e6),
  ]
}

public enum CarbonIntensityDimension: Dimension {
  public static let noun = "a mass by energy"
  public static let units: [UnitSpelling] = [
    .init("kg/kWh"), .alias("g/kWh", over: 1e3),
  ]
}

extension Quantity where D == EnergyPriceDimension {
  /// What so much energy costs.
  public func cost(of energy: Joules) -> Dollars {
    Dollars(rawValue: rawValue * (energy / .kilowattHours(1)))
  }
}

extension Quantity where D == CarbonIntensityDimension {
  /// What so much energy emits.
  public func mass(of energy: Joules) -> Kilograms {
    Kilograms(rawValue: rawValue * (energy / .kilowattHours(1)))
  }
}
