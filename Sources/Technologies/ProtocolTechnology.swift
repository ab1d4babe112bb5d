// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// A protocol of a communication library: how it moves messages, as the library's tuner models it.
package struct ProtocolTechnology: Sendable {
  package var name: String
  package var title: String
  /// Payload over bytes on the wire.
  package var wireEfficiency: Figure<Double>
  /// What a collective pays once, by family of algorithms.
  package var base: [String: Figure<Seconds>]
  /// What a step takes beside its bytes, by class of links, then by family.
  package var step: [String: [String: Figure<Seconds>]]
  package var file: String

  /// Families of algorithms, as files write them.
  package static var families: [String] { ["ring", "tree", "pat", "in-network"] }
  /// Classes of links, as files write them.
  package static var linkClasses: [String] { ["scale-up", "pcie", "network"] }

  init(_ document: Document, name fileName: String, file: String) throws(DocumentError) {
    var reader = try document.root.mapping()
    let name = try reader.recordName(expecting: fileName)
    self.name = name
    self.file = file
    title = try reader.string("title")
    let efficiency = try reader.required("wire_efficiency")
    wireEfficiency = try efficiency.figure(of: name, scope: .plain) {
      node throws(DocumentError) in try node.number(in: 0...1)
    }
    guard wireEfficiency.value > 0 else { throw efficiency.error("must be above zero") }
    base = try Self.families(try reader.required("base"), of: name)
    var steps = try reader.required("step").mapping()
    var step: [String: [String: Figure<Seconds>]] = [:]
    for linkClass in Self.linkClasses {
      guard let node = steps.optional(linkClass) else { continue }
      step[linkClass] = try Self.families(node, of: name)
    }
    try steps.finish()
    self.step = step
    try reader.finish()
  }

  private static func families(
    _ node: DocumentNode, of name: String
  ) throws(DocumentError) -> [String: Figure<Seconds>] {
    var reader = try node.mapping()
    var figures: [String: Figure<Seconds>] = [:]
    for family in families {
      figures[family] = try reader.optional(family)?.quantityFigure(of: name, scope: .plain)
    }
    try reader.finish()
    return figures
  }
}
