// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A power ratio on the linear scale. Decibels convert by name, never by accident.
@frozen
public struct LinearRatio: Hashable, Comparable, Sendable {
  public let rawValue: Double

  /// - Parameter rawValue: a positive ratio of two powers.
  public init(rawValue: Double) { self.rawValue = rawValue }

  /// 10^(dB/10).
  public init(of decibels: Decibels) {
    // Whole decades are exact: 10 dB is ten.
    let decades = (decibels.rawValue / 10).rounded(.towardZero)
    let rest = decibels.rawValue / 10 - decades
    var ratio = FixedArithmetic.exponential(rest * FixedArithmetic.logarithmOfTen)
    for _ in 0..<Int(min(decades.magnitude, 400)) { ratio = decades > 0 ? ratio * 10 : ratio / 10 }
    rawValue = ratio
  }

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension Quantity where D == DecibelDimension {
  /// 10·log₁₀(ratio).
  public init(of ratio: LinearRatio) {
    self.init(
      rawValue: 10 * FixedArithmetic.logarithm(ratio.rawValue) / FixedArithmetic.logarithmOfTen)
  }
}

extension Quantity where D == LevelDimension {
  /// 10·log₁₀(power / 1 mW).
  public init(of power: Watts) {
    self.init(rawValue: Decibels(of: LinearRatio(rawValue: power.rawValue * 1e3)).rawValue)
  }

  /// A level after a gain.
  @inlinable public static func + (level: Self, gain: Decibels) -> Self {
    Self(rawValue: level.rawValue + gain.rawValue)
  }

  /// A level after a loss.
  @inlinable public static func - (level: Self, loss: Decibels) -> Self {
    Self(rawValue: level.rawValue - loss.rawValue)
  }
}

extension Quantity where D == PowerDimension {
  /// 1 mW·10^(level/10).
  public init(of level: DecibelMilliwatts) {
    self.init(
      rawValue: LinearRatio(of: Decibels(rawValue: level.rawValue)).rawValue / 1e3)
  }
}

/// Exponential and logarithm from additions, multiplications and divisions only.
///
/// The system's own differ between processors and versions in the last bits, and equal inputs must
/// give equal bits everywhere. Both are good to a few units in the last place.
package enum FixedArithmetic {
  static let logarithmOfTen = 2.302585092994045684
  /// ln 2 in two parts: the first has few enough bits that its multiples are exact.
  private static let logarithmOfTwoHigh = 0x1.62e42feep-1
  private static let logarithmOfTwoLow = 0x1.a39ef35793c76p-33

  /// e^x: x = k ln 2 + r with |r| <= ln 2 / 2, and the series of e^r.
  package static func exponential(_ x: Double) -> Double {
    guard x.isFinite else { return x > 0 ? .infinity : (x.isNaN ? x : 0) }
    let k = (x / (logarithmOfTwoHigh + logarithmOfTwoLow)).rounded()
    guard k < 1025 else { return .infinity }
    guard k > -1080 else { return 0 }
    let r = (x - k * logarithmOfTwoHigh) - k * logarithmOfTwoLow
    // 0.35^17 / 17! is far below the last bit.
    var sum = 1.0
    for term in stride(from: 17.0, through: 1, by: -1) { sum = 1 + sum * r / term }
    return Double(sign: .plus, exponent: Int(k), significand: sum)
  }

  /// ln x for x > 0: x = m 2^k with m near one, and the series of 2 artanh((m - 1) / (m + 1)).
  package static func logarithm(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : (x > 0 ? x : .nan) }
    var m = x.significand
    var k = Double(x.exponent)
    if m > 1.4142135623730951 {
      m /= 2
      k += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    // |s| <= 0.1716, so the terms fall by 34 each.
    var sum = 0.0
    for power in stride(from: 27.0, through: 1, by: -2) { sum = sum * square + 1 / power }
    return k * logarithmOfTwoHigh + (2 * s * sum + k * logarithmOfTwoLow)
  }
}
