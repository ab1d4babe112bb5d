// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Why a channel does not work, or what was said of it is not one.
package enum ChannelError: Error, Sendable, Hashable {
  case notALength(Metres)
  case notACount(Int)
  case notARate(BitsPerSecond)
  case notABudget(Decibels)
  /// What is lost without any cable is more than may be lost.
  case nothingLeftForCable(fixed: Decibels, budget: Decibels, at: Hertz)
  /// The cable is longer than its reach.
  case tooLong(Metres, reach: Metres, total: Decibels, budget: Decibels, at: Hertz)
  /// Segments between retimers have no reach, so that no number of retimers helps.
  case retimersGainNothing(Metres, reachOfTwoSegments: Metres)
}

extension ChannelError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notALength(let length): "\(length) is not a length"
    case .notACount(let count): "\(count) is not a number of connectors"
    case .notARate(let rate): "\(rate) is not the rate of a lane"
    case .notABudget(let budget): "\(budget) is not a budget: it is above zero and finite"
    case .nothingLeftForCable(let fixed, let budget, let frequency):
      "packages, boards and connectors lose \(fixed) of \(budget) at \(frequency): "
        + "\(fixed - budget) too much before any cable"
    case .tooLong(let length, let reach, let total, let budget, let frequency):
      "\(length) of cable and what is fixed lose \(total) of \(budget) at \(frequency): "
        + "\(total - budget) too much; the reach is \(reach)"
    case .retimersGainNothing(let length, let reach):
      "no number of retimers carries \(length): between two of them nothing is left for cable, "
        + "and one alone reaches \(reach)"
    }
  }
}
