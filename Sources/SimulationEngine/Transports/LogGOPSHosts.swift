// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Timelines

// LogGOPS: hosts and NICs are busy, the wire between them never. What is written here follows
// LogGOPSim's source, which its answers confirm.
extension EventLoop {
  /// A message waits for its sender's host and NIC.
  mutating func offerToHost(_ message: Int32) {
    hosts.makeRoom(for: message)
    let rank: Int32
    let order: Int64
    if messages.sourceLane[message] < 0 {
      rank = messages.sender[message].rank
      order = Int64(messages.sender[message].index)
      service.receiver[message] = mailboxes.receiver(of: messages.owner[message])
    } else {
      let group = collectives.group[messages.owner[message]]
      let source = collectives.laneMember[messages.sourceLane[message]]
      let target = collectives.laneMember[messages.targetLane[message]]
      rank = groups.rank(at: source, of: group)
      service.receiver[message] = groups.rank(at: target, of: group)
      order = hosts.nextOffer()
    }
    service.sender[message] = rank
    hosts.wait(
      RankOperation(rank: message, index: -1), on: rank, for: .send,
      Ticket(after: hosts.cause, rank: rank, kind: .send, order: order))
  }

  /// A message's first byte is at the receiver's NIC.
  mutating func offerToReceiver(_ message: Int32) {
    hosts.wait(
      RankOperation(rank: message, index: -1), on: service.receiver[message], for: .message,
      Ticket(ofMessageAfter: hosts.startOfMessage[message]))
  }

  /// An operation waits for its host: a receive is posted, work is done.
  mutating func offerToHost(_ operation: RankOperation, _ kind: Ticket.Kind) {
    hosts.wait(
      operation, on: operation.rank, for: kind == .work ? .work : .receive,
      Ticket(
        after: start(of: operation), rank: operation.rank, kind: kind,
        order: Int64(operation.index)))
  }

  /// Starts everything that can start now, in the order of tickets over all ranks.
  mutating func serveHosts() {
    guard hosts.touched.count > 0, case .loggops(let parameters) = transport else { return }
    turns.removeAll()
    hosts.takeTurns(at: now, into: &turns)
    sortTurns()
    var index = 0
    while index < turns.count {
      var turn = turns[index]
      while true {
        start(turn, parameters)
        guard let again = hosts.turn(of: turn.rank, at: now) else { break }
        turn = again
        // What others would start first goes first; then it is this rank's turn again.
        if index + 1 < turns.count, turns[index + 1].ticket < turn.ticket {
          insertTurn(turn, behind: index)
          break
        }
      }
      index += 1
    }
    for index in 0..<hosts.touched.count {
      let rank = hosts.touched[index]
      if let time = hosts.lookAgain(at: rank, after: now) { queue.push(.hostLooks, rank, at: time) }
    }
    hosts.forgetTouched()
  }

  private mutating func sortTurns() {
    for index in 1..<max(turns.count, 1) where Turn.precedes(turns[index], turns[index - 1]) {
      var list = UnsafeMutableBufferPointer(start: turns.base, count: turns.count)
      return list.sort(by: Turn.precedes)
    }
  }

  private mutating func insertTurn(_ turn: Turn, behind index: Int) {
    turns.append(turn)
    var place = turns.count - 1
    while place > index + 1, turn.ticket < turns[place - 1].ticket {
      turns[place] = turns[place - 1]
      place -= 1
    }
    turns[place] = turn
  }

  private mutating func start(_ turn: Turn, _ parameters: LogGOPS) {
    let subject = hosts.take(turn)
    let number = hosts.nextStart()
    switch turn.need {
    case .work: work(subject, number)
    case .send: send(subject.rank, number, parameters)
    case .message: receive(subject.rank, number, parameters)
    case .receive: post(subject, number, parameters)
    }
  }

  private mutating func work(_ operation: RankOperation, _ number: Int64) {
    let seconds = workSeconds(of: operation, task: task(of: operation))
    let end = now + ServiceColumns.nanoseconds(of: seconds).rounded()
    hosts.free[operation.rank] = end
    finish(operation, number, at: end)
  }

  /// The host works, then its NIC rests for the gap. A message of at most S bytes has left then; a
  /// larger one has when its receive has met it.
  private mutating func send(_ message: Int32, _ number: Int64, _ parameters: LogGOPS) {
    let rank = service.sender[message]
    let cost = parameters.cost(of: messages.bytes[message])
    hosts.free[rank] = now + cost.work
    hosts.sendGapEnd[rank] = now + cost.gap
    hosts.startOfMessage[message] = number
    if messages.sourceLane[message] < 0 { setStart(of: messages.sender[message], number) }
    // When the first byte reaches the receiver's NIC; the others follow while it takes them.
    queue.push(
      .messageAtHop, message, at: now + Double(parameters.overhead) + Double(parameters.latency))
    if !parameters.meets(messages.bytes[message]) {
      queue.push(.messageDrains, message, at: now + cost.work)
    }
  }

  /// The receiver's host and NIC take a message, whether or not its receive has been posted.
  private mutating func receive(_ message: Int32, _ number: Int64, _ parameters: LogGOPS) {
    let rank = service.receiver[message]
    let cost = parameters.cost(of: messages.bytes[message])
    hosts.free[rank] = now + cost.taking
    hosts.receiveGapEnd[rank] = now + cost.gap
    hosts.startOfMessage[message] = number
    let lane = messages.targetLane[message]
    if lane >= 0 {
      queue.push(.messageArrives, message, at: hosts.free[rank])
      // A member has posted the receives of a collective when it has entered it.
      let member = collectives.memberStart[messages.owner[message]] + collectives.laneMember[lane]
      if parameters.meets(messages.bytes[message]) {
        if collectives.hasEntered[member] { meet(message) } else { hold(message, for: member) }
      }
    } else if let receiver = mailboxes.takeReceive(of: messages.owner[message]) {
      complete(receiver, with: message, number, parameters)
    } else {
      hosts.keep(message, in: messages.owner[message])
    }
  }

  /// A receive of the program is posted. Where its message has come already, the host has worked
  /// on it then, and nothing is left to do.
  private mutating func post(
    _ operation: RankOperation, _ number: Int64, _ parameters: LogGOPS
  ) {
    let mailbox = mailbox(of: operation)
    if let message = hosts.takeKept(from: mailbox) {
      complete(operation, with: message, number, parameters)
    } else {
      mailboxes.wait(operation, in: mailbox)
    }
  }

  /// A message and its receive have met: the receive ends when the host is free of it, and so does
  /// a send that waited for that.
  private mutating func complete(
    _ receiver: RankOperation, with message: Int32, _ number: Int64, _ parameters: LogGOPS
  ) {
    bytesReceived += messages.bytes[message]
    finish(receiver, number, at: max(now, hosts.free[receiver.rank]))
    if parameters.meets(messages.bytes[message]) {
      setStart(of: messages.sender[message], number)
      meet(message)
    }
    releaseAfterBothEnds(message)
  }

  /// The sender of a message above S learns in the same instant that its receive has met it: no
  /// acknowledgement travels in LogGOPSim.
  mutating func meet(_ message: Int32) {
    queue.push(.messageDrains, message, at: max(now, hosts.free[service.sender[message]]))
  }

  private mutating func finish(_ operation: RankOperation, _ number: Int64, at time: Double) {
    setStart(of: operation, number)
    queue.push(.operationEnds, operation.rank, operation.index, at: time)
  }

  /// A message is done with when it has left its sender and has been taken by its receiver,
  /// whichever comes last.
  mutating func releaseAfterBothEnds(_ message: Int32) {
    service.hop[message] += 1
    if service.hop[message] == 2 { messages.release(message) }
  }

  // MARK: What made what ready

  func start(of operation: RankOperation) -> Int64 {
    hosts.startOfOperation[ranks.operationStart[operation.rank] + Int(operation.index)]
  }

  mutating func setStart(of operation: RankOperation, _ number: Int64) {
    hosts.startOfOperation[ranks.operationStart[operation.rank] + Int(operation.index)] = number
  }
}
