// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is due in a rehearsal, earliest first; of one instant in the order in which it came.
struct EventHeap {
  enum Kind {
    case ends(rank: Int32, index: Int32)
    case arrives(box: Int, Mailbox.Arrival)
  }

  struct Event {
    var seconds: Double
    var number: Int
    var kind: Kind
  }

  private var heap: [Event] = []
  private var count = 0

  var earliest: Double? { heap.first?.seconds }

  mutating func push(_ kind: Kind, at seconds: Double) {
    heap.append(Event(seconds: seconds, number: count, kind: kind))
    count += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.precedes(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// The next event of an instant, or nil.
  mutating func pop(at seconds: Double) -> Event? {
    guard let first = heap.first, first.seconds == seconds else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
      guard Self.precedes(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return first
  }

  private static func precedes(_ a: Event, _ b: Event) -> Bool {
    a.seconds != b.seconds ? a.seconds < b.seconds : a.number < b.number
  }
}
