// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Aggregations that members have come to, or that are under way: one entry for each line of members,
/// chunk and step.
struct AggregationColumns: ~Copyable {
  /// Which aggregation of an instance a member comes to.
  struct Key: Hashable {
    var instance: Int32
    var step: Int32
    var chunk: Int32
    /// Row of `ScheduleColumns.aggregations`.
    var aggregation: Int32
    var line: Int32
  }

  /// The tree of a line of a group, in `RouteColumns`.
  struct TreeKey: Hashable {
    var group: Int32
    var aggregation: Int32
    var line: Int32
  }

  // One entry per aggregation under way.
  private(set) var key: [Key] = []
  private var free: [Int32] = []

  /// Members that have come, until all have. Looked up only.
  private var come: [Key: Int32] = [:]
  /// Looked up only.
  private var rows: [TreeKey: Int32] = [:]

  init() {}

  /// A member comes: whether it is the last of the line.
  mutating func isLast(_ key: Key, of length: Int) -> Bool {
    let count = (come[key] ?? 0) + 1
    guard Int(count) == length else {
      come[key] = count
      return false
    }
    come[key] = nil
    return true
  }

  /// Takes an entry; its message has this for a lane.
  mutating func begin(_ new: Key) -> Int32 {
    if let slot = free.popLast() {
      key[Int(slot)] = new
      return Self.lane(of: slot)
    }
    key.append(new)
    return Self.lane(of: Int32(key.count - 1))
  }

  mutating func end(lane: Int32) { free.append(Self.slot(of: lane)) }

  func key(ofLane lane: Int32) -> Key { key[Int(Self.slot(of: lane))] }

  func row(of tree: TreeKey) -> Int32? { rows[tree] }

  mutating func setRow(_ row: Int32, of tree: TreeKey) { rows[tree] = row }

  // Lanes of members are 0 and above, and -1 is a send of the program.
  private static func lane(of slot: Int32) -> Int32 { -2 - slot }
  private static func slot(of lane: Int32) -> Int32 { -2 - lane }
}
