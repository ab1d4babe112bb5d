// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Everyone to everyone where no tree says how.
extension EquitabilityCheck {
  /// Everyone to everyone, pair by pair.
  ///
  /// - Parameters:
  ///   - number: of the relation.
  ///   - groups: those that are on no tree.
  ///   - blocks: of each member for each, where they differ.
  ///   - isOnTree: by class of ranks.
  mutating func compareListed(
    _ number: Int, _ groups: [Int32], blocks: [Double]? = nil, isOnTree: [Bool]
  ) {
    let isListed = Set(groups)
    for row in 0..<partition.rankClassCount where fault == nil {
      let members = members(of: row)
      var models: [FlowClass] = []
      var flows: [[(from: Int32, to: Int32)]] = []
      for rank in members where fault == nil {
        let group = ranks.group(of: rank, in: relations[number])
        guard isListed.contains(group) else { continue }
        if isOnTree[row] { return fail(Int(rank), "is in a group that is no tree") }
        let its = ranks.members(of: group)
        let first = Int(ranks.place(of: rank, in: relations[number].family)) * its.count
        for (place, target) in its.enumerated() where target != rank {
          guard let one = flow(from: rank, to: target, blocks: blocks.map { $0[first + place] })
          else {
            return fail(Int(rank), "has no way to rank \(target)")
          }
          if let known = models.firstIndex(where: { $0.isAlike(one) }) {
            flows[known].append((rank, target))
          } else {
            models.append(one)
            flows.append([(rank, target)])
          }
        }
      }
      for index in models.indices where fault == nil {
        guard flows[index].count.isMultiple(of: members.count) else {
          return fail(Int(members.first ?? 0), "has not as many flows of a kind as others")
        }
        let each = flows[index].count / members.count
        var counts: [Int32: Int] = [:]
        for (rank, _) in flows[index] { counts[rank, default: 0] += 1 }
        for rank in members where counts[rank] != each {
          return fail(Int(rank), "has not as many flows of a kind as others")
        }
        models[index].perMember = each
        compare(models[index], flows[index])
      }
      if !models.isEmpty { result.flows[number][row] = models }
    }
  }
}
