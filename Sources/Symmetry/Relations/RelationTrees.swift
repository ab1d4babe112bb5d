// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// How the groups of every relation hang in the fabric: found once, and looked at in every round of the
/// refinement and by the check.
struct RelationTrees: Sendable {
  /// A group in which everyone sends to everyone.
  struct Group: Sendable {
    let group: Int32
    /// Nil where the members meet on no tree, and are looked at pair by pair.
    let trees: [GroupTree]?
  }

  /// By relation; empty where it is not of everyone to everyone.
  let groups: [[Group]]
  /// By relation; nil where it has no lines, or switches do not reach one of them.
  let lines: [LineTable?]

  init(_ relations: [Relation], _ ranks: RankTable, _ ways: inout Ways) {
    let fabric = ways.fabric
    groups = relations.map { relation in
      guard case .everyone = relation.rule else { return [] }
      return ranks.groups(of: relation).map { group in
        let accelerators = ranks.members(of: group).map { ranks.accelerator[Int($0)] }
        return Group(group: group, trees: GroupTree.all(accelerators, in: fabric))
      }
    }
    var lines: [LineTable?] = []
    for relation in relations {
      guard case .lines(let aggregation) = relation.rule else {
        lines.append(nil)
        continue
      }
      lines.append(LineTable(relation, aggregation, ranks, &ways))
    }
    self.lines = lines
  }
}
