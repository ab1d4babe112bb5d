// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What a quantity measures: the name and spellings of its units.
///
/// A dimension is a tag, never an instance.
public protocol Dimension: Sendable {
  /// The dimension in words, for messages: "a rate", "a duration".
  static var noun: String { get }
  /// Every accepted spelling; the first is the stored unit.
  static var units: [UnitSpelling] { get }
}

/// One way to write a unit and its size in the stored unit.
///
/// The size is kept as a fraction: powers of ten up to 10¹⁸ are exact and their inverses are not,
/// so `250 ns` is 250 / 10⁹ rounded once, the double nearest to what the person wrote.
public struct UnitSpelling: Sendable {
  package let symbol: String
  package let numerator: Double
  package let denominator: Double
  /// Whether results are printed in this unit; the others are read only.
  package let isPrinted: Bool

  package init(
    _ symbol: String, times numerator: Double = 1, over denominator: Double = 1,
    isPrinted: Bool = true
  ) {
    self.symbol = symbol
    self.numerator = numerator
    self.denominator = denominator
    self.isPrinted = isPrinted
  }

  /// A spelling that is read and never printed.
  package static func alias(
    _ symbol: String, times numerator: Double = 1, over denominator: Double = 1
  ) -> Self {
    Self(symbol, times: numerator, over: denominator, isPrinted: false)
  }

  /// The same unit, read and never printed, `factor` times as large.
  fileprivate func asAlias(times factor: Double = 1, over divisor: Double = 1) -> Self {
    .alias(symbol, times: numerator * factor, over: denominator * divisor)
  }

  package func toStored(_ value: Double) -> Double {
    denominator == 1 ? value * numerator : value / denominator * numerator
  }

  package func fromStored(_ value: Double) -> Double {
    denominator == 1 ? value / numerator : value * denominator / numerator
  }
}

public typealias Seconds = Quantity<DurationDimension>
public typealias Bytes = Quantity<DataDimension>
/// One direction of a link. Figures that add both directions are halved when they are read.
public typealias BitsPerSecond = Quantity<RateDimension>
public typealias Joules = Quantity<EnergyDimension>
public typealias Watts = Quantity<PowerDimension>
public typealias JoulesPerBit = Quantity<BitEnergyDimension>
public typealias Metres = Quantity<LengthDimension>
/// A loss or a gain on the logarithmic scale: ten times the decimal logarithm of a power ratio.
public typealias Decibels = Quantity<DecibelDimension>
/// Floating-point operations: a count of work, not a speed.
public typealias Operations = Quantity<WorkDimension>
public typealias OperationsPerSecond = Quantity<WorkRateDimension>
public typealias SecondsPerMetre = Quantity<PropagationDimension>
public typealias Hertz = Quantity<FrequencyDimension>
/// An optical or electrical power on the logarithmic scale, against one milliwatt.
public typealias DecibelMilliwatts = Quantity<LevelDimension>
/// Loss of a line or a waveguide by length.
public typealias DecibelsPerMetre = Quantity<AttenuationDimension>
/// How far a ring moves for a power in its heater.
public typealias HertzPerWatt = Quantity<TuningDimension>
/// Relative intensity noise: its power in one hertz against the carrier's.
public typealias DecibelsPerHertz = Quantity<NoiseDimension>
public typealias AmperesPerWatt = Quantity<ResponsivityDimension>
public typealias Volts = Quantity<VoltageDimension>
public typealias Farads = Quantity<CapacitanceDimension>
public typealias HertzPerKelvin = Quantity<ThermalShiftDimension>
public typealias KelvinPerWatt = Quantity<ThermalResistanceDimension>
/// What a millimetre of a die's edge carries, one way.
public typealias BitsPerSecondPerMetre = Quantity<EdgeDensityDimension>
public typealias Dollars = Quantity<MoneyDimension>
/// What a kilowatt-hour costs.
public typealias DollarsPerKilowattHour = Quantity<EnergyPriceDimension>
/// Of carbon dioxide, or of other gases by what warms as much.
public typealias Kilograms = Quantity<MassDimension>
/// Carbon dioxide by energy from the grid.
public typealias KilogramsPerKilowattHour = Quantity<CarbonIntensityDimension>
/// How often a device that works fails, by time.
public typealias FailuresPerSecond = Quantity<FailureRateDimension>

public enum DurationDimension: Dimension {
  public static let noun = "a duration"
  public static let units: [UnitSpelling] =
    [.init("s"), .init("ms", over: 1e3)] + micro("s")
    + [
      .init("ns", over: 1e9), .init("ps", over: 1e12), .alias("min", times: 60),
      .alias("h", times: 3600), .alias("d", times: 86_400),
      .alias("year", times: 31_536_000),
    ]
}

public enum FailureRateDimension: Dimension {
  public static let noun = "a failure rate"
  public static let units: [UnitSpelling] = [
    .alias("/s"), .alias("/h", over: 3600), .alias("/year", over: 31_536_000),
    // Failures in 10⁹ hours, as data sheets have them.
    .init("FIT", over: 3.6e12),
  ]
}

public enum DataDimension: Dimension {
  public static let noun = "an amount of data"
  public static let units: [UnitSpelling] =
    [.init("B")] + decimal("B") + binary("B").map { $0.asAlias() } + [.alias("bit", over: 8)]
    + decimal("bit").map { $0.asAlias(over: 8) }
}

public enum RateDimension: Dimension {
  public static let noun = "a rate"
  public static let units: [UnitSpelling] =
    [.init("b/s")] + decimal("b/s") + ([.init("bit/s")] + decimal("bit/s")).map { $0.asAlias() }
    + ([.init("B/s")] + decimal("B/s") + binary("B/s")).map { $0.asAlias(times: 8) }
}

public enum EnergyDimension: Dimension {
  public static let noun = "an energy"
  public static let units: [UnitSpelling] =
    [.init("J")] + decimal("J") + [.init("mJ", over: 1e3)] + micro("J")
    + [.init("nJ", over: 1e9), .init("pJ", over: 1e12)]
    + ([.init("Wh")] + decimal("Wh")).map { $0.asAlias(times: 3600) }
}

public enum PowerDimension: Dimension {
  public static let noun = "a power"
  public static let units: [UnitSpelling] =
    [.init("W")] + decimal("W") + [.init("mW", over: 1e3)] + micro("W")
}

public enum BitEnergyDimension: Dimension {
  public static let noun = "an energy per bit"
  public static let units: [UnitSpelling] = [
    .init("J/bit"), .init("mJ/bit", over: 1e3), .init("uJ/bit", over: 1e6),
    .init("nJ/bit", over: 1e9), .init("pJ/bit", over: 1e12), .init("fJ/bit", over: 1e15),
    .alias("nJ/b", over: 1e9), .alias("pJ/b", over: 1e12), .alias("fJ/b", over: 1e15),
  ]
}

public enum LengthDimension: Dimension {
  public static let noun = "a length"
  public static let units: [UnitSpelling] =
    [.init("m"), .init("km", times: 1e3), .init("cm", over: 1e2), .init("mm", over: 1e3)]
    + micro("m")
}

public enum DecibelDimension: Dimension {
  public static let noun = "a ratio in decibels"
  public static let units: [UnitSpelling] = [.init("dB")]
}

public enum WorkDimension: Dimension {
  public static let noun = "a count of floating-point operations"
  public static let units: [UnitSpelling] = [.init("FLOP")] + decimal("FLOP")
}

public enum WorkRateDimension: Dimension {
  public static let noun = "a rate of floating-point operations"
  public static let units: [UnitSpelling] = [.init("FLOP/s")] + decimal("FLOP/s")
}

public enum PropagationDimension: Dimension {
  public static let noun = "a propagation delay"
  public static let units: [UnitSpelling] = [
    .init("s/m"), .init("ns/m", over: 1e9), .init("ps/m", over: 1e12), .alias("us/km", over: 1e9),
  ]
}

/// SI prefixes from kilo to exa, each a factor of a thousand.
private func decimal(_ symbol: String) -> [UnitSpelling] {
  zip(["k", "M", "G", "T", "P", "E"], [1e3, 1e6, 1e9, 1e12, 1e15, 1e18])
    .map { .init($0 + symbol, times: $1) }
}

/// IEC prefixes from kibi to exbi, each a factor of 1,024.
private func binary(_ symbol: String) -> [UnitSpelling] {
  zip(["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"], [0x1p10, 0x1p20, 0x1p30, 0x1p40, 0x1p50, 0x1p60])
    .map { .init($0 + symbol, times: $1) }
}

/// Micro as keyboards have it, as the micro sign (U+00B5) and as the Greek letter (U+03BC).
private func micro(_ symbol: String) -> [UnitSpelling] {
  [
    .init("u" + symbol, over: 1e6), .alias("\u{B5}" + symbol, over: 1e6),
    .alias("\u{3BC}" + symbol, over: 1e6),
  ]
}
