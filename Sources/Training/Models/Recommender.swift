// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Numbers and looked-up rows that meet and are judged (DLRM, arXiv 1906.00091).
package struct Recommender: Sendable, Hashable {
  package var tables: [Table]
  /// Features of a row, the same of all tables.
  package var width: Int
  /// Numbers of a sample.
  package var numbers: Int
  /// Widths of the layers that the numbers pass; the last is `width`.
  package var bottom: [Int]
  package var interaction: Interaction
  /// Widths of the layers behind the interaction; the last is 1, the judgement.
  package var top: [Int]

  package init(
    tables: [Table], width: Int, numbers: Int, bottom: [Int], interaction: Interaction, top: [Int]
  ) {
    self.tables = tables
    self.width = width
    self.numbers = numbers
    self.bottom = bottom
    self.interaction = interaction
    self.top = top
  }

  /// Rows of one kind of thing.
  package struct Table: Sendable, Hashable {
    package var rows: Int
    /// Rows that a sample looks up, which are summed.
    package var lookups: Int

    package init(rows: Int, lookups: Int) {
      self.rows = rows
      self.lookups = lookups
    }
  }

  /// How the vectors of tables and numbers meet.
  package enum Interaction: Sendable, Hashable {
    /// Each with each, as products; the numbers' vector goes on beside them.
    case dot
    /// Layers through a rank, each multiplied by the input (DCN v2, arXiv 2008.13535).
    case cross(layers: Int, rank: Int)
  }

  /// Vectors that meet: one a table, and the numbers'.
  package var vectors: Int { tables.count + 1 }

  /// Features that the top receives.
  package var interactionWidth: Int {
    switch interaction {
    case .dot: vectors * (vectors - 1) / 2 + width
    case .cross: vectors * width
    }
  }

  /// Linear maps of the bottom, as pairs of inputs and outputs; each has a bias.
  package var bottomMaps: [LinearMap] { LinearMap.chain(from: numbers, through: bottom) }
  package var topMaps: [LinearMap] { LinearMap.chain(from: interactionWidth, through: top) }

  /// Maps of the interaction; the second of each pair has a bias.
  package var crossMaps: [LinearMap] {
    guard case .cross(let layers, let rank) = interaction else { return [] }
    let width = interactionWidth
    return (0..<layers).flatMap { _ in
      [LinearMap(inputs: width, outputs: rank), LinearMap(inputs: rank, outputs: width)]
    }
  }

  /// A matrix between two widths.
  package struct LinearMap: Sendable, Hashable {
    package var inputs: Int
    package var outputs: Int

    package var weights: Double { Double(inputs) * Double(outputs) }

    static func chain(from first: Int, through widths: [Int]) -> [LinearMap] {
      zip([first] + widths, widths).map { LinearMap(inputs: $0, outputs: $1) }
    }
  }
}
