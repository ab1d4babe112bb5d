// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension Recommender {
  /// Reads the keys of a recommender.
  ///
  /// - Parameter reader: of the file's top.
  /// - Throws: `DocumentError` for dimensions that make no network.
  init(reading reader: inout MappingReader) throws(DocumentError) {
    let width = try reader.dimension("width")
    self.init(
      tables: try Self.tables(reader.required("tables")), width: width,
      numbers: try reader.dimension("numbers"),
      bottom: try Self.widths(reader.required("bottom"), last: width),
      interaction: try Interaction(reading: reader.required("interaction")),
      top: try Self.widths(reader.required("top"), last: 1))
  }

  private static func tables(_ list: DocumentNode) throws(DocumentError) -> [Table] {
    var tables: [Table] = []
    for node in try list.sequence() {
      var reader = try node.mapping()
      tables.append(
        Table(
          rows: try reader.dimension("rows"),
          lookups: try reader.optionalDimension("lookups") ?? 1))
      try reader.finish()
    }
    guard !tables.isEmpty else { throw list.error("is empty; allowed: one table or more") }
    return tables
  }

  private static func widths(_ list: DocumentNode, last: Int) throws(DocumentError) -> [Int] {
    var widths: [Int] = []
    for node in try list.sequence() { widths.append(try node.integer(in: 1...largestDimension)) }
    guard widths.last == last else {
      throw list.error("ends with \(widths.last.map(String.init) ?? "nothing"); allowed: \(last)")
    }
    return widths
  }
}

extension Recommender.Interaction {
  fileprivate init(reading node: DocumentNode) throws(DocumentError) {
    guard node.isMapping else {
      self = try node.choice(of: ["dot": Self.dot])
      return
    }
    var reader = try node.mapping()
    var cross = try reader.required("cross").mapping()
    try reader.finish()
    self = .cross(
      layers: try cross.integer("layers", in: 1...Self.mostLayers),
      rank: try cross.dimension("rank"))
    try cross.finish()
  }

  /// Most layers of crosses; each is looked at by itself.
  private static let mostLayers = 100_000
}
