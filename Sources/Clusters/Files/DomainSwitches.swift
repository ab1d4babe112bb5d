// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// The switches of a domain as written.
struct DomainSwitches: Sendable {
  /// By tier, from the one that has the accelerators; empty of a shape without switches.
  let tiers: [SwitchTechnology]
  /// Chips or boxes that the file asks for, where the shape does not count them itself.
  let asked: Int?
  let circuit: CircuitSwitch?

  /// Reads `switch`, `spine_switch`, `core_switch`, `switches` and `circuit_switch`.
  ///
  /// - Throws: `DocumentError` for a switch that the shape does not have, or lacks.
  init(
    _ reader: inout MappingReader, for shape: any DomainShape, link: LinkTechnology,
    _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    let node = reader.node
    let named = reader.optional("switch")
    let upper = [reader.optional("spine_switch"), reader.optional("core_switch")]
    asked = try reader.optionalInteger("switches", in: 1...1_000_000)
    let kind = type(of: shape)
    var tiers: [SwitchTechnology] = []
    if let lowest = try Self.lowest(named, for: kind, link, node, catalogue) {
      tiers.append(lowest)
      for tier in 1..<max(shape.tiers, 1) {
        let node = tier <= upper.count ? upper[tier - 1] : nil
        tiers.append(try node.map(catalogue.packetSwitch) ?? tiers[tier - 1])
      }
    }
    for (tier, node) in zip(1..., upper) {
      guard let node, tier >= shape.tiers else { continue }
      throw node.error("the shape \(kind.name) has \(shape.tiers) tiers of switches here")
    }
    self.tiers = tiers
    guard asked == nil || (kind.hasSwitches && !kind.countsSwitches) else {
      throw node.error("switches: the shape \(kind.name) counts them itself")
    }
    circuit = try reader.optional("circuit_switch").map { node throws(DocumentError) in
      guard shape.hasCircuits else {
        throw node.error("the shape \(kind.name) has no links that circuit switches set up here")
      }
      return try CircuitSwitch(try catalogue.record(node, in: .circuitSwitch), at: node)
    }
  }

  var budgets: [SwitchBudget] {
    tiers.map {
      SwitchBudget(
        name: $0.name, ports: $0.ports.value, throughput: $0.throughput.value, asked: asked)
    }
  }

  /// Each kind once, the lowest tier's first.
  var kinds: [SwitchTechnology] {
    tiers.enumerated().filter { place, one in
      !tiers[..<place].contains { $0.name == one.name }
    }
    .map(\.element)
  }

  private static func lowest(
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
