// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

extension CollectiveAnswer {
  var text: String {
    let chunks = question.choices.chunks == 1 ? "1 chunk" : "\(question.choices.chunks) chunks"
    var table = TextTable(.left)
    table.add(["time", "\(time)"])
    let gap = gap.map { ", time is \(Numerals.times($0))" } ?? ""
    table.add(["lower bound", "\(certificate.time)\(gap)"])
    for row in certificate.rows { table.add(row) }
    table.add(["algbw", time > .zero ? Numerals.bytesPerSecond(bandwidth.algorithm) : "-"])
    table.add([
      "busbw", time > .zero ? bandwidth.bus.map(Numerals.bytesPerSecond) ?? "-" : "-",
    ])
    table.add(["energy", energy.map { "\($0)" } ?? "not determinable"])
    table.add(["flows", Numerals.count(report.measures.traffic.flows)])
    var lines = [
      "\(report.name) of \(question.bytes.exactDescription) over \(Numerals.count(question.ranks)) ranks of "
        + "\(report.cluster), \(algorithm)\(protocolName.map { " (\($0))" } ?? ""), \(chunks)",
      "",
    ]
    lines += table.lines
    if let folding = report.measures.folding {
      lines += Wrapping.lines("folded: \(folding.text)")
    }
    lines += report.noteLines
    if let output = report.output { lines.append("timeline: \(output)") }
    return lines.joined(separator: "\n")
  }

  /// Bandwidths are null for a collective that takes no time: there are none.
  var json: JSONValue {
    let traffic = report.measures.traffic
    var keys: [String: JSONValue] = [
      "time_s": .number(time.rawValue),
      "algorithm": .string(algorithm),
      "protocol": JSONValue(protocolName),
      "algbw_Bps": time > .zero ? .number(bandwidth.algorithm.bytesPerSecond) : .null,
      "busbw_Bps": time > .zero ? JSONValue(bandwidth.bus?.bytesPerSecond) : .null,
      "lower_bound_s": .number(certificate.time.rawValue),
      "lower_bound": certificate.json,
      "gap": JSONValue(gap),
      "energy_J": JSONValue(energy?.rawValue),
      "flows": .integer(traffic.flows),
      "flow_classes": .integer(traffic.flowClasses),
      "folding": report.measures.folding?.json ?? .null,
      "wall_s": .number(report.wallTime.rawValue),
    ]
    keys["sizes_B"] = question.uneven.map { .array($0.bytes.map(JSONValue.number)) }
    keys["time_ns"] = wholeNanoseconds.map { .integer($0) }
    return .object(keys)
  }
}
