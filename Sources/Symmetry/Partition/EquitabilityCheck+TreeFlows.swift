// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// What one member of a group sends over the group's tree, by class.
extension EquitabilityCheck {
  /// What the member at a place sends to the others.
  func flows(
    of place: Int, _ tree: GroupTree, _ members: [Int32]
  ) -> [FlowClass] {
    let mates = tree.mates.isEmpty ? [] : tree.mates[place]
    // The node above the member at which each node's way leaves its own, and the bundles down.
    var ahead: [Int] = [place]
    while tree.parent[ahead[ahead.count - 1]] >= 0 {
      ahead.append(Int(tree.parent[ahead[ahead.count - 1]]))
    }
    var rungOf = [Int](repeating: -1, count: tree.count)
    for (rung, node) in ahead.enumerated() { rungOf[node] = rung }
    /// Rung of the fork and bundles from there down to a node that is no member.
    var downOf: [[Int32]] = [[Int32]](repeating: [], count: tree.count - members.count)
    for node in stride(from: tree.count - 1, through: members.count, by: -1)
    where rungOf[node] < 0 {
      let above = Int(tree.parent[node])
      downOf[node - members.count] =
        (rungOf[above] >= 0 ? [Int32(rungOf[above])] : downOf[above - members.count])
        + [tree.down[node]]
    }
    var found: [FlowClass] = []
    var rows: [[Int32]: Int] = [:]
    var last: (above: Int32, target: Int32, down: Int32, row: Int) = (-1, -1, -1, -1)
    for node in members.indices where rungOf[node] < 0 && !mates.contains(Int32(node)) {
      let above = tree.parent[node]
      let target = partition.rankClass[Int(members[node])]
      let own = partition.bundleClass[Int(tree.down[node])]
      if above == last.above, target == last.target, own == last.down {
        found[last.row].perMember += 1
        continue
      }
      let down =
        (rungOf[Int(above)] >= 0 ? [Int32(rungOf[Int(above)])] : downOf[Int(above) - members.count])
        + [tree.down[node]]
      let key = [target, down[0]] + down.dropFirst().map { partition.bundleClass[Int($0)] }
      if let row = rows[key] {
        found[row].perMember += 1
      } else {
        let bundles = ahead[..<Int(down[0])].map { tree.up[$0] } + down.dropFirst()
        let hops = bundles.map { BundleHop(bundle: $0, share: 1) }
        rows[key] = found.count
        found.append(
          FlowClass(
            target: target,
            hops: bundles.map {
              FlowClass.Hop(bundleClass: partition.bundleClass[Int($0)], share: 1)
            }.sorted(), costs: ways.costs(of: hops), perMember: 1))
      }
      last = (above, target, own, rows[key] ?? -1)
    }
    return found
  }
}
