// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Ranks as coordinates in named groups, the first group varying fastest.
///
/// `{tp: 8, dp: 64}` is 512 ranks: rank = tp + 8 dp. The group "tp" of a rank holds the 8 ranks
/// that differ from it in nothing but the tp coordinate.
struct RankGrid {
  /// The family of all ranks together; no group of a file may take its name.
  static let everyone = "world"
  /// More ranks than any cluster; keeps the product of the sizes in range.
  static let mostRanks = 1 << 24

  let names: [String]
  let sizes: [Int]
  let rankCount: Int

  /// - Throws: `DocumentError` for a size below one, or more ranks than `mostRanks`.
  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    var names: [String] = []
    var sizes: [Int] = []
    var product = 1
    for key in reader.keys {
      let size = try reader.required(key)
      guard key != Self.everyone else {
        throw size.error("\"\(key)\" stands for all ranks together; call the group otherwise")
      }
      names.append(key)
      sizes.append(try size.integer(in: 1...Self.mostRanks))
      product *= sizes[sizes.count - 1]
      guard product <= Self.mostRanks else {
        throw size.error("the groups make more than \(Self.mostRanks) ranks")
      }
    }
    guard !names.isEmpty else { throw node.error("needs at least one group, such as dp: 8") }
    self.names = names
    self.sizes = sizes
    rankCount = product
  }

  /// Row of a family: the groups in order, then everyone.
  func family(named name: String) -> Int? {
    name == Self.everyone ? names.count : names.firstIndex(of: name)
  }

  /// Members of each group of a family.
  func size(ofFamily family: Int) -> Int {
    family == names.count ? rankCount : sizes[family]
  }

  /// The place of a rank within its group of a family.
  func place(of rank: Int, inFamily family: Int) -> Int {
    rank / stride(family) % size(ofFamily: family)
  }

  /// The families of the program, rows as in `family(named:)`.
  var families: [CommunicatorFamily] {
    (0...names.count).map { family in
      CommunicatorFamily(
        name: family == names.count ? Self.everyone : names[family],
        size: size(ofFamily: family), stride: stride(family), rankCount: rankCount)
    }
  }

  private func stride(_ family: Int) -> Int {
    family == names.count ? 1 : sizes[..<family].reduce(1, *)
  }
}
