// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Quantity where D == DurationDimension {
  @inlinable public static func seconds(_ value: Double) -> Self { Self(rawValue: value) }
  @inlinable public static func milliseconds(_ value: Double) -> Self {
    Self(rawValue: value / 1e3)
  }
  @inlinable public static func microseconds(_ value: Double) -> Self {
    Self(rawValue: value / 1e6)
  }
  @inlinable public static func nanoseconds(_ value: Double) -> Self { Self(rawValue: value / 1e9) }
  /// Of 24 hours.
  @inlinable public static func days(_ value: Double) -> Self { Self(rawValue: value * 86400) }
}

extension Quantity where D == DataDimension {
  @inlinable public static func bytes(_ value: Double) -> Self { Self(rawValue: value) }
  /// 10⁶ bytes.
  @inlinable public static func megabytes(_ value: Double) -> Self { Self(rawValue: value * 1e6) }
  /// 10⁹ bytes.
  @inlinable public static func gigabytes(_ value: Double) -> Self { Self(rawValue: value * 1e9) }
  /// 2²⁰ bytes.
  @inlinable public static func mebibytes(_ value: Double) -> Self {
    Self(rawValue: value * 0x1p20)
  }
  /// 2³⁰ bytes.
  @inlinable public static func gibibytes(_ value: Double) -> Self {
    Self(rawValue: value * 0x1p30)
  }

  /// The same amount counted in bits.
  @inlinable public var bits: Double { rawValue * bitsPerByte }
}

extension Quantity where D == RateDimension {
  @inlinable public static func bitsPerSecond(_ value: Double) -> Self { Self(rawValue: value) }
  @inlinable public static func gigabitsPerSecond(_ value: Double) -> Self {
    Self(rawValue: value * 1e9)
  }
  @inlinable public static func terabitsPerSecond(_ value: Double) -> Self {
    Self(rawValue: value * 1e12)
  }
  @inlinable public static func bytesPerSecond(_ value: Double) -> Self {
    Self(rawValue: value * bitsPerByte)
  }
  /// 10⁹ bytes a second.
  @inlinable public static func gigabytesPerSecond(_ value: Double) -> Self {
    Self(rawValue: value * 8e9)
  }
  /// 2³⁰ bytes a second.
  @inlinable public static func gibibytesPerSecond(_ value: Double) -> Self {
    Self(rawValue: value * 0x1p33)
  }

  /// The same rate counted in bytes.
  @inlinable public var bytesPerSecond: Double { rawValue / bitsPerByte }
}

extension Quantity where D == EnergyDimension {
  @inlinable public static func joules(_ value: Double) -> Self { Self(rawValue: value) }
  @inlinable public static func kilowattHours(_ value: Double) -> Self {
    Self(rawValue: value * 3.6e6)
  }
}

extension Quantity where D == PowerDimension {
  @inlinable public static func watts(_ value: Double) -> Self { Self(rawValue: value) }
  @inlinable public static func kilowatts(_ value: Double) -> Self { Self(rawValue: value * 1e3) }
  @inlinable public static func megawatts(_ value: Double) -> Self { Self(rawValue: value * 1e6) }
}

extension Quantity where D == BitEnergyDimension {
  @inlinable public static func picojoulesPerBit(_ value: Double) -> Self {
    Self(rawValue: value / 1e12)
  }
}

extension Quantity where D == LengthDimension {
  @inlinable public static func metres(_ value: Double) -> Self { Self(rawValue: value) }
}

extension Quantity where D == DecibelDimension {
  @inlinable public static func decibels(_ value: Double) -> Self { Self(rawValue: value) }
}

extension Quantity where D == LevelDimension {
  @inlinable public static func decibelMilliwatts(_ value: Double) -> Self {
    Self(rawValue: value)
  }
}

extension Quantity where D == FrequencyDimension {
  @inlinable public static func gigahertz(_ value: Double) -> Self { Self(rawValue: value * 1e9) }
}

extension Quantity where D == WorkDimension {
  @inlinable public static func teraoperations(_ value: Double) -> Self {
    Self(rawValue: value * 1e12)
  }
}

extension Quantity where D == WorkRateDimension {
  @inlinable public static func teraoperationsPerSecond(_ value: Double) -> Self {
    Self(rawValue: value * 1e12)
  }
}

extension Quantity where D == PropagationDimension {
  @inlinable public static func nanosecondsPerMetre(_ value: Double) -> Self {
    Self(rawValue: value / 1e9)
  }
}

/// The one place where the eight lives.
@usableFromInline let bitsPerByte = 8.0
