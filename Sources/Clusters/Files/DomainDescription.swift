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
  let links: DomainLinks
  let nic: NICTechnology?
  let switches: DomainSwitches
  /// Bandwidth into a switch from below over bandwidth out of it to above, by tier.
  let oversubscription: [Double]
  let inNetworkReduction: Bool
  /// Parallel links of each accelerator.
  let count: Int?
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
    links = try DomainLinks(&reader, for: self.shape, catalogue)
    nic = try reader.optional("nic").map(catalogue.nic)
    switches = try DomainSwitches(
      &reader, for: self.shape, link: links.port.technology, catalogue)
    oversubscription = try Self.oversubscription(&reader, of: self.shape)
    inNetworkReduction = try reader.optionalBoolean("in_network_reduction") ?? false
    count = try reader.optionalInteger("count", in: 1...4096)
    messageOverhead = try reader.optionalQuantity("message_overhead")
    routing = try reader.optional("routing").map(RoutingPolicy.init) ?? .minimal
    try reader.finish()
    guard shape.hasSwitches || !inNetworkReduction else {
      throw node.error("in_network_reduction: the shape \(shape.name) has no switches to reduce in")
    }
    let passed = links.all.compactMap(\.devices?.circuitSwitches).first
    if let circuit = switches.circuit, let passed {
      throw node.error(
        "circuit_switch: \(circuit.record.name) stands beside links through \(passed.record.name), "
          + "which have their part of the chassis already: name it in one place")
    }
  }

  /// Reads one number for the lowest tier, or a list from the lowest tier up.
  private static func oversubscription(
    _ reader: inout MappingReader, of shape: any DomainShape
  ) throws(DocumentError) -> [Double] {
    guard let node = reader.optional("oversubscription") else { return [] }
    guard type(of: shape).hasLeaves else {
      throw node.error("oversubscription: the shape \(type(of: shape).name) has no leaves")
    }
    let range = 1.0...1000
    guard node.isSequence else { return [try node.number(in: range), 1] }
    var factors: [Double] = []
    for element in try node.sequence() { factors.append(try element.number(in: range)) }
    guard factors.count == shape.tiers - 1 else {
      throw node.error(
        "lists \(factors.count) factors, and \(shape.tiers) tiers have \(shape.tiers - 1) between "
          + "them")
    }
    return factors
  }

  /// How the domain's switches reduce, where the file lets them.
  ///
  /// - Throws: `DocumentError` where the file lets them and they cannot.
  var reduction: SwitchReduction? {
    get throws(DocumentError) {
      guard inNetworkReduction, let packetSwitch = switches.tiers.first else { return nil }
      guard let its = packetSwitch.reduction else {
        throw node.error(
          "in_network_reduction: \(packetSwitch.name) cannot reduce: its record says no \"reduction\""
        )
      }
      return SwitchReduction(
        its.way == .reads ? .reads : .aggregation, efficiency: its.efficiency?.value ?? 1)
    }
  }
}
