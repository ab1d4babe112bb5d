// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Where a thing stands in the order of what hosts do: by the start that made it ready, then what
/// is the network's before what is a rank's, then by rank, sends before receives before work, and
/// the order in which they were written.
struct Ticket: BitwiseCopyable {
  /// The start that made it ready, 0 for what is ready from the beginning.
  var cause: Int64
  /// Rank, kind and place in one number, so that tickets compare in two steps.
  private var place: Int64

  enum Kind: Int64 {
    case send = 1
    case receive = 2
    case work = 3
  }

  /// Of a message on its way.
  init(ofMessageAfter cause: Int64) {
    self.cause = cause
    place = -1
  }

  /// - Parameters:
  ///   - cause: the start that made it ready.
  ///   - rank: whose it is, below 2^22.
  ///   - kind: what it is.
  ///   - order: its place among the others of its rank and kind, below 2^38.
  init(after cause: Int64, rank: Int32, kind: Kind, order: Int64) {
    self.cause = cause
    place = Int64(rank) << 40 | kind.rawValue << 38 | order
  }

  static func < (a: Ticket, b: Ticket) -> Bool {
    a.cause != b.cause ? a.cause < b.cause : a.place < b.place
  }
}
