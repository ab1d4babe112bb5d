// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

extension GraphDescription {
  /// Reads the `nodes:` and `links:` of a cluster file.
  ///
  /// - Throws: `DocumentError` for an entry that is wrong.
  init(
    nodes: DocumentNode, links: DocumentNode, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    self.init(at: links)
    for element in try nodes.sequence() {
      self.nodes.append(try GraphNode(element, catalogue))
    }
    for element in try links.sequence() {
      self.links.append(try GraphLink(element, &kinds, catalogue))
    }
  }
}

extension GraphNode {
  fileprivate init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    place = node
    var reader = try node.mapping()
    name = try reader.string("name")
    let kind: NodeKind = try reader.required("kind")
      .choice(of: ["accelerator": .accelerator, "switch": .packetSwitch, "nic": .nic])
    switch kind {
    case .accelerator: meaning = .accelerator
    case .packetSwitch:
      meaning = .packetSwitch(try catalogue.packetSwitch(try reader.required("switch")))
    case .nic: meaning = .nic(try catalogue.nic(try reader.required("nic")))
    }
    try reader.finish()
  }
}

extension GraphLink {
  fileprivate init(
    _ node: DocumentNode, _ kinds: inout LinkKinds, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    place = node
    var reader = try node.mapping()
    from = try reader.required("from")
    to = try reader.required("to")
    kind = try kinds.row(of: try reader.required("link"), catalogue)
    count = try reader.optionalInteger("count", in: Self.counts) ?? 1
    length = try reader.optionalQuantity("length")
    isDuplex = try reader.optionalBoolean("duplex") ?? true
    try reader.finish()
  }
}
