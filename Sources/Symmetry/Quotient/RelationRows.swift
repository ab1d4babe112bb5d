// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The rows of the flows of every relation of a layer.
struct RelationRows {
  /// By relation, then class: a row for each flow class.
  private(set) var flows: [[[Int32]]] = []
  /// By relation, then line class.
  private(set) var lines: [[Int32]] = []
  /// The number of each relation among those of messages; -1 for others.
  private(set) var message: [Int32] = []

  /// - Parameters:
  ///   - layer: whose relations they are.
  ///   - rows: get them.
  ///   - links: classes of links.
  ///   - number: of the layer.
  ///   - messages: get the relations of the program's messages.
  init(
    _ layer: Layer, _ rows: inout FlowRows, _ links: LinkClasses, layer number: Int,
    messages: inout MessageClasses
  ) {
    let result = layer.check.result
    for (relation, description) in layer.table.relations.enumerated() {
      var ofClass: [[Int32]] = []
      for (row, flows) in result.flows[relation].enumerated() {
        let members = layer.check.members(of: row).count
        ofClass.append(
          flows.map {
            rows.append(
              $0.hops, $0.costs, flows: members * $0.perMember, perMember: $0.perMember, links,
              layer: number)
          })
      }
      lines.append(
        result.lines[relation].indices.map { line in
          let its = result.lines[relation][line]
          return rows.append(
            its.hops, its.costs, flows: result.lineCounts[relation][line], perMember: 1,
            efficiency: its.efficiency, links, layer: number)
        })
      flows.append(ofClass)
      guard case .distance = description.rule else {
        message.append(-1)
        continue
      }
      let own = messages.addRelation()
      message.append(Int32(own))
      let base = own * messages.classCount + layer.firstClass
      for (row, its) in result.flows[relation].enumerated() {
        guard let flow = its.first else { continue }
        messages.target[base + row] = Int32(layer.firstClass) + flow.target
        messages.source[base + Int(flow.target)] = Int32(layer.firstClass + row)
        messages.row[base + row] = ofClass[row][0]
      }
    }
  }
}
