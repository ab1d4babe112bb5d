// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Columns that a kernel could get wrong: around the width of its lanes, long enough for many
/// rounds, with ties, infinities and both zeros.
struct Columns: CustomTestStringConvertible, Sendable {
  let length: Int
  let seed: UInt64

  var testDescription: String { "\(length) values, seed \(seed)" }

  static let awkward: [Columns] = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 64, 1000, 1003]
    .flatMap { length in (0..<6).map { Columns(length: length, seed: $0) } }

  /// Finite values of very different sizes, with ties.
  func finite(_ salt: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed &* 31 &+ salt)
    return (0..<length).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: Double(Int.random(in: -3...3, using: &random))
      case 1: Double.random(in: -1...1, using: &random) * 0x1p-40
      case 2: Double.random(in: -1...1, using: &random) * 0x1p+40
      default: Double.random(in: -1...1, using: &random)
      }
    }
  }

  /// The same, with infinities and zeros of both signs among them.
  func any(_ salt: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed &* 131 &+ salt)
    let special = [Double.infinity, .infinity, -.infinity, 0, -0.0]
    return finite(salt).map { value in
      Int.random(in: 0..<3, using: &random) == 0
        ? special[Int.random(in: 0..<special.count, using: &random)] : value
    }
  }
}

extension [Double] {
  var bits: [UInt64] { map(\.bitPattern) }
}
