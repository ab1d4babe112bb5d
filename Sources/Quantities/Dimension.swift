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
/// The size is kept as a fraction so that `250 ns` is 250 / 10⁹ rounded once: the double nearest
/// to the number that the person wrote.
public struct UnitSpelling: Sendable {
  package let symbol: String
  package let numerator: Double
  package let denominator: Double

  package init(_ symbol: String, times numerator: Double = 1, over denominator: Double = 1) {
    self.symbol = symbol
    self.numerator = numerator
    self.denominator = denominator
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

public enum DurationDimension: Dimension {
  public static let noun = "a duration"
  public static let units: [UnitSpelling] = [
    .init("s"), .init("ms", over: 1e3), .init("us", over: 1e6), .init("µs", over: 1e6),
    .init("μs", over: 1e6), .init("ns", over: 1e9), .init("ps", over: 1e12),
    .init("min", times: 60), .init("h", times: 3600), .init("d", times: 86_400),
  ]
}

public enum DataDimension: Dimension {
  public static let noun = "an amount of data"
  public static let units: [UnitSpelling] =
    [.init("B")] + decimal("B") + binary("B") + [.init("bit", over: 8)]
    + decimal("bit").map { .init($0.symbol, times: $0.numerator, over: 8) }
}

public enum RateDimension: Dimension {
  public static let noun = "a rate"
  public static let units: [UnitSpelling] =
    [.init("b/s")] + decimal("b/s") + [.init("bit/s")] + decimal("bit/s")
    + [.init("B/s", times: 8)]
    + (decimal("B/s") + binary("B/s")).map { .init($0.symbol, times: $0.numerator * 8) }
}

public enum EnergyDimension: Dimension {
  public static let noun = "an energy"
  public static let units: [UnitSpelling] =
    [.init("J")] + decimal("J")
    + [.init("mJ", over: 1e3), .init("uJ", over: 1e6), .init("nJ", over: 1e9)]
    + [.init("pJ", over: 1e12), .init("Wh", times: 3600)]
    + decimal("Wh").map { .init($0.symbol, times: $0.numerator * 3600) }
}

public enum PowerDimension: Dimension {
  public static let noun = "a power"
  public static let units: [UnitSpelling] =
    [.init("W")] + decimal("W") + [.init("mW", over: 1e3), .init("uW", over: 1e6)]
}

public enum BitEnergyDimension: Dimension {
  public static let noun = "an energy per bit"
  public static let units: [UnitSpelling] = [
    .init("J/bit"), .init("nJ/bit", over: 1e9), .init("pJ/bit", over: 1e12),
    .init("fJ/bit", over: 1e15), .init("nJ/b", over: 1e9), .init("pJ/b", over: 1e12),
    .init("fJ/b", over: 1e15),
  ]
}

public enum LengthDimension: Dimension {
  public static let noun = "a length"
  public static let units: [UnitSpelling] = [
    .init("m"), .init("km", times: 1e3), .init("cm", over: 1e2), .init("mm", over: 1e3),
    .init("um", over: 1e6), .init("µm", over: 1e6),
  ]
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
    .init("s/m"), .init("ns/m", over: 1e9), .init("ps/m", over: 1e12), .init("us/km", over: 1e9),
  ]
}

/// SI prefixes from kilo to exa, each a factor of a thousand.
private func decimal(_ symbol: String) -> [UnitSpelling] {
  zip(["k", "M", "G", "T", "P", "E"], [1e3, 1e6, 1e9, 1e12, 1e15, 1e18])
    .map { .init($0 + symbol, times: $1) }
}

/// IEC prefixes from kibi to pebi, each a factor of 1,024.
private func binary(_ symbol: String) -> [UnitSpelling] {
  zip(["Ki", "Mi", "Gi", "Ti", "Pi"], [0x1p10, 0x1p20, 0x1p30, 0x1p40, 0x1p50])
    .map { .init($0 + symbol, times: $1) }
}
