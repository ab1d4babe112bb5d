// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The links of a solve by the level at which each asks for attention.
///
/// Levels only rise, so an entry that is out of date is mostly too low, and is put back where it
/// belongs when its turn comes. Many links wait in buckets of equal width, chained through the
/// links themselves; a small heap orders the bucket whose turn it is. Few links need the heap only.
struct LevelQueue: ~Copyable {
  struct Entry: BitwiseCopyable {
    var level: Double
    var link: Int32
  }

  /// Levels nearer than this are one: symmetric links differ by rounding only, and flows that
  /// should end together do. 2⁻⁴³ is a thousand units in the last place.
  static var sameLevel: Double { 0x1p-43 }
  /// With fewer links than this, buckets cost more than they save.
  private static var fewLinks: Int { 48 }
  /// Links a bucket, as far as they are spread evenly.
  private static var linksPerBucket: Int { 4 }

  private var heap = Column<Entry>()
  /// One entry per link: the level under which it stands in the queue; other entries are stale.
  private let queuedLevel: Column<Double>
  private let nextInBucket: Column<Int32>

  private var bucket = Column<Int32>()
  private var hasBuckets = false
  private var present = 0
  private var lowest = 0.0
  private var bucketsPerLevel = 0.0
  /// Links beyond the last bucket.
  private var beyond = Column<Int32>()
  private var spread = Column<Int32>()

  init(linkCount: Int) {
    queuedLevel = Column(repeating: .infinity, count: linkCount)
    nextInBucket = Column(repeating: -1, count: linkCount)
  }

  /// Begins a solve with links that have been given their open flows.
  mutating func begin(
    with touched: borrowing Column<Int32>, _ links: UnsafeMutablePointer<LinkState>
  ) {
    heap.removeAll()
    hasBuckets = touched.count >= Self.fewLinks
    if hasBuckets {
      beyond.removeAll()
      for index in 0..<touched.count {
        links[Int(touched[index])].isChained = true
        beyond.append(touched[index])
      }
      _ = spreadBeyond(links)
    } else {
      for index in 0..<touched.count {
        let link = touched[index]
        let level = links[Int(link)].pendingLevel
        if level < .infinity { push(link, at: level, links) }
      }
    }
  }

  /// Puts a link where its level is now.
  @inline(__always)
  mutating func push(_ link: Int32, at level: Double, _ links: UnsafeMutablePointer<LinkState>) {
    queuedLevel[link] = level
    if hasBuckets && !links[Int(link)].isChained {
      let place = bucketIndex(of: level)
      if place > present { return chain(link, in: place, links) }
    }
    heap.append(Entry(level: level, link: link))
    rise(heap.count - 1)
  }

  /// Puts a link forward where its level has fallen.
  ///
  /// Half of the way down to the level of the sweep: as flows open on a link one after the other
  /// its level falls by little each time, and an entry that is too low is put right by its turn.
  @inline(__always)
  mutating func update(
    _ link: Int32, above sweep: Double, _ links: UnsafeMutablePointer<LinkState>
  ) {
    let level = links[Int(link)].pendingLevel
    guard level < queuedLevel[link] else { return }
    push(link, at: level > sweep ? sweep + (level - sweep) / 2 : level, links)
  }

  /// Takes out the link whose level is lowest, or -1 where no link has a question left.
  mutating func next(_ links: UnsafeMutablePointer<LinkState>) -> Int32 {
    while true {
      guard heap.count > 0, !hasBuckets || bucketIndex(of: heap[0].level) <= present else {
        if hasBuckets && openNextBucket(links) { continue }
        return -1
      }
      let top = heap[0]
      guard top.level == queuedLevel[top.link] else {
        dropTop()
        continue
      }
      let level = links[Int(top.link)].pendingLevel
      if level > top.level * (1 + Self.sameLevel) {
        queuedLevel[top.link] = level
        if level == .infinity {
          dropTop()
        } else if hasBuckets && !links[Int(top.link)].isChained
          && bucketIndex(of: level) > present
        {
          dropTop()
          chain(top.link, in: bucketIndex(of: level), links)
        } else {
          heap[0] = Entry(level: level, link: top.link)
          sink()
        }
        continue
      }
      dropTop()
      queuedLevel[top.link] = .infinity
      return top.link
    }
  }
}

// The buckets.
extension LevelQueue {
  @inline(__always)
  private func bucketIndex(of level: Double) -> Int {
    let place = (level - lowest) * bucketsPerLevel
    return place < Double(bucket.count) ? Int(place) : bucket.count
  }

  @inline(__always)
  private mutating func chain(
    _ link: Int32, in place: Int, _ links: UnsafeMutablePointer<LinkState>
  ) {
    links[Int(link)].isChained = true
    if place < bucket.count {
      nextInBucket[link] = bucket[place]
      bucket[place] = link
    } else {
      beyond.append(link)
    }
  }

  /// Moves to the next bucket with links in it, and those into the heap whose levels are still
  /// there. Returns false where there is none.
  private mutating func openNextBucket(_ links: UnsafeMutablePointer<LinkState>) -> Bool {
    let heapPlace = heap.count > 0 ? bucketIndex(of: heap[0].level) : bucket.count
    repeat { present += 1 } while present < heapPlace && bucket[present] < 0
    guard present < bucket.count else { return spreadBeyond(links) }
    var link = bucket[present]
    bucket[present] = -1
    while link >= 0 {
      let following = nextInBucket[link]
      links[Int(link)].isChained = false
      let level = links[Int(link)].pendingLevel
      queuedLevel[link] = level
      if level < .infinity { push(link, at: level, links) }
      link = following
    }
    return true
  }

  /// Lays out new buckets from the lowest level that waits to twice as far as the mean. Returns
  /// false where nothing waits.
  private mutating func spreadBeyond(_ links: UnsafeMutablePointer<LinkState>) -> Bool {
    spread.removeAll()
    var sum = 0.0
    var least = Double.infinity
    for index in 0..<beyond.count {
      let link = beyond[index]
      links[Int(link)].isChained = false
      let level = links[Int(link)].pendingLevel
      queuedLevel[link] = level
      guard level < .infinity else { continue }
      spread.append(link)
      sum += level
      if level < least { least = level }
    }
    beyond.removeAll()
    if heap.count > 0 && heap[0].level < least { least = heap[0].level }
    guard spread.count > 0 || heap.count > 0 else { return false }
    let width = spread.count > 0 ? 2 * (sum / Double(spread.count) - least) : 0
    let count = spread.count / Self.linksPerBucket + 1
    bucket.removeAll()
    bucket.extend(to: count, with: -1)
    lowest = least
    // Levels that are all alike share the first bucket.
    bucketsPerLevel = width > least * Self.sameLevel ? Double(count) / width : 0
    present = -1
    for index in 0..<spread.count {
      chain(spread[index], in: bucketIndex(of: queuedLevel[spread[index]]), links)
    }
    return true
  }
}

// The heap: four children a node.
extension LevelQueue {
  @inline(__always)
  private mutating func dropTop() {
    let last = heap.count - 1
    heap[0] = heap[last]
    heap.truncate(to: last)
    if last > 0 { sink() }
  }

  @inline(__always)
  private func rise(_ start: Int) {
    let heap = heap.base
    let entry = heap[start]
    var node = start
    while node > 0 {
      let parent = (node - 1) / 4
      guard entry.level < heap[parent].level else { break }
      heap[node] = heap[parent]
      node = parent
    }
    heap[node] = entry
  }

  private func sink() {
    let count = heap.count
    let heap = heap.base
    let entry = heap[0]
    var node = 0
    while true {
      let first = 4 * node + 1
      guard first < count else { break }
      var least = first
      for child in first + 1..<max(first + 1, min(first + 4, count))
      where heap[child].level < heap[least].level {
        least = child
      }
      guard heap[least].level < entry.level else { break }
      heap[node] = heap[least]
      node = least
    }
    heap[node] = entry
  }
}
