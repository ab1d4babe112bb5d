// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Everyone to everyone on trees: members are held against each other by where they hang, and no pair is
// listed but those that meet at an inner level.
extension EquitabilityCheck {
  /// What a bundle carries of a group, together with a number of the flows.
  private enum TreeLoad: Int32 {
    /// All that leaves a node's branch, or enters it.
    case up, down
    /// What the bundle would carry between two that meet elsewhere.
    case missing

    static let count: Int32 = 3
    func code(_ number: Int32) -> Int32 { Self.count * number + rawValue }
  }

  /// A group on one tree that was looked at.
  private struct Seen {
    let tree: GroupTree
    let members: [Int32]
    let chain: [Int32]
  }

  mutating func compareEveryone(_ number: Int) {
    let groups = trees.groups[number]
    var types = TypeNumbers()
    var chains = Sequences()
    var pairs = Sequences()
    var codes: [(bundle: Int32, code: Int32)] = []
    codes.reserveCapacity(
      groups.reduce(0) { $0 + ($1.trees ?? []).reduce(0) { $0 + 2 * $1.count } })
    /// Of each class the places of its members in their trees, inner trees first, as one number.
    var siteOfClass = [Int32](repeating: -1, count: partition.rankClassCount)
    var siteNumbers = Sequences()
    var withoutNumbers = Sequences()
    var listed: [Int32] = []
    var last: Seen?
    for joined in groups where fault == nil {
      let members = Array(ranks.members(of: joined.group))
      guard let its = joined.trees else {
        listed.append(joined.group)
        continue
      }
      // Groups mostly follow their like: all is known then but which bundles are loaded.
      if let last, its.count == 1, isAlike(its[0], members, last) {
        append(its[0], last.chain, to: &codes)
        continue
      }
      last = nil
      var sites = [Int32](repeating: -1, count: members.count)
      for tree in its {
        let joining = tree.places.map { members[Int($0)] }
        let chain = chainsOf(tree, joining, &types, &chains)
        append(tree, chain, to: &codes)
        for (place, own) in tree.places.enumerated() {
          // Those that it meets elsewhere, each by its class and the way that is not taken.
          var without: [Int32] = []
          for mate in tree.mates.isEmpty ? [] : tree.mates[place] {
            let way = tree.way(from: Int32(place), to: mate)
            let ends = [joining[place], joining[Int(mate)]]
            let pair = pairs.number(
              of: ends.map { partition.rankClass[Int($0)] }
                + way.map { partition.bundleClass[Int($0)] })
            without.append(pair)
            for bundle in way { codes.append((bundle, TreeLoad.missing.code(pair))) }
          }
          let missing = without.isEmpty ? -1 : withoutNumbers.number(of: without.sorted())
          sites[Int(own)] = siteNumbers.number(of: sites[Int(own)], chain[place], missing, 0)
        }
        if its.count == 1, tree.mates.isEmpty {
          last = Seen(tree: tree, members: joining, chain: chain)
        }
      }
      compare(sites, of: members, its, &siteOfClass, number)
    }
    compareLoads(&codes)
    if fault == nil, !listed.isEmpty {
      compareListed(number, listed, isOnTree: siteOfClass.map { $0 >= 0 })
    }
  }

  /// Holds the places of a group's members against those that their classes were seen at.
  private mutating func compare(
    _ sites: [Int32], of members: [Int32], _ trees: [GroupTree], _ siteOfClass: inout [Int32],
    _ number: Int
  ) {
    for (place, rank) in members.enumerated() {
      let row = Int(partition.rankClass[Int(rank)])
      if siteOfClass[row] >= 0 {
        if siteOfClass[row] != sites[place] {
          fail(Int(rank), "meets others of its group at another place of the tree")
        }
        continue
      }
      siteOfClass[row] = sites[place]
      for tree in trees {
        guard let own = tree.places.firstIndex(of: Int32(place)) else { continue }
        result.flows[number][row] += flows(of: own, tree, tree.places.map { members[Int($0)] })
      }
    }
  }

  private func append(
    _ tree: GroupTree, _ chain: [Int32], to codes: inout [(bundle: Int32, code: Int32)]
  ) {
    for node in 0..<tree.count where tree.parent[node] >= 0 {
      codes.append((tree.up[node], TreeLoad.up.code(chain[node])))
      codes.append((tree.down[node], TreeLoad.down.code(chain[node])))
    }
  }

  /// Whether a group on one tree has ranks and bundles of the same classes as another, place by place.
  private func isAlike(_ tree: GroupTree, _ members: [Int32], _ other: Seen) -> Bool {
    guard tree.mates.isEmpty, tree.parent == other.tree.parent,
      tree.places.count == members.count, members.count == other.members.count
    else { return false }
    for (place, own) in tree.places.enumerated()
    where partition.rankClass[Int(members[Int(own)])]
      != partition.rankClass[Int(other.members[place])]
    {
      return false
    }
    for node in 0..<tree.count where tree.parent[node] >= 0 {
      guard isSameClass(tree.up[node], other.tree.up[node]),
        isSameClass(tree.down[node], other.tree.down[node])
      else { return false }
    }
    return true
  }

  @inline(__always)
  private func isSameClass(_ bundle: Int32, _ other: Int32) -> Bool {
    partition.bundleClass[Int(bundle)] == partition.bundleClass[Int(other)]
  }

  /// What hangs below each node and around it, as numbers that are equal for equal content.
  private func chainsOf(
    _ tree: GroupTree, _ members: [Int32], _ types: inout TypeNumbers, _ chains: inout Sequences
  ) -> [Int32] {
    // Children as their parent sees them: types and classes of bundles. Most follow their like.
    var views: [[Int32]] = [[Int32]](repeating: [], count: tree.count - members.count)
    var type = [Int32](repeating: -1, count: tree.count)
    for node in 0..<tree.count {
      if node < members.count {
        type[node] = types.members.number(of: partition.rankClass[Int(members[node])], 0, 0, 0)
      } else {
        let row = node - members.count
        views[row].sort()
        type[node] = -1 - types.nodes.number(of: Self.runLengths(views[row]))
        views[row] = []
      }
      guard tree.parent[node] >= 0 else { continue }
      views[Int(tree.parent[node]) - members.count].append(
        types.views.number(
          of: 0, type[node], partition.bundleClass[Int(tree.up[node])],
          partition.bundleClass[Int(tree.down[node])]))
    }
    var chain = [Int32](repeating: -1, count: tree.count)
    for node in stride(from: tree.count - 1, through: 0, by: -1) {
      let above = tree.parent[node]
      chain[node] =
        above < 0
        ? chains.number(of: -1, type[node], 0, 0)
        : chains.number(
          of: chain[Int(above)], type[node], partition.bundleClass[Int(tree.up[node])],
          partition.bundleClass[Int(tree.down[node])])
    }
    return chain
  }

  private static func runLengths(_ sorted: [Int32]) -> [Int32] {
    var runs: [Int32] = []
    for value in sorted {
      if runs.count > 1, runs[runs.count - 2] == value {
        runs[runs.count - 1] += 1
      } else {
        runs += [value, 1]
      }
    }
    return runs
  }
}
