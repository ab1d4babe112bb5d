// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Who is in a group with whom.
extension EquitabilityCheck {
  /// Groups with a member of a class have members of the same classes, as many of each.
  mutating func compare(_ family: Int32) {
    let base = Int(family) * ranks.rankCount
    var composition: [[Int32]?] = [[Int32]?](repeating: nil, count: partition.rankClassCount)
    var seen = [Bool](repeating: false, count: ranks.groups.memberStart.count)
    var list: [Int32] = []
    for rank in 0..<ranks.rankCount {
      let group = ranks.groups.groupOfRank[base + rank]
      guard group >= 0 else {
        let row = Int(partition.rankClass[rank])
        if composition[row] == nil { composition[row] = [] }
        if composition[row] != [] { return fail(rank, "is in no group where its class is in one") }
        continue
      }
      guard !seen[Int(group)] else { continue }
      seen[Int(group)] = true
      list.removeAll(keepingCapacity: true)
      for member in ranks.members(of: group) { list.append(partition.rankClass[Int(member)]) }
      // Mostly all are of one class.
      if list.contains(where: { $0 != list[0] }) { list.sort() }
      var previous: Int32 = -1
      for row in list where row != previous {
        previous = row
        if let known = composition[Int(row)] {
          if known != list { return fail(rank, "is in a group of other classes") }
        } else {
          composition[Int(row)] = list
        }
      }
    }
  }
}
