// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// A packet switch: one chip or box with equal ports.
package struct SwitchTechnology: Sendable {
  package var name: String
  package var title: String
  /// Links that one switch ends.
  package var ports: Figure<Int>
  /// Over all ports, one way.
  package var throughput: Figure<BitsPerSecond>
  /// Port to port, unloaded.
  package var latency: Figure<Seconds>
  /// What one switch draws, whether or not bits move.
  package var power: Figure<Watts>
  /// How the switch adds up and copies what passes it; nil where it cannot.
  package var reduction: Reduction?
  /// Of one; nil where no public source states it.
  package var price: Figure<Dollars>?
  package var file: String

  package struct Reduction: Sendable, Hashable {
    package enum Way: String, Sendable, Hashable {
      /// Members read sums, and write copies, through the switch.
      case reads
      /// The switch adds what members send, and sends the sum on.
      case aggregation
    }

    package var way: Way
    /// What of the links' payload is reached meanwhile; nil where no figure is known, which is taken
    /// as all of it.
    package var efficiency: Figure<Double>?
  }

  /// What one port carries, one way.
  package var portRate: BitsPerSecond { throughput.value / Double(ports.value) }

  init(_ document: Document, name fileName: String, file: String) throws(DocumentError) {
    var reader = try document.root.mapping()
    let name = try reader.recordName(expecting: fileName)
    self.name = name
    self.file = file
    title = try reader.string("title")
    ports = try reader.required("ports").figure(of: name, scope: .plain) {
      node throws(DocumentError) in try node.integer(in: 1...1_000_000)
    }
    throughput = try reader.required("throughput").quantityFigure(of: name, scope: .plain)
    latency = try reader.required("latency").quantityFigure(of: name, scope: .plain)
    power = try reader.required("power").quantityFigure(of: name, scope: .energy)
    price = try reader.optionalPrice(of: name)
    if let node = reader.optional("reduction") {
      var its = try node.mapping()
      let way = try its.required("kind").choice(of: [
        "reads": Reduction.Way.reads, "aggregation": .aggregation,
      ])
      let efficiency = its.optional("efficiency")
      reduction = Reduction(way: way)
      reduction?.efficiency = try efficiency?.figure(of: name, scope: .plain) {
        node throws(DocumentError) in try node.number(in: 0...1)
      }
      if let efficiency, reduction?.efficiency?.value == 0 {
        throw efficiency.error("must be above zero")
      }
      _ = try its.required("source").nonEmptyString()
      _ = try its.optionalString("notes")
      try its.finish()
    } else {
      reduction = nil
    }
    try reader.finish()
  }
}
