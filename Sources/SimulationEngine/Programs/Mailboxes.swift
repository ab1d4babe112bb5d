// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Sends and receives of the program, matched by sender, receiver and tag in the order in which
/// they were posted.
///
/// A send is eager: its bytes leave when it is posted, and wait at the receiver for the receive.
struct Mailboxes: ~Copyable {
  struct Key: Hashable {
    var from: Int32
    var to: Int32
    var tag: Int32
    /// Of a folded program, which of the messages between two classes they are.
    var relation: Int32 = -1
  }

  // One entry per mailbox.
  private var firstWaiting = Column<Int32>()
  private var lastWaiting = Column<Int32>()
  /// Messages that arrived before their receive was posted.
  private var arrived = Column<Int32>()
  private var receiverRank = Column<Int32>()
  private var rows: [Key: Int32] = [:]

  // Receives that wait, chained.
  private var receive = Column<RankOperation>()
  private var next = Column<Int32>()
  private var free = Column<Int32>()

  init() {}

  mutating func row(_ key: Key) -> Int32 {
    if let row = rows[key] { return row }
    firstWaiting.append(-1)
    lastWaiting.append(-1)
    arrived.append(0)
    receiverRank.append(key.to)
    let row = Int32(arrived.count - 1)
    rows[key] = row
    return row
  }

  /// Whom the messages of a mailbox are for.
  func receiver(of row: Int32) -> Int32 { receiverRank[row] }

  /// A message arrives: the receive that it completes, or nil where none is posted yet.
  mutating func deliver(to row: Int32) -> RankOperation? {
    let receive = takeReceive(of: row)
    if receive == nil { arrived[row] += 1 }
    return receive
  }

  /// Takes the oldest receive that waits, or nil.
  mutating func takeReceive(of row: Int32) -> RankOperation? {
    let waiting = firstWaiting[row]
    guard waiting >= 0 else { return nil }
    firstWaiting[row] = next[waiting]
    if next[waiting] < 0 { lastWaiting[row] = -1 }
    free.append(waiting)
    return receive[waiting]
  }

  /// A receive is posted: whether its message is there already.
  mutating func post(_ operation: RankOperation, to row: Int32) -> Bool {
    if arrived[row] > 0 {
      arrived[row] -= 1
      return true
    }
    wait(operation, in: row)
    return false
  }

  /// A receive waits for its message, behind those that wait already.
  mutating func wait(_ operation: RankOperation, in row: Int32) {
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
      receive[slot] = operation
      next[slot] = -1
    } else {
      slot = Int32(receive.count)
      receive.append(operation)
      next.append(-1)
    }
    let tail = lastWaiting[row]
    if tail < 0 { firstWaiting[row] = slot } else { next[tail] = slot }
    lastWaiting[row] = slot
  }
}
