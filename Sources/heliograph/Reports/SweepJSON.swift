// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

extension SweepAnswer {
  /// `auto` names what auto takes, `fastest` the best of what was measured. A result that auto was
  /// asked for says so in `asked`.
  var json: JSONValue {
    .object([
      "kind": .string(sweep.kind.rawValue), "cluster": .string(cluster),
      "ranks": .integer(sweep.ranks), "chunks": .integer(sweep.choices.chunks),
      "sizes": .array(sweep.sizes.indices.map(json(of:))),
      "not_served": .array(
        refusals.map {
          .object(["algorithm": .string($0.algorithm), "reason": .string($0.reason)])
        }),
      "notes": .array(notes.map(JSONValue.string)),
      "cluster_notes": .array(clusterNotes.map(JSONValue.string)),
      "wall_s": .number(wallTime.rawValue),
    ])
  }

  private func json(of size: Int) -> JSONValue {
    let certificate = certificates[size]
    return .object([
      "bytes": .number(sweep.sizes[size].rawValue),
      "lower_bound_s": .number(certificate.time.rawValue),
      "lower_bound": certificate.json,
      "auto": .string(autoChoices[size]),
      "fastest": .string(fastest(at: size).label),
      "results": .array(
        series.map { series in
          let point = series.points[size]
          return .object([
            "asked": .string(series.name), "algorithm": .string(point.algorithm),
            "protocol": JSONValue(point.protocolName),
            "time_s": .number(point.time.rawValue),
            "algbw_Bps": JSONValue(point.bandwidth?.algorithm.bytesPerSecond),
            "busbw_Bps": JSONValue(point.bandwidth?.bus?.bytesPerSecond),
            "gap": JSONValue(certificate.gap(of: point.time)),
            "flows": .integer(point.flows), "flow_classes": .integer(point.flowClasses),
            "energy_J": JSONValue(point.energy?.rawValue),
          ])
        }),
    ])
  }

  /// A header, then a line for each size and series; an empty field is not known or not there.
  var commaSeparated: String {
    var lines = [
      "bytes,asked,algorithm,protocol,time_s,algbw_Bps,busbw_Bps,gap,lower_bound_s,latency_s,injection_s,"
        + "cut_s,cut,reduction_s,binding,is_auto,is_fastest,flows,energy_J,"
        + "flow_classes"
    ]
    for size in sweep.sizes.indices {
      let bound = certificates[size]
      let parts = [bound.time, bound.latency, bound.injection, bound.cut].map { "\($0.rawValue)" }
      for series in series {
        let point = series.points[size]
        var fields = [
          "\(sweep.sizes[size].rawValue)", series.name, point.algorithm, point.protocolName ?? "",
          "\(point.time.rawValue)",
          Self.field(point.bandwidth?.algorithm.bytesPerSecond),
          Self.field(point.bandwidth?.bus?.bytesPerSecond),
          Self.field(bound.gap(of: point.time)),
        ]
        fields += parts
        fields += [bound.cutName ?? "", "\(bound.reduction.rawValue)", bound.binding]
        fields += [
          "\(point.label == autoChoices[size])",
          "\(point.label == fastest(at: size).label)", "\(point.flows)",
          Self.field(point.energy?.rawValue), "\(point.flowClasses)",
        ]
        lines.append(fields.joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func field(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
