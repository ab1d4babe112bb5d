// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// A circuit switch of the catalogue, as far as a cluster needs it.
struct CircuitSwitch: Sendable {
  let record: Record
  /// Duplex circuits' ends.
  let ports: Int
  /// Of the chassis; nil where nothing is known.
  let power: Figure<Watts>?

  /// - Throws: `DocumentError` for one whose ports nobody knows.
  init(_ record: Record, at node: DocumentNode) throws(DocumentError) {
    guard let ports = record.number("ports") else {
      throw node.error("\(record.name) does not say its ports, and so not how many it takes")
    }
    self.record = record
    self.ports = Int(ports.value)
    power = record.figure("power")
  }
}
