// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

extension GraphSource {
  /// Reads a table of links, `from,to[,link,count,length,duplex]`, and the table of nodes beside it,
  /// `name,kind[,switch,nic]`. Without one, every end of a link is an accelerator, in the order
  /// of first mention.
  ///
  /// - Throws: `DocumentError` that names file, line and column.
  mutating func edgeList() throws(DocumentError) -> GraphDescription {
    let table = try CommaSeparatedTable(
      text: try TextFile.read(path, for: fileNode), file: path, required: ["from", "to"],
      optional: ["link", "count", "length", "duplex"])
    var graph = GraphDescription(
      at: DocumentNode(text: "", file: path, line: nil, keyPath: ""))
    if let nodeList {
      let path = try nodeList.graphPath()
      graph.files.append(path)
      graph.nodes = try nodes(
        CommaSeparatedTable(
          text: try TextFile.read(path, for: nodeList), file: path, required: ["name", "kind"],
          optional: ["switch", "nic"]))
    } else {
      graph.nodes = try ends(of: table)
    }
    graph.links.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let place = table.place(row: row)
      graph.links.append(
        GraphLink(
          place: place, from: try table.required(row: row, column: 0),
          to: try table.required(row: row, column: 1),
          kind: try linkKinds.row(
            table.field(row: row, column: 2), at: place, in: &graph.kinds),
          count: try table.field(row: row, column: 3)?.integer(in: GraphLink.counts) ?? 1,
          length: try table.field(row: row, column: 4)?.quantity() ?? length,
          isDuplex: try table.field(row: row, column: 5)?.boolean() ?? true))
    }
    return graph
  }

  private mutating func nodes(
    _ table: CommaSeparatedTable
  ) throws(DocumentError) -> [GraphNode] {
    var nodes: [GraphNode] = []
    nodes.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let name = try table.required(row: row, column: 0)
      let meaning = try nodeKinds.meaning(
        try table.required(row: row, column: 1),
        packetSwitch: table.field(row: row, column: 2), nic: table.field(row: row, column: 3))
      nodes.append(GraphNode(place: name, name: try name.string(), meaning: meaning))
    }
    return nodes
  }

  private func ends(of table: CommaSeparatedTable) throws(DocumentError) -> [GraphNode] {
    var nodes: [GraphNode] = []
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      for column in 0...1 {
        let name = try table.required(row: row, column: column)
        let text = try name.string()
        guard seen.insert(text).inserted else { continue }
        nodes.append(GraphNode(place: name, name: text, meaning: .accelerator))
      }
    }
    return nodes
  }
}
