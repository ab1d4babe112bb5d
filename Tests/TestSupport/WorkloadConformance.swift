// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

/// What every workload must be, whatever made its program; written apart from the program's own
/// checks, in the plainest way.
package enum WorkloadConformance {
  /// Checks that every rank has work, that no operation waits for itself, that sends equal
  /// receives, that group members state the same collectives, and that totals equal a formula.
  ///
  /// - Parameters:
  ///   - program: what a file or a trace became.
  ///   - work: floating-point operations of a rank, by the formula of its source; nil where the
  ///     program states none.
  ///   - bytes: bytes of all collectives of a rank by family name; nil where there is no formula.
  ///   - tolerance: relative, for `work`: how far the figures written in the file are rounded.
  ///   - sourceLocation: where a failure is reported.
  package static func check(
    _ program: Program, work: ((_ rank: Int) -> Double)? = nil,
    bytes: ((_ rank: Int) -> [String: Double])? = nil, tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      program.graphOfRank.count == program.rankCount, "every rank has work",
      sourceLocation: sourceLocation)
    for (row, graph) in program.graphs.enumerated() {
      #expect(
        endsEverywhere(graph), "graph \(row): every operation can end",
        sourceLocation: sourceLocation)
    }
    #expect(
      messages(program, .send) == messages(program, .receive), "sends equal receives",
      sourceLocation: sourceLocation)
    for family in program.families.indices {
      for group in program.families[family].groups {
        let lists = group.map { collectives(program, rank: Int($0), family: family) }
        #expect(
          lists.allSatisfy { $0 == lists.first },
          "members of \(program.families[family].name) \(group) state the same collectives",
          sourceLocation: sourceLocation)
      }
    }
    for rank in 0..<program.rankCount {
      if let expected = work?(rank) {
        let stated = program.graphs[Int(program.graphOfRank[rank])].work.reduce(0, +)
        #expect(
          abs(stated - expected) <= tolerance * expected,
          "rank \(rank) states \(stated) FLOP, its formula \(expected)",
          sourceLocation: sourceLocation)
      }
      if let expected = bytes?(rank) {
        #expect(
          self.bytes(program, rank: rank) == expected, "bytes of rank \(rank)",
          sourceLocation: sourceLocation)
      }
    }
  }

  /// Whether ending operations in any allowed order ends them all.
  private static func endsEverywhere(_ graph: OperationGraph) -> Bool {
    var waiting = graph.dependencyCount
    var free = waiting.indices.filter { waiting[$0] == 0 }
    var ended = 0
    while let next = free.popLast() {
      ended += 1
      for row in graph.successorStart[next]..<graph.successorStart[next + 1] {
        let successor = Int(graph.successors[Int(row)])
        waiting[successor] -= 1
        if waiting[successor] == 0 { free.append(successor) }
      }
    }
    return ended == graph.count
  }

  /// Messages as texts "source>destination tag bytes", sorted.
  private static func messages(_ program: Program, _ kind: OperationKind) -> [String] {
    var texts: [String] = []
    for rank in 0..<program.rankCount {
      let graph = program.graphs[Int(program.graphOfRank[rank])]
      for index in 0..<graph.count where graph.kind[index] == kind {
        var peer = Int(graph.peer[index])
        if graph.family[index] >= 0 {
          let family = program.families[Int(graph.family[index])]
          let members = family.groups[Int(family.groupOfRank[rank])]
          let place = members.firstIndex(of: Int32(rank)) ?? 0
          peer = Int(members[((place + peer) % members.count + members.count) % members.count])
        }
        let ends = kind == .send ? "\(rank)>\(peer)" : "\(peer)>\(rank)"
        texts.append("\(ends) \(graph.tag[index]) \(graph.bytes[index])")
      }
    }
    return texts.sorted()
  }

  private static func collectives(_ program: Program, rank: Int, family: Int) -> [String] {
    let graph = program.graphs[Int(program.graphOfRank[rank])]
    return (0..<graph.count)
      .filter { graph.kind[$0] == .collective && Int(graph.family[$0]) == family }
      .sorted { graph.ordinal[$0] < graph.ordinal[$1] }
      .map { "\(graph.ordinal[$0]) \(graph.collective[$0]) \(graph.bytes[$0]) \(graph.peer[$0])" }
  }

  private static func bytes(_ program: Program, rank: Int) -> [String: Double] {
    let graph = program.graphs[Int(program.graphOfRank[rank])]
    var sums: [String: Double] = [:]
    for index in 0..<graph.count where graph.kind[index] == .collective {
      sums[program.families[Int(graph.family[index])].name, default: 0] += graph.bytes[index]
    }
    return sums
  }
}
