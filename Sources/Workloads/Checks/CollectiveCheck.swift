// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Program {
  /// Checks that all members of every group state the same collectives.
  func checkCollectives() throws(ProgramError) {
    let lists = try graphs.indices.map { row throws(ProgramError) in try collectives(of: row) }
    for family in families.indices {
      try checkMembership(family, lists)
      try checkAgreement(family, lists)
    }
  }

  /// Operation indices of the collectives of a graph, by family, in the order of their ordinals.
  private func collectives(of row: Int) throws(ProgramError) -> [[Int32]] {
    let graph = graphs[row]
    var lists = [[Int32]](repeating: [], count: families.count)
    for index in 0..<graph.count where graph.kind[index] == .collective {
      guard lists.indices.contains(Int(graph.family[index])) else {
        throw ProgramError(
          rank: graphOfRank.firstIndex(of: Int32(row)),
          "collective \(quotedName(row, index)) names no group")
      }
      lists[Int(graph.family[index])].append(Int32(index))
    }
    for family in lists.indices {
      lists[family].sort { graph.ordinal[Int($0)] < graph.ordinal[Int($1)] }
      for (expected, index) in lists[family].enumerated()
      where graph.ordinal[Int(index)] != Int32(expected) {
        throw ProgramError(
          rank: graphOfRank.firstIndex(of: Int32(row)),
          "collective \(quotedName(row, Int(index))) is number \(graph.ordinal[Int(index)]) on "
            + "\(families[family].name), where number \(expected) is due")
      }
    }
    return lists
  }

  private func checkMembership(
    _ family: Int, _ lists: [[[Int32]]]
  ) throws(ProgramError) {
    for rank in 0..<rankCount where families[family].groupOfRank[rank] < 0 {
      let row = Int(graphOfRank[rank])
      guard let index = lists[row][family].first else { continue }
      throw ProgramError(
        rank: rank,
        "collective \(quotedName(row, Int(index))) runs on \(families[family].name), "
          + "of which the rank is no member")
    }
  }

  private func checkAgreement(_ family: Int, _ lists: [[[Int32]]]) throws(ProgramError) {
    // Groups repeat the same few pairs of graphs: each pair is compared once.
    var compared: Set<PairOfGraphs> = []
    for group in families[family].groups {
      guard let first = group.first else { continue }
      let reference = graphOfRank[Int(first)]
      for member in group.dropFirst() {
        let row = graphOfRank[Int(member)]
        guard row != reference,
          compared.insert(PairOfGraphs(reference: reference, row: row)).inserted
        else { continue }
        try compare(member, with: first, family, lists)
      }
    }
  }

  private func compare(
    _ rank: Int32, with other: Int32, _ family: Int, _ lists: [[[Int32]]]
  ) throws(ProgramError) {
    let mine = lists[Int(graphOfRank[Int(rank)])][family]
    let theirs = lists[Int(graphOfRank[Int(other)])][family]
    for (number, pair) in zip(mine, theirs).enumerated()
    where !agree(pair.0, at: rank, pair.1, at: other) {
      throw ProgramError(
        rank: Int(rank),
        "collective \(number + 1) on \(families[family].name) is \(describe(pair.0, at: rank)), but "
          + "rank \(other) has \(describe(pair.1, at: other))")
    }
    guard mine.count != theirs.count else { return }
    throw ProgramError(
      rank: Int(rank),
      "\(mine.count) collectives on \(families[family].name), but rank \(other) of the same group "
        + "has \(theirs.count)")
  }

  private func agree(_ a: Int32, at rank: Int32, _ b: Int32, at other: Int32) -> Bool {
    let mine = graphs[Int(graphOfRank[Int(rank)])]
    let theirs = graphs[Int(graphOfRank[Int(other)])]
    return mine.collective[Int(a)] == theirs.collective[Int(b)]
      && mine.bytes[Int(a)] == theirs.bytes[Int(b)] && mine.peer[Int(a)] == theirs.peer[Int(b)]
  }

  /// `"gradients", a reduce-scatter of 64 MiB`
  private func describe(_ index: Int32, at rank: Int32) -> String {
    let row = Int(graphOfRank[Int(rank)])
    let graph = graphs[row]
    let index = Int(index)
    let root = graph.peer[index] < 0 ? "" : " with member \(graph.peer[index]) as root"
    return "\(quotedName(row, index)), \(graph.collective[index].rawValue) of "
      + Bytes(rawValue: graph.bytes[index]).exactDescription + root
  }
}

/// Rows of the graphs of a group's first member and of another one.
private struct PairOfGraphs: Hashable {
  var reference: Int32
  var row: Int32
}
