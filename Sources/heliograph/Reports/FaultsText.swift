// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// What is down in a cluster, for people and for programs.
enum FaultsText {
  static func lines(_ faults: Explanation.Faults) -> [String] {
    var lines = ["Faults:"]
    lines += faults.notes.flatMap(indented)
    if faults.lines.isEmpty { lines.append("  none") }
    lines += faults.lines.flatMap(indented)
    lines += faults.cutOff.flatMap { indented("\($0) works and is cut off") }
    var table = TextTable(.left)
    table.add(["  left", "", "of", "part", "the worst served accelerator"])
    for row in faults.capacity {
      table.add([
        "  " + row.domain, row.left.text, row.whole.text, Numerals.percent(row.part),
        row.worst.map { "\($0.name) \(Numerals.percent($0.part))" } ?? "has all of its own",
      ])
    }
    lines += table.lines
    lines.append(
      "  accelerators: \(Numerals.count(faults.seats)) of \(Numerals.count(faults.accelerators)) "
        + "take ranks, \(Numerals.count(faults.spares)) set aside as spares, "
        + "\(Numerals.count(faults.failed)) failed")
    lines += faults.seatNotes.flatMap(indented)
    return lines
  }

  static func json(_ faults: Explanation.Faults) -> JSONValue {
    .object([
      "notes": .array(faults.notes.map(JSONValue.string)),
      "down": .array(faults.lines.map(JSONValue.string)),
      "cut_off": .array(faults.cutOff.map(JSONValue.string)),
      "accelerators": .integer(faults.accelerators), "failed": .integer(faults.failed),
      "spares": .integer(faults.spares), "seats": .integer(faults.seats),
      "seating": .array(faults.seatNotes.map(JSONValue.string)),
      "capacity": .array(
        faults.capacity.map { row in
          .object([
            "domain": .string(row.domain), "left_bits_per_s": .number(row.left.value),
            "whole_bits_per_s": .number(row.whole.value), "part": .number(row.part),
            "worst_accelerator": JSONValue(row.worst?.name),
            "worst_part": JSONValue(row.worst?.part),
          ])
        }),
    ])
  }

  private static func indented(_ text: String) -> [String] {
    Wrapping.lines(text, width: 96).map { "  " + $0 }
  }
}
