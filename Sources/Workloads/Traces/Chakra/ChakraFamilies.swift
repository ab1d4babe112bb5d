// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Process groups packed into families of groups without a rank in common.
///
/// Each group goes to the first family in which it meets no other. Groups that play one part for
/// different ranks ("1": [0, 1], "2": [2, 3]) so come to share a family, and ranks with the same
/// work can share a graph.
struct ChakraFamilies {
  private(set) var families: [CommunicatorFamily] = []
  /// Row of `families` for every group.
  private(set) var familyOfGroup: [Int32] = []

  init(_ groups: [ChakraGroups.Group], rankCount: Int) {
    var packed: [[Int]] = []
    var taken: [[Bool]] = []
    for (row, group) in groups.enumerated() {
      var family = 0
      while family < taken.count, group.members.contains(where: { taken[family][Int($0)] }) {
        family += 1
      }
      if family == taken.count {
        packed.append([])
        taken.append([Bool](repeating: false, count: rankCount))
      }
      packed[family].append(row)
      for member in group.members { taken[family][Int(member)] = true }
      familyOfGroup.append(Int32(family))
    }
    families = packed.map { rows in
      CommunicatorFamily(
        name: Self.name(rows.map { groups[$0].name }), groups: rows.map { groups[$0].members },
        rankCount: rankCount)
    }
  }

  private static func name(_ names: [String]) -> String {
    let spelled = names.map { $0.isEmpty ? "everyone" : $0 }
    let shown = spelled.prefix(4).joined(separator: ", ")
    return "process group\(names.count > 1 ? "s" : "") \(shown)"
      + (names.count > 4 ? ", ... (\(names.count))" : "")
  }
}
