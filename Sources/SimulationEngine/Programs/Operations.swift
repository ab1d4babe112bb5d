// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines
import Traffic

// Operations: ready, started, ended.
extension EventLoop {
  mutating func startFirstOperations() {
    for rank in 0..<ranks.rankCount where folds?.isPart(rank) != true {
      startFirstOperations(of: Int32(rank))
    }
  }

  private mutating func startFirstOperations(of rank: Int32) {
    let start = ranks.operationStart[rank]
    for index in 0..<ranks.operationStart[rank + 1] - start
    where ranks.openDependencies[start + index] == 0 {
      ready.append(RankOperation(rank: rank, index: Int32(index)))
    }
    updateState(of: rank)
  }

  /// Starts what is ready where the stream is free, and queues the rest.
  ///
  /// What ends at once (a group of one, a message that is there already) makes more ready.
  mutating func startReadyOperations() throws {
    while handedOver.count > 0 || ready.count > 0 {
      swap(&starting, &handedOver)
      for index in 0..<starting.count { try start(starting[index]) }
      starting.removeAll()
      sortReady()
      swap(&starting, &ready)
      for index in 0..<starting.count { try startOrQueue(starting[index]) }
      starting.removeAll()
    }
  }

  private mutating func startOrQueue(_ operation: RankOperation) throws {
    let stream = queueingStream(of: task(of: operation))
    guard stream >= 0 else { return try start(operation) }
    let slot = Int(operation.rank) * ranks.streamCount + Int(stream)
    if ranks.streamBusy[slot] {
      enqueue(operation, in: slot)
    } else {
      ranks.streamBusy[slot] = true
      try start(operation)
    }
  }

  /// The stream that a task waits for, or -1. Where hosts are busy with more than their stream, work
  /// waits for the host alone.
  private mutating func queueingStream(of task: Int) -> Int32 {
    transport.hasHosts && tasks.kind[task] == .host ? -1 : tasks.stream[task]
  }

  /// By rank, then by index: the order in which they became ready within a batch is no order.
  private mutating func sortReady() {
    var isSorted = true
    for index in 1..<max(ready.count, 1) where Self.precedes(ready[index], ready[index - 1]) {
      isSorted = false
      break
    }
    if !isSorted {
      var operations = UnsafeMutableBufferPointer(start: ready.base, count: ready.count)
      operations.sort(by: Self.precedes)
    }
  }

  private static func precedes(_ a: RankOperation, _ b: RankOperation) -> Bool {
    a.rank != b.rank ? a.rank < b.rank : a.index < b.index
  }

  private mutating func enqueue(_ operation: RankOperation, in slot: Int) {
    let tail = ranks.queueTail[slot]
    let start = ranks.operationStart[operation.rank]
    ranks.nextInQueue[start + Int(operation.index)] = -1
    if tail < 0 {
      ranks.queueHead[slot] = operation.index
    } else {
      ranks.nextInQueue[start + Int(tail)] = operation.index
    }
    ranks.queueTail[slot] = operation.index
  }

  @inline(__always)
  mutating func task(of operation: RankOperation) -> Int {
    Int(ranks.firstTask[operation.rank] + operation.index)
  }

  private mutating func start(_ operation: RankOperation) throws {
    let task = task(of: operation)
    ranks.startedAt[ranks.operationStart[operation.rank] + Int(operation.index)] = nowSeconds
    switch tasks.kind[task] {
    case .compute: ranks.computesRunning[operation.rank] += 1
    case .host: break
    default:
      ranks.communicationsRunning[operation.rank] += 1
      if overlaps.isNeeded, ranks.communicationsRunning[operation.rank] == 1 {
        overlaps.communicationBegins(on: operation.rank, at: nowSeconds)
      }
    }
    updateState(of: operation.rank)
    if transport.hasHosts { hosts.cause = start(of: operation) }
    switch tasks.kind[task] {
    case .compute, .host: startWork(operation, task: task)
    case .collective: try enterCollective(operation, task: task)
    case .send: try postSend(operation, task: task)
    case .receive: postReceive(operation, task: task)
    }
  }

  private mutating func startWork(_ operation: RankOperation, task: Int) {
    guard !transport.hasHosts else { return offerToHost(operation, .work) }
    let seconds = workSeconds(of: operation, task: task)
    if overlaps.isNeeded {
      overlaps.workBegins(
        ranks.operationStart[operation.rank] + Int(operation.index), on: operation.rank,
        communicates: ranks.communicationsRunning[operation.rank] > 0, at: nowSeconds)
    }
    let ticks =
      transport.isInteger ? ServiceColumns.nanoseconds(of: seconds).rounded() : seconds
    queue.push(.operationEnds, operation.rank, operation.index, at: now + ticks)
  }

  /// Whether a compute has ended; one that the network slowed down goes on.
  mutating func workHasEnded(_ operation: RankOperation, task: Int) -> Bool {
    guard overlaps.isNeeded, tasks.kind[task] == .compute else { return true }
    let row = ranks.operationStart[operation.rank] + Int(operation.index)
    let remaining = overlaps.remaining(
      of: workSeconds(of: operation, task: task), row, since: ranks.startedAt[row],
      on: operation.rank, communicates: ranks.communicationsRunning[operation.rank] > 0,
      at: nowSeconds)
    // Less than the clock can tell is nothing.
    guard remaining > 0, now + remaining > now else { return true }
    queue.push(.operationEnds, operation.rank, operation.index, at: now + remaining)
    return false
  }

  /// What a compute takes on its rank, which may be slower than its graph says. Mutating, though it
  /// changes nothing: of a loop that is only borrowed the compiler makes a copy for every call.
  @inline(__always)
  mutating func workSeconds(of operation: RankOperation, task: Int) -> Double {
    ranks.slowdown.count == 0
      ? tasks.durationSeconds[task]
      : tasks.durationSeconds[task] * ranks.slowdown[operation.rank]
  }

  /// Ends a compute, or a communication that had nothing to move.
  mutating func endOperation(_ operation: RankOperation) {
    endOperation(operation, collective: -1, bytes: 0, joules: 0)
  }

  /// Ends an operation and makes ready what waited for it.
  ///
  /// - Parameters:
  ///   - operation: whose end it is.
  ///   - collective: the serial of its instance, or -1.
  ///   - bytes: what this rank moved.
  ///   - joules: what moving it cost.
  mutating func endOperation(
    _ operation: RankOperation, collective: Int64, bytes: Double, joules: Double
  ) {
    let task = task(of: operation)
    let rank = operation.rank
    let start = ranks.operationStart[rank]
    switch tasks.kind[task] {
    case .compute: ranks.computesRunning[rank] -= 1
    case .host: break
    default:
      ranks.communicationsRunning[rank] -= 1
      if overlaps.isNeeded, ranks.communicationsRunning[rank] == 0 {
        overlaps.communicationEnds(on: rank, at: nowSeconds)
      }
    }
    recordEvent(operation, task: task, collective: collective, bytes: bytes, joules: joules)
    ranks.hasEnded[start + Int(operation.index)] = true
    operationsEnded += 1
    operationsLeft -= 1
    ranks.operationsLeft[rank] -= 1
    releaseStream(of: operation, task: task)
    if transport.hasHosts, collective >= 0 { setStart(of: operation, hosts.cause) }
    for edge in Int(tasks.successorStart[task])..<Int(tasks.successorStart[task + 1]) {
      let successor = tasks.successor[edge]
      hosts.inheritStart(start + Int(successor), from: start + Int(operation.index))
      ranks.openDependencies[start + Int(successor)] -= 1
      if ranks.openDependencies[start + Int(successor)] == 0 {
        ready.append(RankOperation(rank: rank, index: successor))
      }
    }
    updateState(of: rank)
    if ranks.operationsLeft[rank] == 0, ranks.hasParts(rank) {
      for index in ranks.partStart[rank]..<ranks.partStart[rank + 1] {
        startFirstOperations(of: ranks.part[index])
      }
    }
  }

  private mutating func releaseStream(of operation: RankOperation, task: Int) {
    let stream = queueingStream(of: task)
    guard stream >= 0 else { return }
    let slot = Int(operation.rank) * ranks.streamCount + Int(stream)
    let head = ranks.queueHead[slot]
    guard head >= 0 else {
      ranks.streamBusy[slot] = false
      return
    }
    // The stream stays busy: it passes to the operation that has waited longest.
    let next = ranks.nextInQueue[ranks.operationStart[operation.rank] + Int(head)]
    ranks.queueHead[slot] = next
    if next < 0 { ranks.queueTail[slot] = -1 }
    handedOver.append(RankOperation(rank: operation.rank, index: head))
  }

  mutating func updateState(of rank: Int32) {
    let state: RankState =
      if ranks.computesRunning[rank] > 0 {
        .computing
      } else if ranks.communicationsRunning[rank] > 0 {
        .communicating
      } else if ranks.operationsLeft[rank] > 0 {
        .waiting
      } else if ranks.hasParts(rank) {
        .absent
      } else {
        .idle
      }
    guard let began = recorder.setState(of: rank, to: state, at: nowSeconds) else { return }
    recordStall(of: rank, since: began)
  }

  private mutating func recordEvent(
    _ operation: RankOperation, task: Int, collective: Int64, bytes: Double, joules: Double
  ) {
    recorder.eventCount += 1
    guard recorder.options.events else { return }
    let start = ranks.startedAt[ranks.operationStart[operation.rank] + Int(operation.index)]
    let kind: EventKind
    var energy = joules
    switch tasks.kind[task] {
    case .compute:
      kind = .compute
      energy = recorder.watts(of: operation.rank, .computing) * (nowSeconds - start)
    case .host: kind = .compute
    case .collective: kind = .collective
    case .send, .receive: kind = .p2p
    }
    record(
      OneEvent(
        start: start, end: nowSeconds, rank: operation.rank, kind: kind, collective: collective,
        bytes: Int64(bytes.rounded()), energy: energy,
        stream: tasks.stream[task] < 0 ? recorder.noStream : tasks.stream[task],
        name: tasks.name[task]), family: collective < 0 ? -1 : tasks.family[task])
  }

  private mutating func recordStall(of rank: Int32, since began: Double) {
    recorder.eventCount += 1
    guard recorder.options.events else { return }
    let watts = recorder.watts(of: rank, .waiting)
    record(
      OneEvent(
        start: began, end: nowSeconds, rank: rank, kind: .stall, collective: -1, bytes: 0,
        energy: watts * (nowSeconds - began), stream: recorder.noStream, name: recorder.stallName),
      family: -1)
  }
}
