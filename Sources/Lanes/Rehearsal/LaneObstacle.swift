// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why a run cannot be answered in lanes.
package enum LaneObstacle: Error, Hashable, CustomStringConvertible {
  /// Nothing can happen any more, and operations are left.
  case halted(operations: Int)
  /// More moments than are kept.
  case tooLarge(Int)
  case chunks(Int)
  case wholeMessages
  case adaptiveRouting

  package var description: String {
    switch self {
    case .halted(let operations):
      "the program comes to a halt: \(operations) operations never end"
    case .tooLarge(let moments):
      "the program has more than \(moments) moments that differ"
    case .chunks(let count):
      "collectives are cut into \(count) chunks, which overtake each other"
    case .wholeMessages:
      "its transport serves whole messages in the order in which they come"
    case .adaptiveRouting: "load decides on the ways of messages"
    }
  }
}
