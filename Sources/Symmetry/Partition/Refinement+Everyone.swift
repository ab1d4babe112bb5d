// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Everyone to everyone, over trees or pair by pair.
extension Refinement {
  mutating func passEveryone(_ number: Int) -> Bool {
    var pairs = 0
    for joined in trees.groups[number] {
      let members = Array(ranks.members(of: joined.group))
      if let trees = joined.trees {
        for tree in trees { add(UInt64(number), tree, tree.places.map { members[Int($0)] }) }
        continue
      }
      pairs += members.count * (members.count - 1)
      guard pairs <= Self.mostPairs else { return false }
      for rank in members {
        for target in members where target != rank {
          guard add(UInt64(number), from: rank, to: target) else { return false }
        }
      }
    }
    return true
  }

  /// Parts of several sizes are looked at one by one.
  mutating func passParts(
    _ relation: Relation, _ blocks: [Double], _ number: UInt64
  ) -> Bool {
    var pairs = 0
    for group in ranks.groups(of: relation) {
      let members = Array(ranks.members(of: group))
      pairs += members.count * (members.count - 1)
      guard pairs <= Self.mostPairs else { return false }
      for (place, rank) in members.enumerated() {
        for (other, target) in members.enumerated() where other != place {
          let part = mixed(number, blocks[place * members.count + other].bitPattern)
          guard add(part, from: rank, to: target) else { return false }
        }
      }
    }
    return true
  }

  /// Everyone to everyone over one tree: a member meets, at each node above it, those of the node's
  /// other branches.
  private mutating func add(_ number: UInt64, _ tree: GroupTree, _ members: [Int32]) {
    var below = [UInt64](repeating: 0, count: tree.count)
    // What hangs below a node, as seen from its parent.
    var behind = below
    for (place, rank) in members.enumerated() { below[place] = rankColour[Int(rank)] }
    // Sums over members: each is seen through its own chain of bundles.
    for node in 0..<tree.count where tree.parent[node] >= 0 {
      behind[node] = mixed(below[node], bundleColour[Int(tree.down[node])])
      below[Int(tree.parent[node])] &+= mixed(behind[node], .branch)
    }
    var outside = [UInt64](repeating: mixed(number, .beyond), count: tree.count)
    for node in stride(from: tree.count - 1, through: 0, by: -1) where tree.parent[node] >= 0 {
      let above = Int(tree.parent[node])
      // The other branches of the parent, and all beyond it.
      let others = below[above] &- mixed(behind[node], .branch)
      outside[node] = mixed(
        mixed(outside[above], others), bundleColour[Int(tree.up[node])])
      let colour = mixed(outside[node], below[node])
      bundleSum[Int(tree.up[node])] &+= mixed(colour, .treeUp)
      bundleSum[Int(tree.down[node])] &+= mixed(colour, .treeDown)
    }
    for (place, rank) in members.enumerated() {
      rankSum[Int(rank)] &+= mixed(outside[place], number)
    }
    // What each meets at an inner level, it does not meet here.
    for (place, mates) in tree.mates.enumerated() {
      let rank = Int(members[place])
      for mate in mates {
        let target = Int(members[Int(mate)])
        let way = tree.way(from: Int32(place), to: mate)
        var colour = mixed(mixed(number, rankColour[rank]), rankColour[target])
        for bundle in way { colour = mixed(colour, bundleColour[Int(bundle)]) }
        rankSum[rank] &+= mixed(colour, .towardsMate)
        rankSum[target] &+= mixed(colour, .fromMate)
        for bundle in way { bundleSum[Int(bundle)] &+= mixed(colour, .wayToMate) }
      }
    }
  }
}
