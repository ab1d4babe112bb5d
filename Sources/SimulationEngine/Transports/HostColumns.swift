// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Hosts and NICs of LogGOPS, and what waits for them.
///
/// Each rank has one host, which works, sends and receives one thing at a time, and one NIC with a
/// gap after each message it sends, and one after each that it receives. Of what is ready and
/// could start at an instant, the earliest ticket does: tickets are in the order of what made
/// things ready, as in LogGOPSim, where ties are decided so. Times are whole nanoseconds in
/// doubles.
struct HostColumns: ~Copyable {
  /// What a thing needs before it can start.
  enum Need: Int, CaseIterable {
    /// The host.
    case work
    /// The host, and the end of the gap after the last message sent.
    case send
    /// The host, and the end of the gap after the last message received.
    case message
    /// Nothing: a receive of the program is posted at once.
    case receive
  }

  // One entry per rank.
  let free: Column<Double>
  let sendGapEnd: Column<Double>
  let receiveGapEnd: Column<Double>
  /// Whether something may have become able to start at this instant.
  private let isTouched: Column<Bool>
  /// When the rank will be looked at again, or infinity.
  private let nextLook: Column<Double>
  private(set) var touched = Column<Int32>()

  /// One heap per rank and need.
  private var waiting: TicketHeaps

  /// One entry per operation of a rank: the start that made it ready, later its own.
  let startOfOperation: Column<Int64>

  // One entry per message.
  var startOfMessage = Column<Int64>()
  /// Chains messages that came before their receive.
  private var nextKept = Column<Int32>()

  // One entry per mailbox: messages that came before their receive, oldest first.
  private var keptHead = Column<Int32>()
  private var keptTail = Column<Int32>()

  /// Things started so far, which number their starts.
  private var starts: Int64 = 0
  /// The start that led to what happens now.
  var cause: Int64 = 0
  private var offers: Int64 = 0

  /// Without ranks where the transport has no hosts.
  init(rankCount: Int, operationCount: Int) {
    free = Column(repeating: 0, count: rankCount)
    sendGapEnd = Column(repeating: 0, count: rankCount)
    receiveGapEnd = Column(repeating: 0, count: rankCount)
    isTouched = Column(repeating: false, count: rankCount)
    nextLook = Column(repeating: .infinity, count: rankCount)
    waiting = TicketHeaps(count: rankCount * Need.allCases.count)
    startOfOperation = Column(repeating: 0, count: operationCount)
  }

  /// Numbers the start of a thing.
  mutating func nextStart() -> Int64 {
    starts += 1
    return starts
  }

  /// Orders what a lane offers among what its rank's operations do: by when it was offered.
  mutating func nextOffer() -> Int64 {
    offers += 1
    return offers
  }

  mutating func makeRoom(for message: Int32) {
    startOfMessage.extend(to: Int(message) + 1, with: 0)
    nextKept.extend(to: Int(message) + 1, with: -1)
  }

  /// An operation becomes ready by the latest start of what it waited for.
  @inline(__always)
  mutating func inheritStart(_ successor: Int, from operation: Int) {
    guard startOfOperation.count > 0 else { return }
    startOfOperation[successor] = max(startOfOperation[successor], startOfOperation[operation])
  }

  // MARK: What waits

  mutating func wait(_ subject: RankOperation, on rank: Int32, for need: Need, _ ticket: Ticket) {
    waiting.insert(subject, ticket, into: heap(rank, need))
    touch(rank)
  }

  mutating func touch(_ rank: Int32) {
    guard !isTouched[rank] else { return }
    isTouched[rank] = true
    touched.append(rank)
  }

  mutating func forgetTouched() { touched.removeAll() }

  /// The ranks to look at, each with the ticket of what it would start first.
  mutating func takeTurns(at now: Double, into turns: inout Column<Turn>) {
    for index in 0..<touched.count {
      let rank = touched[index]
      isTouched[rank] = false
      if let turn = turn(of: rank, at: now) { turns.append(turn) }
    }
  }

  /// What a rank would start at an instant, or nil.
  func turn(of rank: Int32, at now: Double) -> Turn? {
    var best: Turn?
    for need in Need.allCases where earliest(of: need, on: rank) <= now {
      guard let ticket = waiting.first(of: heap(rank, need)) else { continue }
      if let known = best, !(ticket < known.ticket) { continue }
      best = Turn(ticket: ticket, rank: rank, need: need)
    }
    return best
  }

  /// Takes out what a turn starts.
  mutating func take(_ turn: Turn) -> RankOperation {
    waiting.removeFirst(of: heap(turn.rank, turn.need))
  }

  /// When a rank has to be looked at next, or nil where nothing waits or a look is due before.
  mutating func lookAgain(at rank: Int32, after now: Double) -> Double? {
    if nextLook[rank] <= now { nextLook[rank] = .infinity }
    var time = Double.infinity
    for need in Need.allCases where waiting.first(of: heap(rank, need)) != nil {
      time = min(time, earliest(of: need, on: rank))
    }
    guard time < nextLook[rank] else { return nil }
    nextLook[rank] = time
    return time
  }

  private func earliest(of need: Need, on rank: Int32) -> Double {
    switch need {
    case .work: free[rank]
    case .send: max(free[rank], sendGapEnd[rank])
    case .message: max(free[rank], receiveGapEnd[rank])
    case .receive: 0
    }
  }

  private func heap(_ rank: Int32, _ need: Need) -> Int {
    Int(rank) * Need.allCases.count + need.rawValue
  }

  // MARK: Messages before their receive

  mutating func keep(_ message: Int32, in mailbox: Int32) {
    keptHead.extend(to: Int(mailbox) + 1, with: -1)
    keptTail.extend(to: Int(mailbox) + 1, with: -1)
    nextKept[message] = -1
    let tail = keptTail[mailbox]
    if tail < 0 { keptHead[mailbox] = message } else { nextKept[tail] = message }
    keptTail[mailbox] = message
  }

  /// The oldest message that waits in a mailbox, or nil.
  mutating func takeKept(from mailbox: Int32) -> Int32? {
    guard Int(mailbox) < keptHead.count, keptHead[mailbox] >= 0 else { return nil }
    let message = keptHead[mailbox]
    keptHead[mailbox] = nextKept[message]
    if nextKept[message] < 0 { keptTail[mailbox] = -1 }
    return message
  }
}

/// What a rank starts next.
struct Turn: BitwiseCopyable {
  var ticket: Ticket
  var rank: Int32
  var need: HostColumns.Need

  static func precedes(_ a: Turn, _ b: Turn) -> Bool { a.ticket < b.ticket }
}
