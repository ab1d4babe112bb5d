// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

// Aggregations: members of a line and the bundles of its tree meet each other.
extension Refinement {
  mutating func passLines(_ lines: LineTable, _ aggregation: Aggregation, _ number: UInt64) {
    let sent = (0..<lines.length).map { aggregation.sent(by: $0).bitPattern }
    let received = (0..<lines.length).map { aggregation.received(by: $0).bitPattern }
    for line in 0..<lines.count {
      let pattern = lines.pattern(of: line)
      var colour = mixed(number, pattern.costs.latency.bitPattern)
      for (bundle, share) in zip(lines.bundles(of: line), pattern.shares) {
        colour &+= mixed(bundleColour[Int(bundle)], share.bitPattern)
      }
      for (place, rank) in lines.members(of: line).enumerated() {
        colour &+= mixed(rankColour[Int(rank)], sent[place])
      }
      for (place, rank) in lines.members(of: line).enumerated() {
        rankSum[Int(rank)] &+= mixed(mixed(colour, sent[place]), received[place])
      }
      for (bundle, share) in zip(lines.bundles(of: line), pattern.shares) {
        bundleSum[Int(bundle)] &+= mixed(colour, share.bitPattern)
      }
    }
  }
}
