// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A current, such as that of a diode in the dark.
public typealias Amperes = Quantity<CurrentDimension>
/// Noise current that grows with the bandwidth.
public typealias AmperesPerHertz = Quantity<CurrentSlopeDimension>
/// Noise current that grows with the square of the bandwidth.
public typealias AmperesPerSquareHertz = Quantity<CurrentCurvatureDimension>
/// Mean square noise current over the cube of the rate.
public typealias CubicNoise = Quantity<CubicNoiseDimension>
/// A difference of temperature, never a temperature.
public typealias Kelvins = Quantity<TemperatureDifferenceDimension>
/// What each bit costs more for each bit per second.
public typealias JoulesPerBitPerRate = Quantity<EnergyGrowthDimension>
/// What each bit costs more for each decibel that a channel loses.
public typealias JoulesPerBitPerDecibel = Quantity<LossEnergyDimension>

public enum CurrentDimension: Dimension {
  public static let noun = "a current"
  public static let units: [UnitSpelling] = [
    .init("A"), .init("mA", over: 1e3), .init("uA", over: 1e6), .alias("µA", over: 1e6),
    .init("nA", over: 1e9),
  ]
}

public enum CurrentSlopeDimension: Dimension {
  public static let noun = "a current by frequency"
  public static let units: [UnitSpelling] = [
    .init("A/Hz"), .init("uA/GHz", over: 1e15), .alias("µA/GHz", over: 1e15),
  ]
}

public enum CurrentCurvatureDimension: Dimension {
  public static let noun = "a current by square of frequency"
  public static let units: [UnitSpelling] = [
    .init("A/Hz^2"), .init("uA/GHz^2", over: 1e24), .alias("µA/GHz²", over: 1e24),
  ]
}

public enum CubicNoiseDimension: Dimension {
  public static let noun = "a square of current by cube of rate"
  public static let units: [UnitSpelling] = [.init("A^2*s^3"), .alias("A²·s³")]
}

public enum TemperatureDifferenceDimension: Dimension {
  public static let noun = "a difference of temperature"
  public static let units: [UnitSpelling] = [.init("K")]
}

public enum EnergyGrowthDimension: Dimension {
  public static let noun = "an energy per bit by rate"
  public static let units: [UnitSpelling] = [
    .init("J/bit/(b/s)"), .init("fJ/bit/(Gb/s)", over: 1e24),
  ]
}

public enum LossEnergyDimension: Dimension {
  public static let noun = "an energy per bit by loss"
  public static let units: [UnitSpelling] = [
    .init("J/bit/dB"), .init("pJ/bit/dB", over: 1e12), .init("fJ/bit/dB", over: 1e15),
  ]
}
