// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// How long cables are: racks stand in a row.
package struct Floor: Sendable, Hashable {
  /// From one rack to the next.
  package var rackPitch: Metres
  package var acceleratorsPerRack: Int

  package init(rackPitch: Metres, acceleratorsPerRack: Int) {
    self.rackPitch = rackPitch
    self.acceleratorsPerRack = acceleratorsPerRack
  }

  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    rackPitch = try reader.quantity("rack_pitch")
    acceleratorsPerRack = try reader.integer("accelerators_per_rack", in: 1...1_000_000)
    try reader.finish()
  }

  /// The longest run in a domain: the whole row of racks that it takes, and never less than one
  /// pitch.
  package func run(acrossAccelerators span: Int) -> Metres {
    let racks = (span + acceleratorsPerRack - 1) / acceleratorsPerRack
    return rackPitch * Double(max(racks, 1))
  }
}
