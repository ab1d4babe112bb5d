// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis

extension FoldingMeasures {
  /// `512 ranks in 1 class, 2,304 links in 4, 8,236,352 flows simulated as 16,086`
  var text: String {
    let classes = rankClasses == 1 ? "1 class" : "\(Numerals.count(rankClasses)) classes"
    return "\(Numerals.count(ranks)) ranks in \(classes), \(Numerals.count(links)) links in "
      + "\(Numerals.count(linkClasses)), \(Numerals.count(flows)) flows simulated as "
      + Numerals.count(flowClasses)
  }

  var json: JSONValue {
    .object([
      "ranks": .integer(ranks), "rank_classes": .integer(rankClasses),
      "links": .integer(links), "link_classes": .integer(linkClasses),
      "flows": .integer(flows), "flow_classes": .integer(flowClasses),
    ])
  }
}
