// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

/// The collectives of a run: how long they took and how far from their bounds.
enum CollectiveUseText {
  /// A row for each kind, size of group, bytes and algorithm.
  static func table(_ uses: [CollectiveUse]) -> [String] {
    var table = TextTable([
      "collective", "ranks", "size", "algorithm", "count", "first to end", "last to end", "bound",
      "gap", "binds",
    ])
    for use in uses {
      table.add([
        use.kind, Numerals.count(use.groupSize), Numerals.binary(use.bytes), use.algorithm,
        Numerals.count(use.count), "\(use.meanTime)", "\(use.meanTimeFromLastStart)",
        "\(use.meanBound)", use.gap.map(Numerals.times) ?? "-", use.certificate.bindingText,
      ])
    }
    return table.lines
  }

  /// One line: all collectives together, and the row that lost most against its bound.
  static func summary(_ uses: [CollectiveUse]) -> [String] {
    let losses = uses.map { use in
      Double(use.count) * (use.meanTimeFromLastStart - use.meanBound).rawValue
    }
    guard let most = losses.indices.max(by: { losses[$0] < losses[$1] }), losses[most] > 0 else {
      return []
    }
    let use = uses[most]
    let gap = use.gap.map {
      "\(Numerals.times($0)) its lower bound (\(use.certificate.bindingText))"
    }
    let text =
      "\(Numerals.count(uses.reduce(0) { $0 + $1.count })) collectives; most above its bound: "
      + "\(use.kind) of \(Numerals.binary(use.bytes)) over \(Numerals.count(use.groupSize)) ranks, "
      + "\(gap ?? "-"); --collectives lists them"
    return Wrapping.lines(text)
  }
}

extension CollectiveUse {
  /// `lower_bound_s` is the mean of the bounded groups, `lower_bound` that of the group with the
  /// largest.
  var json: JSONValue {
    .object([
      "kind": .string(kind), "group_size": .integer(groupSize),
      "bytes": .number(bytes.rawValue), "algorithm": .string(algorithm),
      "count": .integer(count), "groups": .integer(groups),
      "mean_time_s": .number(meanTime.rawValue),
      "mean_time_from_last_start_s": .number(meanTimeFromLastStart.rawValue),
      "bounded_groups": .integer(boundedGroups),
      "lower_bound_s": .number(meanBound.rawValue), "lower_bound": certificate.json,
      "gap": JSONValue(gap), "gap_from_first_start": JSONValue(gapFromFirstStart),
    ])
  }
}
