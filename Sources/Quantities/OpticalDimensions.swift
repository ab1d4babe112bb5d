// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

public enum FrequencyDimension: Dimension {
  public static let noun = "a frequency"
  public static let units: [UnitSpelling] = [
    .init("Hz"), .init("kHz", times: 1e3), .init("MHz", times: 1e6), .init("GHz", times: 1e9),
    .init("THz", times: 1e12),
  ]
}

public enum LevelDimension: Dimension {
  public static let noun = "a power in decibels"
  public static let units: [UnitSpelling] = [.init("dBm")]
}

public enum AttenuationDimension: Dimension {
  public static let noun = "a loss by length"
  public static let units: [UnitSpelling] = [
    .init("dB/m"), .init("dB/cm", times: 1e2), .init("dB/km", over: 1e3),
    .alias("dB/mm", times: 1e3), .alias("dB/inch", times: 1e4, over: 254),
  ]
}

public enum TuningDimension: Dimension {
  public static let noun = "a shift of frequency by power"
  public static let units: [UnitSpelling] = [
    .init("Hz/W"), .init("GHz/mW", times: 1e12), .alias("GHz/W", times: 1e9),
    .alias("THz/W", times: 1e12),
  ]
}

public enum NoiseDimension: Dimension {
  public static let noun = "a noise in decibels by hertz"
  public static let units: [UnitSpelling] = [.init("dB/Hz"), .alias("dBc/Hz")]
}

public enum ResponsivityDimension: Dimension {
  public static let noun = "a current by optical power"
  public static let units: [UnitSpelling] = [.init("A/W")]
}

public enum VoltageDimension: Dimension {
  public static let noun = "a voltage"
  public static let units: [UnitSpelling] = [.init("V"), .init("mV", over: 1e3)]
}

public enum CapacitanceDimension: Dimension {
  public static let noun = "a capacitance"
  public static let units: [UnitSpelling] = [
    .init("F"), .init("pF", over: 1e12), .init("fF", over: 1e15),
  ]
}

public enum ThermalShiftDimension: Dimension {
  public static let noun = "a shift of frequency by temperature"
  public static let units: [UnitSpelling] = [.init("Hz/K"), .init("GHz/K", times: 1e9)]
}

public enum ThermalResistanceDimension: Dimension {
  public static let noun = "a rise of temperature by power"
  public static let units: [UnitSpelling] = [.init("K/W"), .init("K/mW", times: 1e3)]
}

public enum EdgeDensityDimension: Dimension {
  public static let noun = "a rate by length of edge"
  public static let units: [UnitSpelling] = [
    .init("b/s/m"), .init("Gb/s/mm", times: 1e12), .init("Tb/s/mm", times: 1e15),
    .alias("GB/s/mm", times: 8e12),
  ]
}

public enum MoneyDimension: Dimension {
  public static let noun = "a price"
  public static let units: [UnitSpelling] = [
    .init("USD"), .init("kUSD", times: 1e3), .init("MUSD", times: 1e6),
    .init("GUSD", times: 1e9),
  ]
}
