// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What every rank does in one run: graphs of operations over named groups of ranks.
///
/// Ranks with the same work share one `OperationGraph`; a communicator is then named by its
/// family (the tensor-parallel groups, say) and found by rank.
package struct Program: Sendable {
  package var name: String
  package var rankCount: Int
  package var graphs: [OperationGraph]
  /// Row of `graphs` for every rank.
  package var graphOfRank: [Int32]
  package var families: [CommunicatorFamily]
  /// Texts of `OperationGraph.name`.
  package var names: [String]
  /// Texts of `OperationGraph.stream`.
  package var streams: [String]
  /// How many times as long as its graph says each rank computes, above 0: stragglers. Empty where
  /// all ranks take what it says.
  package var slowdownOfRank: [Double] = []
  /// Jobs that run at once, in the order of their ranks; empty of one job.
  package var parts: [ProgramPart] = []

  package init(
    name: String, rankCount: Int, graphs: [OperationGraph], graphOfRank: [Int32],
    families: [CommunicatorFamily], names: [String], streams: [String]
  ) {
    self.name = name
    self.rankCount = rankCount
    self.graphs = graphs
    self.graphOfRank = graphOfRank
    self.families = families
    self.names = names
    self.streams = streams
  }
}

extension Program {
  /// The stream of what runs on the host: it takes time, and occupies no accelerator.
  package static let hostStream = "cpu"

  /// Row of `streams` for the host; nil where nothing runs there.
  package var hostStreamRow: Int32? { streams.firstIndex(of: Self.hostStream).map(Int32.init) }
}

/// Disjoint groups of ranks that communicate under one name.
package struct CommunicatorFamily: Sendable {
  /// Such as "tp", "dp" or a trace's process-group name.
  package var name: String
  /// Ranks of each group, in the order of the group.
  package var groups: [[Int32]]
  /// The group of every rank of the program; -1 where the rank is in none.
  package var groupOfRank: [Int32]

  /// - Parameters:
  ///   - name: how messages and labels call the family.
  ///   - groups: disjoint lists of ranks.
  ///   - rankCount: ranks of the whole program.
  package init(name: String, groups: [[Int32]], rankCount: Int) {
    self.name = name
    self.groups = groups
    groupOfRank = [Int32](repeating: -1, count: rankCount)
    for (index, members) in groups.enumerated() {
      for rank in members {
        precondition(groupOfRank[Int(rank)] == -1, "rank \(rank) is twice in family \(name)")
        groupOfRank[Int(rank)] = Int32(index)
      }
    }
  }
}

extension CommunicatorFamily {
  /// Groups along one axis of a grid of all ranks: each holds `size` ranks that lie `stride` apart.
  ///
  /// - Parameters:
  ///   - name: how messages and labels call the family.
  ///   - size: members of each group.
  ///   - stride: ranks from a member to the next.
  ///   - rankCount: ranks of the whole program, a multiple of `size * stride`.
  package init(name: String, size: Int, stride: Int, rankCount: Int) {
    precondition(rankCount.isMultiple(of: size * stride), "\(rankCount) ranks do not fill the grid")
    self.name = name
    groups = []
    groups.reserveCapacity(rankCount / size)
    groupOfRank = [Int32](repeating: -1, count: rankCount)
    for block in Swift.stride(from: 0, to: rankCount, by: size * stride) {
      for first in block..<block + stride {
        for place in 0..<size { groupOfRank[first + place * stride] = Int32(groups.count) }
        groups.append((0..<size).map { Int32(first + $0 * stride) })
      }
    }
  }

  /// The place of every rank of the program within its group, from 0; -1 where it is in none.
  package var placeInGroup: [Int32] {
    var places = [Int32](repeating: -1, count: groupOfRank.count)
    for members in groups {
      for (place, rank) in members.enumerated() { places[Int(rank)] = Int32(place) }
    }
    return places
  }
}

/// What an operation is. Raw values index nothing and are never stored in files.
package enum OperationKind: UInt8, Sendable {
  case compute
  case collective
  case send
  case receive
}

/// The collectives of the field, by their standard names.
package enum CollectiveKind: String, CaseIterable, Sendable {
  case allReduce = "all-reduce"
  case reduceScatter = "reduce-scatter"
  case allGather = "all-gather"
  case allToAll = "all-to-all"
  case broadcast
  case reduce
  case gather
  case scatter
  case barrier

  /// Whether one member of the group sends to, or collects from, all the others.
  package var hasRoot: Bool {
    switch self {
    case .broadcast, .reduce, .gather, .scatter: true
    case .allReduce, .reduceScatter, .allGather, .allToAll, .barrier: false
    }
  }
}
