// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Ranks of a program that have nothing to do with the others: one of several jobs at once.
package struct ProgramPart: Sendable, Hashable {
  package var name: String
  package var ranks: Range<Int>
  /// When its first operations may begin.
  package var start: Seconds

  package init(name: String, ranks: Range<Int>, start: Seconds) {
    self.name = name
    self.ranks = ranks
    self.start = start
  }
}

extension Program {
  /// A program to run beside others.
  package struct Companion: Sendable {
    package var name: String
    package var program: Program
    package var start: Seconds

    package init(name: String, program: Program, start: Seconds = .zero) {
      self.name = name
      self.program = program
      self.start = start
    }
  }

  /// Several programs at once, each on ranks of its own, numbered one program after the other.
  ///
  /// Groups, operations and their labels are called `NAME/` and what they are called in their
  /// program. A program that starts later has a host operation `NAME/start` on every rank, which
  /// all others wait for.
  ///
  /// - Parameters:
  ///   - name: of all together.
  ///   - companions: one or more, with different names.
  /// - Returns: a program whose `parts` are the companions.
  package static func sideBySide(name: String, _ companions: [Companion]) -> Program {
    var merger = ProgramMerger(
      rankCount: companions.reduce(0) { $0 + $1.program.rankCount })
    for companion in companions { merger.add(companion) }
    return merger.program(name: name)
  }
}

private struct ProgramMerger {
  let rankCount: Int
  private var graphs: [OperationGraph] = []
  private var graphOfRank: [Int32] = []
  private var families: [CommunicatorFamily] = []
  private var names = NameTable()
  private var streams = NameTable()
  private var slowdown: [Double] = []
  private var parts: [ProgramPart] = []

  init(rankCount: Int) { self.rankCount = rankCount }

  mutating func add(_ companion: Program.Companion) {
    let program = companion.program
    let first = graphOfRank.count
    let firstFamily = Int32(families.count)
    let names = program.names.map { self.names.row(of: "\(companion.name)/\($0)") }
    let streams = program.streams.map { self.streams.row(of: $0) }
    for family in program.families {
      families.append(
        CommunicatorFamily(
          name: "\(companion.name)/\(family.name)",
          groups: family.groups.map { $0.map { $0 + Int32(first) } }, rankCount: rankCount))
    }
    let firstGraph = Int32(graphs.count)
    for var graph in program.graphs {
      for operation in 0..<graph.count {
        graph.name[operation] = names[Int(graph.name[operation])]
        if graph.stream[operation] >= 0 {
          graph.stream[operation] = streams[Int(graph.stream[operation])]
        }
        if graph.family[operation] >= 0 {
          graph.family[operation] += firstFamily
        } else if graph.peer[operation] >= 0 {
          graph.peer[operation] += Int32(first)
        }
      }
      if companion.start > .zero {
        graph.delay(
          by: companion.start, name: self.names.row(of: "\(companion.name)/start"),
          stream: self.streams.row(of: Program.hostStream))
      }
      graphs.append(graph)
    }
    graphOfRank += program.graphOfRank.map { $0 + firstGraph }
    slowdown +=
      program.slowdownOfRank.isEmpty
      ? [Double](repeating: 1, count: program.rankCount) : program.slowdownOfRank
    parts.append(
      ProgramPart(
        name: companion.name, ranks: first..<first + program.rankCount, start: companion.start))
  }

  func program(name: String) -> Program {
    var program = Program(
      name: name, rankCount: rankCount, graphs: graphs, graphOfRank: graphOfRank,
      families: families, names: names.texts, streams: streams.texts)
    if slowdown.contains(where: { $0 != 1 }) { program.slowdownOfRank = slowdown }
    program.parts = parts
    return program
  }
}

extension OperationGraph {
  /// Makes everything wait for an operation of the host.
  fileprivate mutating func delay(by time: Seconds, name: Int32, stream: Int32) {
    var edges: [(earlier: Int32, later: Int32)] = []
    for operation in 0..<count {
      for place in successorStart[operation]..<successorStart[operation + 1] {
        edges.append((Int32(operation), successors[Int(place)]))
      }
    }
    let firsts = (0..<count).filter { dependencyCount[$0] == 0 }
    var wait = Operation(kind: .compute, name: name, stream: stream)
    wait.duration = time.rawValue
    let start = append(wait)
    connect(edges + firsts.map { (start, Int32($0)) })
  }
}
