// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Many small heaps of things by ticket, in one pool: pairing heaps (M. L. Fredman, R. Sedgewick,
/// D. D. Sleator and R. E. Tarjan, "The pairing heap", Algorithmica 1, 1986).
struct TicketHeaps: ~Copyable {
  // One entry per heap.
  private let root: Column<Int32>

  // One entry per thing.
  private var subject = Column<RankOperation>()
  private var ticket = Column<Ticket>()
  private var child = Column<Int32>()
  private var sibling = Column<Int32>()
  private var free = Column<Int32>()

  init(count: Int) { root = Column(repeating: -1, count: count) }

  /// The least ticket of a heap, or nil where it is empty.
  @inline(__always)
  func first(of heap: Int) -> Ticket? {
    let top = root[heap]
    return top < 0 ? nil : ticket[top]
  }

  mutating func insert(_ thing: RankOperation, _ place: Ticket, into heap: Int) {
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
      subject[slot] = thing
      ticket[slot] = place
      child[slot] = -1
      sibling[slot] = -1
    } else {
      slot = Int32(subject.count)
      subject.append(thing)
      ticket.append(place)
      child.append(-1)
      sibling.append(-1)
    }
    root[heap] = root[heap] < 0 ? slot : meld(root[heap], slot)
  }

  /// Takes the thing with the least ticket out of a heap, which must not be empty.
  mutating func removeFirst(of heap: Int) -> RankOperation {
    let top = root[heap]
    root[heap] = meldAll(child[top])
    free.append(top)
    return subject[top]
  }

  private func meld(_ a: Int32, _ b: Int32) -> Int32 {
    let (upper, lower) = ticket[b] < ticket[a] ? (b, a) : (a, b)
    sibling[lower] = child[upper]
    child[upper] = lower
    return upper
  }

  /// Pairs from left to right, then all from right to left: that keeps removal logarithmic.
  private func meldAll(_ first: Int32) -> Int32 {
    var pairs: Int32 = -1
    var next = first
    while next >= 0 {
      let a = next
      let b = sibling[a]
      sibling[a] = -1
      guard b >= 0 else {
        sibling[a] = pairs
        pairs = a
        break
      }
      next = sibling[b]
      sibling[b] = -1
      let melded = meld(a, b)
      sibling[melded] = pairs
      pairs = melded
    }
    guard pairs >= 0 else { return -1 }
    var whole = pairs
    next = sibling[whole]
    sibling[whole] = -1
    while next >= 0 {
      let other = next
      next = sibling[other]
      sibling[other] = -1
      whole = meld(whole, other)
    }
    return whole
  }
}
