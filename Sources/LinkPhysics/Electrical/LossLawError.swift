// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Why points are not a loss against frequency.
package enum LossLawError: Error, Sendable, Hashable {
  case notAFrequency(Hertz)
  /// The loss as printed with its unit, which differs between laws.
  case notALoss(String, at: Hertz)
  case notAShare(Double)
  case sameFrequency(Hertz)
  /// The ratio of the two losses, and the least that √f allows.
  case growsTooSlowly(ratio: Double, least: Double, from: Hertz)
  /// The ratio of the two losses, and the most that f allows.
  case growsTooFast(ratio: Double, most: Double, from: Hertz)
}

extension LossLawError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAFrequency(let frequency):
      "a loss is stated at a frequency above zero, not at \(frequency)"
    case .notALoss(let loss, let frequency):
      "\(loss) at \(frequency) is not a loss: it is above zero and finite"
    case .notAShare(let share):
      "the share of the skin effect is from 0 to 1, not \(share)"
    case .sameFrequency(let frequency):
      "both points are at \(frequency); two frequencies say how the loss grows"
    case .growsTooSlowly(let ratio, let least, let frequency):
      "from \(frequency) on the loss grows \(Self.factor(ratio)), less than the "
        + "\(Self.factor(least)) of the skin effect alone: the dielectric would have to give power"
    case .growsTooFast(let ratio, let most, let frequency):
      "from \(frequency) on the loss grows \(Self.factor(ratio)), more than the "
        + "\(Self.factor(most)) of the dielectric alone: the metal would have to give power"
    }
  }

  /// Three digits behind the point are enough to tell a factor from its bound.
  private static let thousand = 1000.0

  private static func factor(_ value: Double) -> String {
    "\((value * thousand).rounded() / thousand)-fold"
  }
}
