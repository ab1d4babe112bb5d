// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Messages of one kind between two ranks: the n-th that arrives meets the n-th that is asked for.
struct Mailbox {
  struct Key: Hashable {
    var from: Int32
    var to: Int32
    var tag: Int32
    var relation: Int32
  }

  struct Arrival {
    var moment: Int32
    /// The send, by row.
    var send: Int32
    /// Of the flow table.
    var row: Int32
    /// The sender's stream; -1 for none.
    var stream: Int32
  }

  /// Messages that no receive has met.
  var arrived: [Arrival] = []
  /// Receives that wait.
  var waiting: [Int] = []
  var lastArrival: Arrival?
  var lastReceive = -1
}
