// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Relations with one receiver.
extension EquitabilityCheck {
  /// Groups of one class on one switch are looked at once for all relations of a cluster.
  mutating func compare(_ cluster: RelationCluster) {
    var model = [FlowClass?](repeating: nil, count: partition.rankClassCount)
    var codes: [(bundle: Int32, code: Int32)] = []
    var others: [Int32] = []
    for (index, group) in cluster.groups.enumerated() where fault == nil {
      let members = ranks.members(of: group)
      guard let first = members.first, let last = members.last, cluster.flatLevel[index] >= 0,
        case .tree(let tree) = ways.fabric.levels[Int(cluster.flatLevel[index])],
        members.allSatisfy({
          partition.rankClass[Int($0)] == partition.rankClass[Int(first)]
        }), let flow = flow(from: first, to: last)
      else {
        others.append(group)
        continue
      }
      let row = Int(partition.rankClass[Int(first)])
      if let known = model[row], !known.isAlike(flow) {
        return fail(Int(first), "sends over other links")
      }
      model[row] = flow
      let up = bundleClass(tree.up, first)
      let down = bundleClass(tree.down, first)
      for rank in members {
        guard bundleClass(tree.up, rank) == up, bundleClass(tree.down, rank) == down else {
          return fail(Int(rank), "hangs on other links")
        }
        codes.append((tree.up[Int(ranks.accelerator[Int(rank)])], 2 * Int32(row)))
        codes.append((tree.down[Int(ranks.accelerator[Int(rank)])], 2 * Int32(row) + 1))
      }
    }
    compareLoads(&codes)
    for number in cluster.relations {
      for (row, flow) in model.enumerated() {
        if let flow { result.flows[number][row] = [flow] }
      }
    }
    guard fault == nil, !others.isEmpty else { return }
    for group in others {
      for rank in ranks.members(of: group)
      where model[Int(partition.rankClass[Int(rank)])] != nil {
        return fail(Int(rank), "is in a group that is not of one class on one switch")
      }
    }
    for number in cluster.relations where fault == nil {
      compareOne(number, isDone: model.map { $0 != nil })
    }
  }

  private func bundleClass(_ bundles: [Int32], _ rank: Int32) -> Int32 {
    partition.bundleClass[Int(bundles[Int(ranks.accelerator[Int(rank)])])]
  }

  /// - Parameters:
  ///   - number: of the relation.
  ///   - isDone: by class, whether it was looked at already; empty for none.
  mutating func compareOne(_ number: Int, isDone: [Bool]) {
    let relation = relations[number]
    for row in 0..<partition.rankClassCount
    where fault == nil && (isDone.isEmpty || !isDone[row]) {
      let members = members(of: row)
      guard let first = members.first else { continue }
      let target = ranks.target(of: first, in: relation)
      guard target >= 0 else {
        for rank in members where ranks.target(of: rank, in: relation) >= 0 {
          return fail(Int(rank), "sends where the others do not")
        }
        continue
      }
      guard let model = flow(from: first, to: target) else {
        return fail(Int(first), "has no way to rank \(target)")
      }
      result.flows[number][row] = [model]
      compare(model, members.map { ($0, ranks.target(of: $0, in: relation)) })
    }
  }
}
