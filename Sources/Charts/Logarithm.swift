// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Logarithms from sums and products alone, so that a picture is the same on every machine: the
/// mathematics libraries of systems differ in the last place.
package enum Logarithm {
  static let ofTwo = 0.693147180559945309417232121458  // ln 2

  /// The natural logarithm of a finite number above zero, within a few units in the last place.
  ///
  /// With x = 2^e m and m between 0.7 and 1.42, ln x = e ln 2 + 2 artanh z, z = (m - 1)/(m + 1);
  /// z² is below 0.03, and its thirteenth power below 1e-19.
  package static func natural(_ value: Double) -> Double {
    precondition(value > 0 && value.isFinite, "only numbers above zero have a logarithm")
    var exponent = Double(value.exponent)
    var mantissa = value.significand
    if mantissa > 1.4142135623730951 {
      mantissa /= 2
      exponent += 1
    }
    let z = (mantissa - 1) / (mantissa + 1)
    let square = z * z
    var sum = 0.0
    for power in stride(from: 25, through: 1, by: -2) { sum = sum * square + 1 / Double(power) }
    return exponent * ofTwo + 2 * z * sum
  }

  /// An integer power of a base, by multiplication; exact while it fits.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    var value = 1.0
    for _ in 0..<exponent.magnitude { value *= base }
    return exponent < 0 ? 1 / value : value
  }
}
