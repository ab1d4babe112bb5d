// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The nodes of one rank as operations, before the ranks are matched with each other.
///
/// Columns have one entry per operation, in the order of the file.
struct ChakraRank {
  let rank: Int
  let file: String
  var ids: [UInt64] = []
  var operations: [OperationGraph.Operation] = []
  /// Row of the process-group names of a collective; -1 elsewhere.
  var groupName: [Int32] = []
  /// Pairs (earlier, later) of operations.
  var edges: [(earlier: Int32, later: Int32)] = []
  /// The operations so that each comes after what it depends on.
  var order: [Int32] = []
}

/// What was found in a trace that a user should know, counted over all ranks.
struct ChakraTally {
  var withoutTime = 0
  var roofline = 0
  var memoryMoves = 0
  var hostOperations = 0
  var callParents = 0
  var priorities = 0
  var assumedRoots = 0
  var emptyRanks = 0
  var inFileOrder = 0
  var versions: [String] = []

  /// One sentence for each thing that was found.
  var notes: [String] {
    var notes: [String] = []
    func note(_ count: Int, _ one: String, _ many: String, _ rest: String) {
      if count > 0 { notes.append("\(count) \(count == 1 ? one : many) \(rest)") }
    }
    note(
      withoutTime, "compute node has", "compute nodes have",
      "neither duration_micros nor num_ops and tensor_size, so no time")
    note(
      roofline, "compute node states", "compute nodes state",
      "num_ops or tensor_size but no duration: timed by the accelerator's peak and memory bandwidth"
    )
    note(
      memoryMoves, "memory node has", "memory nodes have",
      "no duration: timed at the accelerator's own memory bandwidth, which is optimistic for "
        + "memory elsewhere")
    note(
      hostOperations, "node runs", "nodes run", "on the host: in order, beside the accelerator")
    note(
      callParents, "control dependency names", "control dependencies name",
      "the caller, as captured PyTorch traces do: only data dependencies order the nodes")
    note(priorities, "node has", "nodes have", "a comm_priority, which is not used")
    note(
      assumedRoots, "collective names", "collectives name",
      "no root, as the format has none: the first member of the group is taken")
    note(emptyRanks, "rank has", "ranks have", "no operations")
    note(
      inFileOrder, "process group is", "process groups are",
      "matched in file order, where the order of dependencies did not agree between ranks")
    for version in versions {
      notes.append("version \"\(version)\" of the format is read as 0.0.4")
    }
    return notes
  }
}
