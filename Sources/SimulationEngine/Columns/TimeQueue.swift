// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What an entry of the queue means. `first` and `second` are what the comment says.
enum EventTag: UInt8, BitwiseCopyable {
  /// first: message, whose overhead has passed or which waited for its turn.
  case messageStarts
  /// The network's alarm: some flows are at their ends.
  case flowsComplete
  /// first: message without bytes or hops, which leaves at once.
  case messageDrains
  /// first: message, whose last byte reached the receiver.
  case messageArrives
  /// first: rank, second: operation.
  case operationEnds
  /// first: message that is served whole, and has reached the end of a link.
  case messageAtHop
  /// first: instance, second: lane, whose member begins with a chunk.
  case laneOpens
  /// first: instance, second: lane, whose pause before a step is over.
  case stepBegins
  /// first: instance, second: lane, which paused after a step.
  case laneContinues
  /// first: rank, whose host may start something.
  case hostLooks
}

/// Entries by time: those at one instant form a batch, in the order in which they were pushed.
///
/// A heap holds distinct instants only, and a hash table finds the batch of an instant, so that a
/// thousand simultaneous entries cost one heap operation. Instants are compared bit for bit.
///
/// One entry stands outside, because it moves with every change of rates: the alarm of the network,
/// which comes first at its instant.
struct TimeQueue: ~Copyable {
  struct Entry: BitwiseCopyable {
    var first: Int32
    var second: Int32
    var next: Int32
    var tag: EventTag
  }

  private var entries = Column<Entry>()
  private var freeEntry: Int32 = -1

  private var batchTime = Column<Double>()
  private var batchHead = Column<Int32>()
  private var batchTail = Column<Int32>()
  private var freeBatches = Column<Int32>()

  /// A binary heap of batches by time.
  private var heap = Column<Int32>()

  /// Open addressing from the bits of a time to its batch; -1 is empty.
  private var table = Column<Int32>(repeating: -1, count: 64)
  private var tableCount = 0

  /// The batch that was pushed to last: simultaneous entries mostly come in a row.
  private var recent: Int32 = -1

  /// When the next flows end; infinite where none is under way.
  var alarm = Double.infinity

  init() {}

  var isEmpty: Bool { heap.count == 0 && alarm == .infinity }

  /// The earliest instant; the queue must not be empty.
  var earliest: Double { min(earliestBatch, alarm) }

  private var earliestBatch: Double { heap.count > 0 ? batchTime[heap[0]] : .infinity }

  mutating func push(_ tag: EventTag, _ first: Int32, _ second: Int32 = 0, at time: Double) {
    let batch: Int32
    if recent >= 0 && batchTime[recent] == time {
      batch = recent
    } else {
      batch = findOrInsert(time)
      recent = batch
    }
    let entry = Entry(first: first, second: second, next: -1, tag: tag)
    let index: Int32
    if freeEntry >= 0 {
      index = freeEntry
      freeEntry = entries[index].next
      entries[index] = entry
    } else {
      index = Int32(entries.count)
      entries.append(entry)
    }
    let tail = batchTail[batch]
    if tail < 0 { batchHead[batch] = index } else { entries.base[Int(tail)].next = index }
    batchTail[batch] = index
  }

  /// Takes the next entry of the earliest instant, or nil where nothing is left at it. The batch
  /// stays open for entries pushed at the same instant until `closeBatch()`.
  mutating func popFromBatch(at time: Double) -> Entry? {
    if alarm == time {
      alarm = .infinity
      return Entry(first: 0, second: 0, next: -1, tag: .flowsComplete)
    }
    guard earliestBatch == time else { return nil }
    let batch = heap[0]
    let index = batchHead[batch]
    guard index >= 0 else { return nil }
    let entry = entries[index]
    batchHead[batch] = entry.next
    if entry.next < 0 { batchTail[batch] = -1 }
    entries.base[Int(index)].next = freeEntry
    freeEntry = index
    return entry
  }

  /// Whether something is left at an instant, which must not be later than the earliest.
  func hasMore(at time: Double) -> Bool {
    alarm == time || (earliestBatch == time && batchHead[heap[0]] >= 0)
  }

  /// Whether nothing is left at an instant, nor later.
  func isSpent(at time: Double) -> Bool {
    guard alarm == .infinity else { return false }
    return heap.count == 0
      || (heap.count == 1 && earliestBatch == time && batchHead[heap[0]] < 0)
  }

  /// Closes the batch of an instant, if there is one; it must have run out.
  mutating func closeBatch(at time: Double) {
    guard earliestBatch == time else { return }
    let batch = heap[0]
    precondition(batchHead[batch] < 0, "a batch was closed with entries in it")
    removeFromTable(batch)
    if recent == batch { recent = -1 }
    freeBatches.append(batch)
    let last = heap[heap.count - 1]
    heap.truncate(to: heap.count - 1)
    if heap.count > 0 {
      heap[0] = last
      siftDown()
    }
  }
}

// The heap.
extension TimeQueue {
  private mutating func siftUp(_ start: Int) {
    var child = start
    let batch = heap[child]
    let time = batchTime[batch]
    while child > 0 {
      let parent = (child - 1) / 2
      guard time < batchTime[heap[parent]] else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = batch
  }

  private mutating func siftDown() {
    let count = heap.count
    let batch = heap[0]
    let time = batchTime[batch]
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count && batchTime[heap[child + 1]] < batchTime[heap[child]] { child += 1 }
      guard batchTime[heap[child]] < time else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = batch
  }
}

// The table from instants to batches.
extension TimeQueue {
  private func slot(of time: Double) -> Int {
    // Fibonacci hashing: the high bits of the product depend on all bits of the time.
    let mixed = time.bitPattern &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (table.count - 1)
  }

  private mutating func findOrInsert(_ time: Double) -> Int32 {
    var slot = slot(of: time)
    while table[slot] >= 0 {
      if batchTime[table[slot]] == time { return table[slot] }
      slot = (slot + 1) & (table.count - 1)
    }
    let batch = newBatch(time)
    table[slot] = batch
    tableCount += 1
    heap.append(batch)
    siftUp(heap.count - 1)
    if tableCount * 2 > table.count { rehash() }
    return batch
  }

  private mutating func newBatch(_ time: Double) -> Int32 {
    if let batch = freeBatches.popLast() {
      batchTime[batch] = time
      batchHead[batch] = -1
      batchTail[batch] = -1
      return batch
    }
    batchTime.append(time)
    batchHead.append(-1)
    batchTail.append(-1)
    return Int32(batchTime.count - 1)
  }

  private mutating func removeFromTable(_ batch: Int32) {
    let mask = table.count - 1
    var hole = slot(of: batchTime[batch])
    while table[hole] != batch { hole = (hole + 1) & mask }
    // Backward shift: whoever could have sat in the hole moves into it.
    var probe = (hole + 1) & mask
    while table[probe] >= 0 {
      let home = slot(of: batchTime[table[probe]])
      if (probe - home) & mask >= (probe - hole) & mask {
        table[hole] = table[probe]
        hole = probe
      }
      probe = (probe + 1) & mask
    }
    table[hole] = -1
    tableCount -= 1
  }

  private mutating func rehash() {
    table = Column<Int32>(repeating: -1, count: table.count * 2)
    for index in 0..<heap.count {
      var slot = slot(of: batchTime[heap[index]])
      while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = heap[index]
    }
  }
}
