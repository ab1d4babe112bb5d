// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Work that takes longer beside operations of the network.
struct Stretch {
  /// When the work ends: a moment that the overlap moves.
  var moment: Int32
  var start: Int32
  /// Its seconds, as a form.
  var work: Int32
  /// How many times as long it takes meanwhile.
  var slowdown: Double
  /// What it may run beside: operations that follow each other, of each sequence.
  var groups: [[Item]]

  struct Item {
    var start: Int32
    /// Nil where nobody knows when the work ends.
    var end: Int32?
  }

  /// Every moment that is asked for.
  var moments: [Int32] {
    [start] + groups.joined().flatMap { item in [item.start, item.end].compactMap { $0 } }
  }
}

extension Activities {
  /// Operations of a sequence that are looked at one by one; more are taken as one from the first
  /// one's start to the last one's end.
  private static let mostItems = 8

  /// Work that may be slowed down, in the order of its ends.
  func stretches(_ rehearsal: borrowing Rehearsal) -> [Stretch] {
    var found: [Stretch] = []
    let slowdowns = rehearsal.graph.tasks.overlapSlowdown
    for rank in 0..<rehearsal.graph.rankCount {
      let slowdown = slowdowns[Int(rehearsal.graph.graphOfRank[rank])]
      guard slowdown != 1 else { continue }
      for row in rehearsal.operationStart[rank]..<rehearsal.operationStart[rank + 1]
      where kind[row] == .compute && rehearsal.endsAt[row] != rehearsal.startsAt[row] {
        let meets = meetings(of: Int32(row)) { $0.isCommunication }
        if let meets, meets.isEmpty { continue }
        found.append(
          Stretch(
            moment: rehearsal.endsAt[row], start: rehearsal.startsAt[row],
            work: rehearsal.workForm[row], slowdown: slowdown,
            groups: Self.groups(meets, beside: row, rehearsal)))
      }
    }
    return found.sorted { $0.moment < $1.moment }
  }

  private static func groups(
    _ meets: [(sequence: Int32, operations: [Int32])]?, beside work: Int,
    _ rehearsal: borrowing Rehearsal
  ) -> [[Stretch.Item]] {
    // Where nobody looked, anything may be beside it, always.
    let always = Stretch.Item(start: rehearsal.startsAt[work], end: nil)
    guard let meets else { return [[always]] }
    let moment = rehearsal.endsAt[work]
    func item(from first: Int32, to last: Int32) -> Stretch.Item? {
      let start = rehearsal.startsAt[Int(first)]
      let end = rehearsal.endsAt[Int(last)]
      // What begins when the work is over, as far as is known, begins at its start at the earliest.
      return Stretch.Item(
        start: start < moment ? start : rehearsal.startsAt[work], end: end < moment ? end : nil)
    }
    return meets.map { _, operations in
      guard operations.count > mostItems else {
        return operations.compactMap { item(from: $0, to: $0) }
      }
      return [item(from: operations[0], to: operations[operations.count - 1])].compactMap { $0 }
    }
  }
}
