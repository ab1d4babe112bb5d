// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What a server draws beside its accelerators: processors, memory, fans, conversion.
package struct ServerTechnology: Sendable {
  package var name: String
  package var title: String
  /// Accelerators in one server.
  package var accelerators: Figure<Int>
  /// Of one server, without its accelerators.
  package var power: Figure<Watts>
  /// Of one without its accelerators; nil where no public source states it.
  package var price: Figure<Dollars>?
  package var file: String

  init(_ document: Document, name fileName: String, file: String) throws(DocumentError) {
    var reader = try document.root.mapping()
    let name = try reader.recordName(expecting: fileName)
    self.name = name
    self.file = file
    title = try reader.string("title")
    accelerators = try reader.required("accelerators").figure(of: name, scope: .plain) {
      node throws(DocumentError) in try node.integer(in: 1...1024)
    }
    power = try reader.required("power").quantityFigure(of: name, scope: .energy)
    price = try reader.optionalPrice(of: name)
    try reader.finish()
  }
}

/// What holds for a site where a cluster file does not say.
package struct Facility: Sendable {
  /// Facility power over equipment power.
  package var powerUsageEffectiveness: Figure<Double>
  /// How long what is bought is written off over; nil where the file does not say.
  package var depreciation: Figure<Seconds>?
  package var file: String

  init(_ document: Document, file: String) throws(DocumentError) {
    self.file = file
    var reader = try document.root.mapping()
    powerUsageEffectiveness = try reader.required("pue").figure(of: "facility", scope: .plain) {
      node throws(DocumentError) in try node.number(in: 1...10)
    }
    depreciation = try reader.optional("depreciation").map { node throws(DocumentError) in
      try node.quantityFigure(of: "facility", scope: .plain)
    }
    try reader.finish()
  }
}
