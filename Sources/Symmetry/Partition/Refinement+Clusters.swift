// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Relations with one receiver, on the same groups.
extension Refinement {
  /// What every group of a cluster meets, in all of its relations.
  mutating func pass(_ cluster: RelationCluster) -> Bool {
    for (index, group) in cluster.groups.enumerated() {
      let members = ranks.members(of: group)
      if cluster.flatLevel[index] >= 0,
        areAlike(members, level: Int(cluster.flatLevel[index]))
      {
        guard case .tree(let tree) = ways.fabric.levels[Int(cluster.flatLevel[index])],
          let first = members.first
        else { return false }
        let up = bundleColour[Int(tree.up[Int(ranks.accelerator[Int(first)])])]
        let down = bundleColour[Int(tree.down[Int(ranks.accelerator[Int(first)])])]
        let colour = mixed(
          mixed(rankColour[Int(first)], mixed(up, down)), cluster.relations[0])
        for rank in members {
          let accelerator = Int(ranks.accelerator[Int(rank)])
          rankSum[Int(rank)] &+= mixed(colour, .alikeMember)
          bundleSum[Int(tree.up[accelerator])] &+= mixed(colour, .alikeUp)
          bundleSum[Int(tree.down[accelerator])] &+= mixed(colour, .alikeDown)
        }
        continue
      }
      for number in cluster.relations {
        for rank in members {
          let target = ranks.target(of: rank, in: relations[number])
          guard target >= 0 else { continue }
          guard add(UInt64(number), from: rank, to: target) else { return false }
        }
      }
    }
    return true
  }

  /// Whether members and their links to the one switch have one colour.
  private func areAlike(_ members: ArraySlice<Int32>, level: Int) -> Bool {
    guard case .tree(let tree) = ways.fabric.levels[level], let first = members.first else {
      return false
    }
    let accelerator = Int(ranks.accelerator[Int(first)])
    let up = bundleColour[Int(tree.up[accelerator])]
    let down = bundleColour[Int(tree.down[accelerator])]
    return members.allSatisfy { rank in
      let its = Int(ranks.accelerator[Int(rank)])
      return rankColour[Int(rank)] == rankColour[Int(first)]
        && bundleColour[Int(tree.up[its])] == up && bundleColour[Int(tree.down[its])] == down
    }
  }
}
