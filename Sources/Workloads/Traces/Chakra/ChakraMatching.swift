// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Which collectives of the members of a process group belong together.
///
/// The format does not say. Two orders can tell: that of the dependencies (each node after what it
/// depends on, the earliest in the file first) and that of the file. Writers put nodes in a file
/// in the order of their templates, not of execution, so the order of dependencies is asked first;
/// where graphs differ between ranks (stages of a pipeline) it can interleave independent
/// collectives differently, and then the order of the file, which one writer keeps on all ranks,
/// is right. The first order wins in which kinds, sizes and names agree on all members; failing
/// that, the first in which kinds and sizes do.
struct ChakraMatching {
  let ranks: [ChakraRank]
  let names: NameTable
  /// Row of a process group of each rank's collectives, by row of the operation; -1 elsewhere.
  let groupOfOperation: [[Int32]]

  /// Collectives of one member of a group, in an order.
  struct Sequence {
    let rank: Int32
    var operations: [Int32]
  }

  /// Where two members of a group differ.
  struct Disagreement {
    let rank: Int32
    /// The operation at which they differ; -1 where the member has no more.
    let operation: Int32
    let problem: String
  }

  /// Sequences of every member of every group, in the order of dependencies.
  func sequences(_ groups: [ChakraGroups.Group]) -> [[Sequence]] {
    var sequences = groups.map { $0.members.map { Sequence(rank: $0, operations: []) } }
    var rowsOfRank = [[(group: Int, place: Int)]](repeating: [], count: ranks.count)
    for (row, group) in groups.enumerated() {
      for (index, member) in group.members.enumerated() {
        rowsOfRank[Int(member)].append((row, index))
      }
    }
    var place = [Int32](repeating: -1, count: groups.count)
    for rank in ranks {
      for (group, index) in rowsOfRank[rank.rank] { place[group] = Int32(index) }
      for operation in rank.order {
        let group = groupOfOperation[rank.rank][Int(operation)]
        if group >= 0 {
          sequences[Int(group)][Int(place[Int(group)])].operations.append(operation)
        }
      }
    }
    return sequences
  }

  /// The order in which the members of a group agree.
  ///
  /// - Returns: the sequences, and whether they are those of the file.
  /// - Throws: `TraceError` where no order agrees.
  func agreed(
    _ sequences: [Sequence], group: ChakraGroups.Group
  ) throws(TraceError) -> (sequences: [Sequence], isFileOrder: Bool) {
    guard disagreement(sequences, byName: true) != nil else { return (sequences, false) }
    let filed = sequences.map { Sequence(rank: $0.rank, operations: $0.operations.sorted()) }
    guard disagreement(filed, byName: true) != nil else { return (filed, true) }
    guard let found = disagreement(sequences, byName: false) else { return (sequences, false) }
    guard disagreement(filed, byName: false) != nil else { return (filed, true) }
    let rank = ranks[Int(found.rank)]
    let problem = "process group \"\(group.name)\": \(found.problem)"
    throw found.operation >= 0
      ? rank.fault(at: found.operation, names, problem) : TraceError(file: rank.file, problem)
  }

  private func disagreement(_ sequences: [Sequence], byName: Bool) -> Disagreement? {
    guard let first = sequences.first else { return nil }
    for other in sequences.dropFirst() {
      for (number, pair) in zip(first.operations, other.operations).enumerated()
      where !agree(pair.0, of: first.rank, pair.1, of: other.rank, byName: byName) {
        return Disagreement(
          rank: other.rank, operation: pair.1,
          problem: "collective \(number + 1) is \(spelled(pair.1, of: other.rank)), but node "
            + "\(id(pair.0, of: first.rank)) of rank \(first.rank) is "
            + spelled(pair.0, of: first.rank))
      }
      guard first.operations.count == other.operations.count else {
        let (few, many) =
          first.operations.count < other.operations.count ? (first, other) : (other, first)
        let extra = many.operations[few.operations.count]
        return Disagreement(
          rank: few.rank, operation: few.operations.last ?? -1,
          problem: "rank \(few.rank) has \(few.operations.count) collectives, and rank "
            + "\(many.rank) goes on with node \(id(extra, of: many.rank)), "
            + spelled(extra, of: many.rank))
      }
    }
    return nil
  }

  private func agree(
    _ a: Int32, of rank: Int32, _ b: Int32, of other: Int32, byName: Bool
  ) -> Bool {
    let mine = ranks[Int(rank)].operations[Int(a)]
    let theirs = ranks[Int(other)].operations[Int(b)]
    return mine.collective == theirs.collective && mine.bytes == theirs.bytes
      && (!byName || mine.name == theirs.name)
  }

  private func id(_ operation: Int32, of rank: Int32) -> UInt64 {
    ranks[Int(rank)].ids[Int(operation)]
  }

  /// `"gradients", all-reduce of 6 MB`
  private func spelled(_ index: Int32, of rank: Int32) -> String {
    let operation = ranks[Int(rank)].operations[Int(index)]
    return "\"\(names.texts[Int(operation.name)])\", \(operation.collective.rawValue) of "
      + Bytes(rawValue: operation.bytes).exactDescription
  }
}
