// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What every rank sends to others, or receives from them: one row of channels per rank, ordered by
/// peer and then by list.
struct ChannelTable {
  struct Channel {
    /// The rank at the other end.
    var peer: Int32
    /// Row of the `MessageLists` of the rank's graph.
    var list: Int32
  }

  /// The first channel of each rank, and one past the last.
  private var start: [Int] = [0]
  private(set) var channels: [Channel] = []

  mutating func append(_ channel: Channel) { channels.append(channel) }

  /// No more channels of this rank follow.
  mutating func closeRow() {
    let first = start[start.count - 1]
    if channels.count - first > 1 {
      channels[first...].sort { ($0.peer, $0.list) < ($1.peer, $1.list) }
    }
    start.append(channels.count)
  }

  /// Channels of a rank with each of its peers, one range a peer: seldom more than one channel.
  func rows(of rank: Int32) -> some Sequence<Range<Int>> {
    let end = start[Int(rank) + 1]
    return sequence(state: start[Int(rank)]) { next -> Range<Int>? in
      guard next < end else { return nil }
      let first = next
      repeat { next += 1 } while next < end && channels[next].peer == channels[first].peer
      return first..<next
    }
  }

  /// Channels of a rank with one peer.
  func channels(of rank: Int32, with peer: Int32) -> Range<Int> {
    let end = start[Int(rank) + 1]
    var low = start[Int(rank)]
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if channels[middle].peer < peer { low = middle + 1 } else { high = middle }
    }
    var next = low
    while next < end, channels[next].peer == peer { next += 1 }
    return low..<next
  }
}

/// Pairs of lists that were compared and found to match.
struct AgreedLists {
  private let lists: [MessageLists]
  /// Row of each graph's first list, counting the lists of all graphs on.
  private let firstRow: [Int]
  /// By row of a list of sends: the row of receives that it last agreed with, or -1. Ranks of a
  /// graph come one after the other, so that the last one is mostly the next one.
  private var partner: [Int]

  init(_ lists: [MessageLists]) {
    self.lists = lists
    var firstRow: [Int] = []
    var count = 0
    for list in lists {
      firstRow.append(count)
      count += list.ends.count
    }
    self.firstRow = firstRow
    partner = [Int](repeating: -1, count: count)
  }

  /// Whether a list of sends has the tags and sizes of a list of receives, in order.
  mutating func agree(
    _ program: Program, _ source: Int32, _ sends: Int32, _ destination: Int32, _ receives: Int32
  ) -> Bool {
    let row = firstRow[Int(source)] + Int(sends)
    let other = firstRow[Int(destination)] + Int(receives)
    if partner[row] == other { return true }
    let mine = lists[Int(source)].operations[Int(sends)]
    let theirs = lists[Int(destination)].operations[Int(receives)]
    let sender = program.graphs[Int(source)]
    let receiver = program.graphs[Int(destination)]
    guard
      mine.elementsEqual(
        theirs,
        by: {
          sender.tag[Int($0)] == receiver.tag[Int($1)]
            && sender.bytes[Int($0)] == receiver.bytes[Int($1)]
        })
    else { return false }
    partner[row] = other
    return true
  }
}
