// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What lies between a transceiver's die and the cable.
package enum ChannelPiece: Sendable, Hashable {
  /// A package with its breakout.
  case package(LumpedLoss)
  /// A trace on a board.
  case hostTrace(LineLoss, length: Metres)
  /// So many connectors, each with the loss.
  case connectors(LumpedLoss, count: Int)
  /// A whole host channel as standards state it: package, trace and connector in one figure.
  case hostChannel(LumpedLoss)

  package func loss(at frequency: Hertz) -> Decibels {
    switch self {
    case .package(let law), .hostChannel(let law): law.loss(at: frequency)
    case .hostTrace(let law, let length): law.loss(at: frequency) * length
    case .connectors(let law, let count): law.loss(at: frequency) * Double(count)
    }
  }

  /// For people: `host trace, 10 cm`.
  package var name: String {
    switch self {
    case .package: "package"
    case .hostTrace(_, let length): "host trace, \(length)"
    case .connectors(_, let count): count == 1 ? "connector" : "\(count) connectors"
    case .hostChannel: "host channel"
    }
  }

  /// Refuses lengths and counts below zero.
  func check() throws(ChannelError) {
    switch self {
    case .hostTrace(_, let length):
      guard length >= .zero, length.isFinite else { throw .notALength(length) }
    case .connectors(_, let count):
      guard count >= 0 else { throw .notACount(count) }
    case .package, .hostChannel: break
    }
  }
}

/// One line of a channel's loss.
package struct ChannelLossLine: Sendable, Hashable {
  package var name: String
  /// At the Nyquist frequency.
  package var loss: Decibels
}
