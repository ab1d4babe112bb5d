// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The draws of a study: common random numbers, so that what is compared differs by what it is and
/// not by its luck.
///
/// A level is a function of the seed, the parameter's name, the row and the matrix, and of nothing
/// else: another parameter, another order or another number of threads changes none, and two
/// fabrics that hold the same device draw the same level for it.
///
/// Source: names by FNV-1a of 64 bits (G. Fowler, L. Noll, K.-P. Vo and D. Eastlake, RFC 9923);
/// numbers as S. Vigna's splitmix64 has them, counted instead of stepped (G. Steele, D. Lea and
/// C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
package struct ClaimDraws: Sendable, Hashable {
  /// Which of two independent sets of rows, as `SaltelliDesign` needs them; plain Monte Carlo needs
  /// the first alone.
  package enum Matrix: UInt64, Sendable, Hashable, CaseIterable {
    case a = 1
    case b = 2
  }

  package let seed: UInt64

  package init(seed: UInt64) { self.seed = seed }

  /// Where a parameter stands in its range, evenly spread: 0 for its low end, 1 for its high end,
  /// neither ever reached.
  ///
  /// - Parameters:
  ///   - parameter: the name, told from others by its UTF-8 bytes.
  ///   - row: the number of the draw, from 0.
  ///   - matrix: which set of rows.
  /// - Returns: in (0, 1), an odd multiple of 2⁻⁵³.
  package func level(of parameter: String, row: Int, matrix: Matrix) -> Double {
    precondition(row >= 0, "row \(row) of \(parameter) is below zero")
    let stream = Self.mixed(Self.mixed(seed &+ Self.increment) ^ Self.hash(parameter))
    let count = UInt64(row) &* UInt64(Matrix.allCases.count) &+ matrix.rawValue
    let bits = Self.mixed(stream &+ Self.increment &* count)
    return (Double(bits >> 12) + 0.5) * 0x1p-52
  }

  /// What splitmix64 adds from number to number.
  private static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// What splitmix64 makes of its state.
  private static func mixed(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  private static func hash(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
