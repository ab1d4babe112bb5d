// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// Programs of random shape in which many ranks do the same.
package struct RandomProgram {
  private var tiny: TinyProgram
  private var random: SeededGenerator
  /// The last operation of each family, graph by graph: collectives of one family follow each other,
  /// or two members could meet crosswise.
  private var last: [[Int: Int]]
  private var tag: Int32 = 0
  private var stragglers: [Double] = []

  /// - Parameters:
  ///   - rankCount: ranks.
  ///   - random: decides everything.
  ///   - operations: most operations of a rank.
  package init(
    rankCount: Int, _ random: inout SeededGenerator, operations: ClosedRange<Int> = 1...6
  ) {
    self.random = SeededGenerator(seed: random.next())
    tiny = TinyProgram(rankCount: rankCount, streams: ["main", Program.hostStream])
    tiny.families = []
    last = [[:]]
    makeFamilies()
    makeGraphs()
    let count = Int.random(in: operations, using: &self.random)
    for _ in 0..<count { addOperation() }
    let repeats = Int.random(in: 1...2, using: &self.random)
    for _ in 1..<repeats { addOperation() }
  }

  package var program: Program {
    var program = tiny.program
    if stragglers.contains(where: { $0 != 1 }) { program.slowdownOfRank = stragglers }
    return program
  }
  // MARK: Who

  private mutating func makeFamilies() {
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let groups = Self.groups(tiny.rankCount, &random)
      tiny.families.append(
        CommunicatorFamily(
          name: "family\(tiny.families.count)", groups: groups, rankCount: tiny.rankCount))
    }
  }

  /// Disjoint groups that hold every rank.
  package static func groups(_ count: Int, _ random: inout SeededGenerator) -> [[Int32]] {
    let all = (0..<Int32(count)).map { $0 }
    let divisors = (1...count).filter { count.isMultiple(of: $0) }
    let size = divisors.randomElement(using: &random) ?? 1
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: return [all]
    case 4...6:
      return (0..<count / size).map { row in (0..<size).map { all[row * size + $0] } }
    case 7...9:
      return (0..<count / size).map { row in (0..<size).map { all[row + $0 * (count / size)] } }
    case 10:
      // Groups of different sizes.
      let cut = Int.random(in: 1...count, using: &random)
      return cut == count ? [all] : [Array(all[..<cut]), Array(all[cut...])]
    default:
      let mixed = all.shuffled(using: &random)
      return (0..<count / size).map { row in (0..<size).map { mixed[row * size + $0] } }
    }
  }

  private mutating func makeGraphs() {
    let count = tiny.rankCount
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where count > 2:
      // Two kinds of ranks, by place: they differ in how long they compute.
      tiny.graphs = [[], []]
      last = [[:], [:]]
      let period = Int.random(in: 2...3, using: &random)
      tiny.graphOfRank = (0..<Int32(count)).map { Int($0) % period == 0 ? 1 : 0 }
    case 1:
      stragglers = [Double](repeating: 1, count: count)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        stragglers[Int.random(in: 0..<count, using: &random)] = 1.37
      }
    default: break
    }
  }

  // MARK: What

  private mutating func addOperation() {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: addCompute()
    case 1: addMessages()
    default: addCollective()
    }
  }

  private mutating func after(_ graph: Int, _ family: Int?) -> [Int] {
    let count = tiny.graphs[graph].count
    var after = (0..<count).filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
    if let family, let before = last[graph][family], !after.contains(before) {
      after.append(before)
    }
    return after
  }

  private mutating func addCompute() {
    // Odd lengths: instants that differ by design never meet by chance.
    let base = Double(Int.random(in: 1...50_000, using: &random)) * 1.000_37
    let shared = after(0, nil)
    let stream = Int32(Int.random(in: 0..<4, using: &random) == 0 ? 1 : 0)
    for graph in tiny.graphs.indices {
      tiny.add(
        .compute, to: graph, stream: stream, after: shared,
        duration: .nanoseconds(base * (graph == 0 ? 1 : 1.73)))
    }
  }

  private mutating func addCollective() {
    let family = Int.random(in: 0..<tiny.families.count, using: &random)
    let symmetric = CollectiveKind.allCases.filter { !$0.hasRoot }
    let choices = Int.random(in: 0..<4, using: &random) == 0 ? CollectiveKind.allCases : symmetric
    let kind = choices.randomElement(using: &random) ?? .allReduce
    let size = Double(Int.random(in: 1...3_000_000, using: &random))
    let shared = after(0, family)
    let smallest = tiny.families[family].groups.map(\.count).min() ?? 1
    let root = kind.hasRoot ? Int32.random(in: 0..<Int32(smallest), using: &random) : -1
    for graph in tiny.graphs.indices {
      last[graph][family] = tiny.add(
        .collective, to: graph, stream: -1, after: shared,
        bytes: kind == .barrier ? .zero : .bytes(size), collective: kind, family: Int32(family),
        peer: root)
    }
  }

  /// Everyone sends some places further in its group, and receives from as far.
  private mutating func addMessages() {
    let family = Int.random(in: 0..<tiny.families.count, using: &random)
    guard tiny.families[family].groups.allSatisfy({ $0.count > 1 }) else { return addCompute() }
    let shared = after(0, nil)
    let distance = Int32(Int.random(in: 1...3, using: &random))
    let size = Double(Int.random(in: 1...1_000_000, using: &random))
    tag += 1
    for graph in tiny.graphs.indices {
      for kind in [OperationKind.send, .receive] {
        let row = tiny.add(
          kind, to: graph, stream: -1, after: shared, bytes: .bytes(size),
          peer: kind == .send ? distance : -distance, tag: tag)
        tiny.graphs[graph][row].operation.family = Int32(family)
      }
    }
  }
}
