// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// A network interface between an accelerator and a scale-out link.
package struct NICTechnology: Sendable {
  package var name: String
  package var title: String
  /// One way.
  package var rate: Figure<BitsPerSecond>
  /// From the accelerator's memory to the wire, or back: once at each side.
  package var latency: Figure<Seconds>
  /// What one card draws, whether or not bits move.
  package var power: Figure<Watts>
  /// Of one; nil where no public source states it.
  package var price: Figure<Dollars>?
  package var file: String

  init(_ document: Document, name fileName: String, file: String) throws(DocumentError) {
    var reader = try document.root.mapping()
    let name = try reader.recordName(expecting: fileName)
    self.name = name
    self.file = file
    title = try reader.string("title")
    rate = try reader.required("rate").quantityFigure(of: name, scope: .plain)
    latency = try reader.required("latency").quantityFigure(of: name, scope: .plain)
    power = try reader.required("power").quantityFigure(of: name, scope: .energy)
    price = try reader.optionalPrice(of: name)
    try reader.finish()
  }
}
