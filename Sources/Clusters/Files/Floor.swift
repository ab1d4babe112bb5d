// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// How long cables are: racks stand in a row.
package struct Floor: Sendable, Hashable {
  /// From one rack to the next.
  package var rackPitch: Metres
  package var acceleratorsPerRack: Int
  /// The longest run that stays in one rack; nil takes a pitch for it.
  package var runInRack: Metres?

  package init(rackPitch: Metres, acceleratorsPerRack: Int, runInRack: Metres? = nil) {
    self.rackPitch = rackPitch
    self.acceleratorsPerRack = acceleratorsPerRack
    self.runInRack = runInRack
  }

  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    rackPitch = try reader.quantity("rack_pitch")
    acceleratorsPerRack = try reader.integer("accelerators_per_rack", in: 1...1_000_000)
    runInRack = try reader.optionalQuantity("run_in_rack")
    try reader.finish()
    guard rackPitch > .zero else { throw node.error("rack_pitch must be above zero") }
    if let runInRack, runInRack > rackPitch {
      throw node.error(
        "run_in_rack is above rack_pitch: a run in a rack is no longer than between two")
    }
  }

  /// The longest run in a domain: the whole row of racks that it takes, or `runInRack` where one
  /// rack holds it.
  package func run(acrossAccelerators span: Int) -> Metres {
    let racks = (span + acceleratorsPerRack - 1) / acceleratorsPerRack
    if racks <= 1, let runInRack { return runInRack }
    return rackPitch * Double(max(racks, 1))
  }

  /// The most accelerators that a domain can join by links of a reach: copper ends where its reach
  /// ends.
  package func mostAccelerators(within reach: Metres) -> Int {
    let racks = (reach / rackPitch).rounded(.down)
    if racks >= 1 { return Int(min(racks, 1e6)) * acceleratorsPerRack }
    return (runInRack ?? rackPitch) <= reach ? acceleratorsPerRack : 0
  }
}
