// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// How long cables are: racks stand in rows, and cables run along rows and across them.
package struct Floor: Sendable {
  /// From one rack to the next.
  package var rackPitch: Metres
  package var acceleratorsPerRack: Int
  /// The longest run that stays in one rack; nil takes a pitch for it.
  package var runInRack: Metres?
  /// Racks in a row, and from one row to the next; nil where all racks stand in one.
  package var rows: (racks: Int, pitch: Metres)?

  package init(
    rackPitch: Metres, acceleratorsPerRack: Int, runInRack: Metres? = nil,
    rows: (racks: Int, pitch: Metres)? = nil
  ) {
    self.rackPitch = rackPitch
    self.acceleratorsPerRack = acceleratorsPerRack
    self.runInRack = runInRack
    self.rows = rows
  }

  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    rackPitch = try reader.quantity("rack_pitch")
    acceleratorsPerRack = try reader.integer("accelerators_per_rack", in: 1...1_000_000)
    runInRack = try reader.optionalQuantity("run_in_rack")
    let racks = try reader.optionalInteger("racks_per_row", in: 1...1_000_000)
    let pitch: Metres? = try reader.optionalQuantity("row_pitch")
    try reader.finish()
    switch (racks, pitch) {
    case (let racks?, let pitch?): rows = (racks, pitch)
    case (nil, nil): rows = nil
    default: throw node.error("racks_per_row and row_pitch belong together; give both or none")
    }
    guard pitch.map({ $0 > .zero }) ?? true else {
      throw node.error("row_pitch must be above zero")
    }
    guard rackPitch > .zero else { throw node.error("rack_pitch must be above zero") }
    if let runInRack, runInRack > rackPitch {
      throw node.error(
        "run_in_rack is above rack_pitch: a run in a rack is no longer than between two")
    }
  }

  /// The longest run in a domain: along the rows of racks that it takes and across them, or
  /// `runInRack` where one rack holds it.
  package func run(acrossAccelerators span: Int) -> Metres {
    let racks = (span + acceleratorsPerRack - 1) / acceleratorsPerRack
    if racks <= 1, let runInRack { return runInRack }
    guard let rows, racks > rows.racks else { return rackPitch * Double(max(racks, 1)) }
    let across = (racks + rows.racks - 1) / rows.racks - 1
    return rackPitch * Double(rows.racks) + rows.pitch * Double(across)
  }

  /// The most accelerators that a domain can join by links of a reach: copper ends where its reach
  /// ends.
  package func mostAccelerators(within reach: Metres) -> Int {
    var racks = (reach / rackPitch).rounded(.down)
    if let rows, racks >= Double(rows.racks) {
      let left = reach - rackPitch * Double(rows.racks)
      racks = Double(rows.racks) * (1 + (left / rows.pitch).rounded(.down))
    }
    if racks >= 1 { return Int(min(racks, 1e6)) * acceleratorsPerRack }
    return (runInRack ?? rackPitch) <= reach ? acceleratorsPerRack : 0
  }
}
