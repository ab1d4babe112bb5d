// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import SimulationEngine

/// Links and flows of a network without latency or overhead, as two tables.
package struct FlowTables: Sendable {
  /// What the links file calls each link, and bytes a second that it carries.
  package let links: [String]
  package let capacities: [Double]
  /// What the flows file calls each flow.
  package let flows: [String]
  /// Seconds.
  package let starts: [Double]
  package let bytes: [Double]
  /// Rows of `links` that each flow crosses.
  package let routes: [[Int]]

  /// Reads `link_id,capacity_Bps[,name]` and `flow_id,start_s,bytes,link_ids`, where the last
  /// column lists link ids with spaces between.
  ///
  /// - Throws: `DocumentError` that names file, line and column.
  package init(linksPath: String, flowsPath: String) throws(DocumentError) {
    let linkTable = try CommaSeparatedTable(
      path: linksPath, required: ["link_id", "capacity_Bps"], optional: ["name"])
    let flowTable = try CommaSeparatedTable(
      path: flowsPath, required: ["flow_id", "start_s", "bytes", "link_ids"], optional: [])
    try self.init(linkTable, flowTable)
  }

  init(_ linkTable: CommaSeparatedTable, _ flowTable: CommaSeparatedTable) throws(DocumentError) {
    var rowOfLink: [Substring: Int] = [:]
    var links: [String] = []
    var capacities: [Double] = []
    for row in 0..<linkTable.rowCount {
      let id = try linkTable.identifier(row: row, column: 0)
      guard rowOfLink.updateValue(row, forKey: id[...]) == nil else {
        throw linkTable.error(row: row, column: 0, "the link \"\(id)\" is there twice")
      }
      let capacity = try linkTable.number(row: row, column: 1)
      guard capacity > 0 else {
        throw linkTable.error(row: row, column: 1, "a link carries more than nothing")
      }
      links.append(id)
      capacities.append(capacity)
    }
    self.links = links
    self.capacities = capacities
    var seen: Set<String> = []
    var flows: [String] = []
    var starts: [Double] = []
    var bytes: [Double] = []
    var routes: [[Int]] = []
    for row in 0..<flowTable.rowCount {
      let id = try flowTable.identifier(row: row, column: 0)
      guard seen.insert(id).inserted else {
        throw flowTable.error(row: row, column: 0, "the flow \"\(id)\" is there twice")
      }
      flows.append(id)
      starts.append(try flowTable.number(row: row, column: 1))
      bytes.append(try flowTable.number(row: row, column: 2))
      routes.append(try Self.route(flowTable, row: row, links: rowOfLink, file: linkTable.file))
    }
    self.flows = flows
    self.starts = starts
    self.bytes = bytes
    self.routes = routes
  }

  private static func route(
    _ table: CommaSeparatedTable, row: Int, links: [Substring: Int], file: String
  ) throws(DocumentError) -> [Int] {
    let text = table.text(row: row, column: 3) ?? ""
    var route: [Int] = []
    for id in text.split(separator: " ") {
      guard let link = links[id] else {
        throw table.error(row: row, column: 3, "\"\(id)\" is no link of \(file)")
      }
      guard !route.contains(link) else {
        throw table.error(row: row, column: 3, "the link \"\(id)\" is listed twice")
      }
      route.append(link)
    }
    guard !route.isEmpty else {
      throw table.error(row: row, column: 3, "a flow crosses at least one link")
    }
    return route
  }
}

extension FlowTables {
  /// Shares every link max-min fairly among the flows that cross it, until all have ended.
  package func completions() -> FlowCompletions {
    var raw = RawFlows(capacities: capacities)
    raw.flows = flows.indices.map { row in
      RawFlows.Flow(start: starts[row], bytes: bytes[row], links: routes[row].map(Int32.init))
    }
    return FlowCompletions(flows: flows, starts: starts, completions: raw.completions())
  }
}
