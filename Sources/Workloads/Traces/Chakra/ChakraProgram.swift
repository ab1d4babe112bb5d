// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The ranks of a trace joined into a program.
struct ChakraProgram {
  let program: Program

  init(name: String, ranks: [ChakraRank], _ reader: inout ChakraReader) throws(TraceError) {
    let (groups, groupOfOperation) = try Self.resolveGroups(ranks, &reader)
    let packed = ChakraFamilies(groups, rankCount: ranks.count)
    let matching = ChakraMatching(
      ranks: ranks, names: reader.names, groupOfOperation: groupOfOperation)
    var ordinals = ranks.map { [Int32](repeating: 0, count: $0.operations.count) }
    for (group, sequences) in zip(groups, matching.sequences(groups)) {
      let agreed = try matching.agreed(sequences, group: group)
      if agreed.isFileOrder { reader.tally.inFileOrder += 1 }
      for sequence in agreed.sequences {
        for (ordinal, operation) in sequence.operations.enumerated() {
          ordinals[Int(sequence.rank)][Int(operation)] = Int32(ordinal)
        }
      }
    }
    var shared = SharedGraphs()
    var graphOfRank: [Int32] = []
    for rank in ranks {
      let graph = Self.graph(rank, ordinals[rank.rank]) { operation in
        let group = groupOfOperation[rank.rank][operation]
        guard group >= 0 else { return nil }
        return (packed.familyOfGroup[Int(group)], groups[Int(group)].members.count)
      }
      graphOfRank.append(shared.row(of: graph))
    }
    program = Program(
      name: name, rankCount: ranks.count, graphs: shared.graphs, graphOfRank: graphOfRank,
      families: packed.families, names: reader.names.texts,
      streams: ChakraReader.streams + packed.families.map { "collectives on \($0.name)" })
  }

  /// The groups that collectives use, in the order of their first use, and the row of one for
  /// every operation.
  private static func resolveGroups(
    _ ranks: [ChakraRank], _ reader: inout ChakraReader
  ) throws(TraceError) -> ([ChakraGroups.Group], [[Int32]]) {
    // Row of the table, and then of the groups in use, by row of the name.
    let rowOfName = reader.groupNames.texts.map { reader.groups.row(of: $0) }
    let all = reader.groups.groups
    let membership = all.map { Set($0.members) }
    var usedRow = [Int32](repeating: -1, count: all.count)
    var used: [ChakraGroups.Group] = []
    var groupOfOperation: [[Int32]] = []
    for rank in ranks {
      var rows = [Int32](repeating: -1, count: rank.operations.count)
      for operation in rows.indices where rank.groupName[operation] >= 0 {
        let name = Int(rank.groupName[operation])
        guard let row = rowOfName[name] else {
          throw rank.fault(
            at: Int32(operation), reader.names,
            "process group \"\(reader.groupNames.texts[name])\" is not defined; known: "
              + (all.isEmpty ? "none" : reader.groups.knownNames.joined(separator: ", ")))
        }
        guard membership[row].contains(Int32(rank.rank)) else {
          throw rank.fault(
            at: Int32(operation), reader.names,
            "rank \(rank.rank) is not in process group \"\(all[row].name)\"")
        }
        if usedRow[row] < 0 {
          usedRow[row] = Int32(used.count)
          used.append(all[row])
        }
        rows[operation] = usedRow[row]
      }
      groupOfOperation.append(rows)
    }
    return (used, groupOfOperation)
  }

  /// The operations of a rank in the order of their dependencies.
  private static func graph(
    _ rank: ChakraRank, _ ordinals: [Int32],
    _ group: (_ operation: Int) -> (family: Int32, size: Int)?
  ) -> OperationGraph {
    var graph = OperationGraph()
    var rowOfOperation = [Int32](repeating: -1, count: rank.operations.count)
    for index in rank.order {
      var operation = rank.operations[Int(index)]
      if let (family, size) = group(Int(index)) {
        operation.family = family
        operation.stream = Int32(ChakraReader.streams.count) + family
        operation.ordinal = ordinals[Int(index)]
        // A trace states a rank's own shard, the program the whole gathered buffer.
        if operation.collective == .allGather { operation.bytes *= Double(size) }
      }
      rowOfOperation[Int(index)] = graph.append(operation)
    }
    graph.connect(
      rank.edges.map { (rowOfOperation[Int($0.earlier)], rowOfOperation[Int($0.later)]) })
    return graph
  }
}
