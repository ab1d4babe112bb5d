// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A flow of a batch: from its edge's source to its target it waits, moves its bytes, and may travel.
struct LaneFlow {
  /// Of the flow table.
  var row: Int32
  /// Of one repetition.
  var bytes: Double
  var edge: Int32
  /// Before the first byte.
  var lowerOverhead: Int32
  var upperOverhead: Int32
  /// Behind the last one; nothing where its arrival is a moment of its own.
  var lowerLatency: Int32
  var upperLatency: Int32
  /// The term of a byte's seconds where it meets nobody.
  var transfer: Int32 = -1
}

/// Flows that begin at one moment and have one sender, and their repetitions.
struct Batch {
  /// The operation that they belong to, by row.
  var operation: Int32
  /// Batches of a chain follow each other.
  var chain: Int32
  var begin: Int32
  /// When the last byte of all has left, or later.
  var end: Int32
  var flows: [LaneFlow]
  var repeats: Double
}

/// What one rank does on one stream: flows of it never meet each other.
struct ChainKey: Hashable {
  var rank: Int32
  /// A stream, or of what never queues the operation, behind all streams.
  var stream: Int32
  /// Batches of one step that begin apart.
  var slot: Int32
}
