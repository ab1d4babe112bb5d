// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Where colours part one by one, round after round, as along a ring: only what met something that changed
// is looked at again.
extension Refinement {
  /// Flows between one rank and another, each once.
  ///
  /// - Returns: nil where a pair has no way, or there are too many to keep.
  mutating func listFlows() -> FlowList? {
    var flows = FlowList(rankCount: ranks.rankCount)
    for cluster in clusters {
      for group in cluster.groups {
        for number in cluster.relations {
          for rank in ranks.members(of: group) {
            guard list(number, from: rank, &flows) else { return nil }
          }
        }
      }
    }
    for (number, relation) in relations.enumerated() where relation.hasOneReceiver {
      for rank in 0..<Int32(ranks.rankCount) {
        guard list(number, from: rank, &flows) else { return nil }
      }
    }
    flows.file(bundleCount: bundleColour.count)
    return flows
  }

  private mutating func list(_ number: Int, from rank: Int32, _ flows: inout FlowList) -> Bool {
    let target = ranks.target(of: rank, in: relations[number])
    guard target >= 0 else { return true }
    guard flows.hopCount <= Self.mostHops,
      let costs = ways.find(
        ranks.accelerator[Int(rank)], ranks.accelerator[Int(target)], &way)
    else { return false }
    flows.append(UInt64(number), from: rank, to: target, costs, way)
    return true
  }

  /// Refines until nothing splits, change by change.
  ///
  /// What is no listed flow is passed as a whole, but only when the flows split nothing any more.
  ///
  /// - Parameters:
  ///   - flows: of all relations with one receiver.
  ///   - partition: of the present colours.
  ///   - most: classes of ranks.
  /// - Returns: nil for more classes, or where a pair has no way.
  mutating func run(_ flows: FlowList, from partition: Partition, most: Int) -> Partition? {
    var colours = FlowColours(
      flows, partition, rankColour: rankColour, bundleColour: bundleColour)
    var rankClassCount = partition.rankClassCount
    // Who is in the one group of a family, and who is not, the first rounds have told apart.
    let several = families.filter { ranks.hasSeveralGroups(in: $0) }
    let hasMoreThanFlows =
      !several.isEmpty || relations.contains { !$0.isBijective && !$0.hasOneReceiver }
    while true {
      var parts = colours.split()
      if parts.isEmpty, hasMoreThanFlows {
        guard meet(several, withFlows: false) else { return nil }
        parts = colours.split(by: rankSum + bundleSum)
      }
      guard !parts.isEmpty else { return number() }
      for part in parts {
        let members = colours.members(of: part)
        let colour = mixed(UInt64(part), .part)
        if let first = members.first, Int(first) < flows.rankCount { rankClassCount += 1 }
        for element in members {
          if Int(element) < flows.rankCount {
            rankColour[Int(element)] = colour
          } else {
            bundleColour[Int(element) - flows.rankCount] = colour
          }
        }
      }
      guard rankClassCount <= most else { return nil }
      colours.look(at: parts, rankColour, bundleColour)
    }
  }
}
