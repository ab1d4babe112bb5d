// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Program {
  /// Checks that every rank has work that can be matched with the others'.
  ///
  /// Every graph is acyclic; the members of a group state the same collectives, in the same order,
  /// of the same kind and size; every send has one receive of its size at the rank that it names.
  /// Whether streams and messages can block each other is seen when the program runs.
  ///
  /// - Throws: `ProgramError` for the first thing that is wrong, in the order of the graphs and
  ///   ranks.
  package func validate() throws(ProgramError) {
    try checkShape()
    for row in graphs.indices {
      try checkNumbers(row)
      try checkAcyclic(row)
    }
    try checkCollectives()
    try checkMessages()
  }

  private func checkShape() throws(ProgramError) {
    guard rankCount > 0 else { throw ProgramError("the program has no ranks") }
    guard graphOfRank.count == rankCount else {
      throw ProgramError("\(rankCount) ranks, but work for \(graphOfRank.count) of them")
    }
    if let rank = graphOfRank.firstIndex(where: { !graphs.indices.contains(Int($0)) }) {
      throw ProgramError(rank: rank, "has no work: graph \(graphOfRank[rank]) is not there")
    }
  }

  private func checkNumbers(_ row: Int) throws(ProgramError) {
    let graph = graphs[row]
    for index in 0..<graph.count {
      let figures = [
        ("work", graph.work[index]), ("memory", graph.memory[index]), ("bytes", graph.bytes[index]),
        ("duration", graph.duration[index].isNaN ? 0 : graph.duration[index]),
      ]
      for (name, value) in figures where !(value >= 0 && value.isFinite) {
        throw ProgramError(
          rank: graphOfRank.firstIndex(of: Int32(row)),
          "\(quotedName(row, index)) has \(name) \(value): allowed is zero or more")
      }
    }
  }

  private func checkAcyclic(_ row: Int) throws(ProgramError) {
    let graph = graphs[row]
    precondition(graph.dependencyCount.count == graph.count, "graph \(row) was never connected")
    let found = DependencyOrder.find(
      successorStart: graph.successorStart, successors: graph.successors,
      dependencyCount: graph.dependencyCount)
    guard case .cycle(let circle) = found else { return }
    throw ProgramError(
      rank: graphOfRank.firstIndex(of: Int32(row)),
      "operations wait for each other: "
        + Self.spelledCycle(circle.map { quotedName(row, Int($0)) }))
  }

  /// `"a" -> "b" -> "a"`, the middle left out where the circle is long.
  static func spelledCycle(_ names: [String]) -> String {
    let shown =
      names.count <= 8
      ? names
      : names.prefix(6) + ["... (\(names.count - 7) more)"]
        + names.suffix(1)
    return (shown + names.prefix(1)).joined(separator: " -> ")
  }
}
