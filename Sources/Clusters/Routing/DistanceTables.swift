// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Tables that were found and may be asked for again. Too many, and the oldest go.
struct DistanceTables: Sendable {
  /// About 256 MB of tables at 12 bytes an entry; a dropped one is found again.
  private static let mostEntries = 256 << 20 / 12
  /// Tables that are kept however large they are.
  private static let fewest = 64

  /// By level and target: a place in `slots`, or -1.
  private var slotOfTarget: [[Int32]]
  private var slots: [DistanceTable?] = []
  private var free: [Int32] = []
  /// Oldest first.
  private var held: [(level: Int, target: Int32)] = []
  private var entries = 0

  init(_ levels: [RouteLevel], nodes: Int) {
    slotOfTarget = levels.map { _ in [Int32](repeating: -1, count: nodes) }
  }

  subscript(level: Int, target: Int32) -> DistanceTable? {
    let slot = slotOfTarget[level][Int(target)]
    return slot < 0 ? nil : slots[Int(slot)]
  }

  mutating func hold(_ table: DistanceTable, _ level: Int) {
    while entries + table.nodes.count > Self.mostEntries, held.count >= Self.fewest { dropOldest() }
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
      slots[Int(slot)] = table
    } else {
      slot = Int32(slots.count)
      slots.append(table)
    }
    slotOfTarget[level][Int(table.target)] = slot
    held.append((level, table.target))
    entries += table.nodes.count
  }

  private mutating func dropOldest() {
    let oldest = held.removeFirst()
    let slot = slotOfTarget[oldest.level][Int(oldest.target)]
    entries -= slots[Int(slot)]?.nodes.count ?? 0
    slots[Int(slot)] = nil
    slotOfTarget[oldest.level][Int(oldest.target)] = -1
    free.append(slot)
  }
}
