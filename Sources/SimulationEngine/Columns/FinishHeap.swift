// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// When each active flow ends, as a heap with four children a node whose entries can be changed.
///
/// Four children share a cache line. Nothing moves among equals, so flows that end together cost
/// no more than a list.
struct FinishHeap: ~Copyable {
  struct Entry: BitwiseCopyable {
    /// Seconds.
    var finish: Double
    var flow: Int32
  }

  private var entries = Column<Entry>()
  /// One entry per flow number: its place in `entries`, or -1.
  private var place = Column<Int32>()
  /// Places of those that are taken out together.
  private var due = Column<Int32>()

  init() {}

  var count: Int { entries.count }

  /// The earliest end, or infinity.
  var earliest: Double { entries.count > 0 ? entries[0].finish : .infinity }

  /// The flow at a place; all of them are at the places below `count`, in no order that matters.
  func flow(at place: Int) -> Int32 { entries[place].flow }

  func isMissing(_ flow: Int32) -> Bool { place[flow] < 0 }

  mutating func makeRoom(to flowCount: Int) { place.extend(to: flowCount, with: -1) }

  /// Enters a flow or changes when it ends.
  @inline(__always)
  mutating func set(_ flow: Int32, to finish: Double) {
    let old = Int(place[flow])
    if old < 0 {
      entries.append(Entry(finish: finish, flow: flow))
      rise(entries.count - 1)
    } else if finish < entries[old].finish {
      entries[old] = Entry(finish: finish, flow: flow)
      rise(old)
    } else {
      entries[old] = Entry(finish: finish, flow: flow)
      sink(old)
    }
  }

  /// The same without order; `restoreOrder` must follow.
  @inline(__always)
  mutating func setUnordered(_ flow: Int32, to finish: Double) {
    let old = Int(place[flow])
    if old < 0 {
      place[flow] = Int32(entries.count)
      entries.append(Entry(finish: finish, flow: flow))
    } else {
      entries.base[old].finish = finish
    }
  }

  mutating func restoreOrder() {
    guard entries.count > 1 else { return }
    var node = (entries.count - 2) / 4
    while node >= 0 {
      sink(node)
      node -= 1
    }
  }

  /// Takes out all flows that end by an instant and appends them to `ended`, in the order of their
  /// places, which for flows that were entered at once is the order in which they were entered.
  mutating func takeDue(by instant: Double, into ended: inout Column<Int32>) {
    due.removeAll()
    if entries.count > 0 && entries[0].finish <= instant { due.append(0) }
    // Breadth first, so that places rise; below one that is not due nothing is.
    var next = 0
    while next < due.count {
      let child = 4 * due[next] + 1
      next += 1
      for place in child..<max(child, min(child + 4, Int32(entries.count)))
      where entries[place].finish <= instant {
        due.append(place)
      }
    }
    for index in 0..<due.count {
      let flow = entries[due[index]].flow
      ended.append(flow)
      place[flow] = -1
    }
    remove()
  }

  /// Closes the holes at the places in `due`.
  private mutating func remove() {
    if due.count == entries.count { return entries.removeAll() }
    guard due.count * 8 > entries.count else {
      // From the back, so that what moves into a hole is never itself a hole; and it never rises,
      // since whatever stood above a hole was due before it.
      while let hole = due.popLast() {
        let last = entries.count - 1
        let moved = entries[last]
        entries.truncate(to: last)
        guard Int(hole) < last else { continue }
        entries[hole] = moved
        place[moved.flow] = hole
        sink(Int(hole))
      }
      return
    }
    var kept = Int(due[0])
    var hole = 0
    for old in kept..<entries.count {
      if hole < due.count && old == Int(due[hole]) {
        hole += 1
        continue
      }
      entries[kept] = entries[old]
      place[entries[kept].flow] = Int32(kept)
      kept += 1
    }
    entries.truncate(to: kept)
    restoreOrder()
  }

  @inline(__always)
  private mutating func rise(_ start: Int) {
    let entries = entries.base
    let place = place.base
    let entry = entries[start]
    var node = start
    while node > 0 {
      let parent = (node - 1) / 4
      guard entry.finish < entries[parent].finish else { break }
      entries[node] = entries[parent]
      place[Int(entries[node].flow)] = Int32(node)
      node = parent
    }
    entries[node] = entry
    place[Int(entry.flow)] = Int32(node)
  }

  private mutating func sink(_ start: Int) {
    let count = entries.count
    let entries = entries.base
    let place = place.base
    let entry = entries[start]
    var node = start
    while true {
      let first = 4 * node + 1
      guard first < count else { break }
      var least = first
      if first + 4 <= count {
        // In pairs, without a branch: which child is least, nobody could guess.
        let left = entries[first + 1].finish < entries[first].finish ? first + 1 : first
        let right = entries[first + 3].finish < entries[first + 2].finish ? first + 3 : first + 2
        least = entries[right].finish < entries[left].finish ? right : left
      } else {
        for child in first + 1..<max(first + 1, count)
        where entries[child].finish < entries[least].finish {
          least = child
        }
      }
      guard entries[least].finish < entry.finish else { break }
      entries[node] = entries[least]
      place[Int(entries[node].flow)] = Int32(node)
      node = least
    }
    entries[node] = entry
    place[Int(entry.flow)] = Int32(node)
  }
}
