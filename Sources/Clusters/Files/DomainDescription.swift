// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// One entry of `domains:` as written.
struct DomainDescription: Sendable {
  let node: DocumentNode
  let name: String
  let shape: any DomainShape
  let link: LinkDescription
  /// The links between switches, or between parts of a shape without them, where the file says
  /// that they are others than those of accelerators.
  let trunk: LinkDescription?
  let trunkLength: Metres?
  let nic: NICTechnology?
  let packetSwitch: SwitchTechnology?
  /// Chips or boxes that the file asks for, where the shape does not count them itself.
  let switches: Int?
  let oversubscription: Double
  let inNetworkReduction: Bool
  /// Parallel links of each accelerator.
  let count: Int?
  let length: Metres?
  let messageOverhead: Seconds?
  let routing: RoutingPolicy

  /// Groups of accelerators that the domain joins.
  var size: Int { shape.size }

  init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    self.node = node
    var reader = try node.mapping()
    name = try reader.string("name")
    let shape = try ShapeCatalogue.shape(try reader.required("shape"))
    let size = try reader.optionalInteger("size", in: 1...Cluster.mostAccelerators)
    self.shape = try shape.init(&reader, size: size)
    link = try LinkDescription(try reader.required("link"), catalogue)
    let trunk = reader.optional("trunk")
    trunkLength = try reader.optionalQuantity("trunk_length")
    if let value = reader.optional("nic") { nic = try catalogue.nic(value) } else { nic = nil }
    let named = reader.optional("switch")
    switches = try reader.optionalInteger("switches", in: 1...1_000_000)
    let blocking = try reader.optionalNumber("oversubscription", in: 1...1000)
    let reduction = try reader.optionalBoolean("in_network_reduction")
    count = try reader.optionalInteger("count", in: 1...4096)
    length = try reader.optionalQuantity("length")
    messageOverhead = try reader.optionalQuantity("message_overhead")
    routing = try reader.optional("routing").map(RoutingPolicy.init) ?? .minimal
    try reader.finish()
    guard shape.hasTrunks || (trunk == nil && trunkLength == nil) else {
      throw (trunk ?? node).error("trunk: all links of the shape \(shape.name) are of one kind")
    }
    self.trunk = try trunk.map { node throws(DocumentError) in
      try LinkDescription(node, catalogue)
    }
    oversubscription = blocking ?? 1
    inNetworkReduction = reduction ?? false
    packetSwitch = try Self.packetSwitch(named, for: shape, link.technology, node, catalogue)
    guard shape.hasSwitches || !inNetworkReduction else {
      throw node.error("in_network_reduction: the shape \(shape.name) has no switches to reduce in")
    }
    guard shape.hasLeaves || oversubscription == 1 else {
      throw node.error("oversubscription: the shape \(shape.name) has no leaves")
    }
    guard switches == nil || (shape.hasSwitches && !shape.countsSwitches) else {
      throw node.error("switches: the shape \(shape.name) counts them itself")
    }
  }

  /// How the domain's switches reduce, where the file lets them.
  ///
  /// - Throws: `DocumentError` where the file lets them and they cannot.
  var reduction: SwitchReduction? {
    get throws(DocumentError) {
      guard inNetworkReduction, let packetSwitch else { return nil }
      guard let its = packetSwitch.reduction else {
        throw node.error(
          "in_network_reduction: \(packetSwitch.name) cannot reduce: its record says no \"reduction\""
        )
      }
      return SwitchReduction(
        its.way == .reads ? .reads : .aggregation, efficiency: its.efficiency?.value ?? 1)
    }
  }

  private static func packetSwitch(
    _ named: DocumentNode?, for shape: any DomainShape.Type, _ link: LinkTechnology,
    _ node: DocumentNode, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> SwitchTechnology? {
    if let named {
      guard shape.hasSwitches else {
        throw named.error("the shape \(shape.name) has no switches; leave the key out")
      }
      return try catalogue.packetSwitch(named)
    }
    guard shape.hasSwitches else { return nil }
    guard let usual = link.usualSwitch,
      let match = catalogue.switches.first(where: { $0.name == usual })
    else {
      throw node.error(
        "\"switch\" is missing: \(link.name) has no switch of its own; known: "
          + catalogue.switches.map(\.name).joined(separator: ", "))
    }
    return match
  }
}
