// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why a ratio cannot be shared out.
package enum SharingError: Error, Hashable, CustomStringConvertible {
  case tooManyFactors(count: Int)
  /// A set of factors has a value that has no logarithm.
  case noRatio(Double, factors: [String])

  package var description: String {
    switch self {
    case .tooManyFactors(let count):
      "\(count) factors would need a run for each of 2^\(count) sets; "
        + "at most \(ShapleyShares.mostFactors) are shared out"
    case .noRatio(let value, let factors):
      "with \(factors.isEmpty ? "no factor" : factors.joined(separator: ", ")) the ratio is "
        + "\(value); shares need one that is finite and above zero"
    }
  }
}
