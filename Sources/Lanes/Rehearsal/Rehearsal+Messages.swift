// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

// Sends and receives of the program.
extension Rehearsal {
  mutating func send(_ operation: RankTask, task: Int) throws {
    let its = row(of: operation)
    let row: Int32
    let key: Mailbox.Key
    if let messages = folds?.messages {
      let relation = messages.relationOfTask[task]
      row = messages.row(of: operation.rank, in: relation)
      key = Mailbox.Key(
        from: operation.rank, to: messages.target(of: operation.rank, in: relation),
        tag: graph.tasks.tag[task], relation: relation)
    } else {
      let peer = peer(of: operation, task: task)
      let places = graph.placement.acceleratorOfRank
      row = try routes.row(
        from: places[Int(operation.rank)], to: places[Int(peer)], in: &table, &forms)
      key = Mailbox.Key(
        from: operation.rank, to: peer, tag: graph.tasks.tag[task], relation: -1)
    }
    let costs = table.rows[Int(row)]
    let overhead = forms.form(.overhead, costs.overhead)
    let flow = begin(
      row, bytes: graph.tasks.bytes[task], (overhead, overhead), from: startsAt[its])
    add([flow.flow], of: operation, from: startsAt[its], until: flow.drained)
    endsAt[its] = flow.drained
    endLater(operation)
    let arrival = arrival(of: row, after: flow.drained)
    arriveLater(
      Mailbox.Arrival(
        moment: arrival, send: Int32(its), row: row, stream: graph.tasks.stream[task]),
      at: box(key))
  }

  mutating func receive(_ operation: RankTask, task: Int) {
    let key: Mailbox.Key
    if let messages = folds?.messages {
      let relation = messages.relationOfTask[task]
      key = Mailbox.Key(
        from: messages.source(of: operation.rank, in: relation), to: operation.rank,
        tag: graph.tasks.tag[task], relation: relation)
    } else {
      key = Mailbox.Key(
        from: peer(of: operation, task: task), to: operation.rank, tag: graph.tasks.tag[task],
        relation: -1)
    }
    let box = box(key)
    let its = row(of: operation)
    // A stream keeps them in order; what has none starts when it is ready.
    if boxes[box].lastReceive >= 0, graph.tasks.stream[task] < 0 {
      servedInOrder.append((boxes[box].lastReceive, its))
    }
    boxes[box].lastReceive = its
    guard !boxes[box].arrived.isEmpty else {
      boxes[box].waiting.append(its)
      return
    }
    meet(its, boxes[box].arrived.removeFirst().moment)
  }

  /// A message is there: it meets the oldest receive, or waits.
  mutating func deliver(_ arrival: Mailbox.Arrival, to box: Int) {
    // On one stream and one way they stay in order.
    if let last = boxes[box].lastArrival,
      last.stream < 0 || last.stream != arrival.stream || last.row != arrival.row
    {
      arrivedInOrder.append((last, arrival))
    }
    boxes[box].lastArrival = arrival
    guard !boxes[box].waiting.isEmpty else {
      boxes[box].arrived.append(arrival)
      return
    }
    meet(boxes[box].waiting.removeFirst(), arrival.moment)
  }

  private mutating func meet(_ receive: Int, _ arrival: Int32) {
    endsAt[receive] = moments.last(of: [startsAt[receive], arrival])
    endLater(operation(atRow: receive))
  }

  private func operation(atRow row: Int) -> RankTask {
    var low = 0
    var high = operationStart.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if operationStart[middle] <= row { low = middle } else { high = middle }
    }
    return RankTask(rank: Int32(low), index: Int32(row - operationStart[low]))
  }

  private mutating func box(_ key: Mailbox.Key) -> Int {
    if let known = mailboxes[key] { return known }
    boxes.append(Mailbox())
    mailboxes[key] = boxes.count - 1
    return boxes.count - 1
  }

  /// The rank at the other end: given outright, or as a distance in the rank's own group.
  private func peer(of operation: RankTask, task: Int) -> Int32 {
    let family = graph.tasks.family[task]
    guard family >= 0 else { return graph.tasks.peer[task] }
    let place = Int(family) * graph.rankCount + Int(operation.rank)
    let group = Int(graph.groups.groupOfRank[place])
    let start = graph.groups.memberStart[group]
    let members = graph.groups.memberStart[group + 1] - start
    let target = (graph.groups.placeOfRank[place] + graph.tasks.peer[task]) % members
    return graph.groups.member[Int(start + (target < 0 ? target + members : target))]
  }

  // MARK: Flows

  /// The chain of an operation's flows.
  private mutating func chain(of operation: RankTask, slot: Int32) -> Int32 {
    let stream = graph.tasks.stream[task(of: operation)]
    let key = ChainKey(
      rank: operation.rank,
      stream: stream >= 0 ? stream : Int32(graph.streamNames.count) + operation.index, slot: slot)
    if let known = chains[key] { return known }
    let number = Int32(chains.count)
    chains[key] = number
    return number
  }

  /// A flow from its sender's decision until its last byte has left. What it shares its links with is
  /// found later: here it has them to itself.
  mutating func begin(
    _ row: Int32, bytes: Double, _ overhead: (lower: Int32, upper: Int32), from moment: Int32
  ) -> (flow: LaneFlow, drained: Int32) {
    let seconds = bytes * table.secondsPerByteAlone(row)
    let drained = moments.add(
      at: moments.base[Int(moment)] + forms.base[Int(overhead.lower)] + seconds)
    let edge = moments.connect(Moments.Wait(moment), to: drained)
    return (
      LaneFlow(
        row: row, bytes: bytes, edge: edge, lowerOverhead: overhead.lower,
        upperOverhead: overhead.upper, lowerLatency: 0, upperLatency: 0),
      drained
    )
  }

  /// When the last byte of a flow is there.
  mutating func arrival(of row: Int32, after drained: Int32) -> Int32 {
    let costs = table.rows[Int(row)]
    guard costs.latency > 0 else { return drained }
    let arrival = moments.add(at: moments.base[Int(drained)] + costs.latency)
    moments.connect(
      Moments.Wait(drained, lower: costs.lowerLatency, upper: costs.upperLatency), to: arrival)
    return arrival
  }

  /// A batch of a rank's operation, in one of its chains.
  mutating func add(
    _ flows: [LaneFlow], of operation: RankTask, from begin: Int32, until end: Int32,
    slot: Int32 = 0, repeats: Double = 1
  ) {
    batches.append(
      Batch(
        operation: Int32(row(of: operation)), chain: chain(of: operation, slot: slot),
        begin: begin, end: end, flows: flows, repeats: repeats))
  }
}

extension FlowTable {
  /// Of a flow that has its links to itself; 0 where it crosses none.
  func secondsPerByteAlone(_ row: Int32) -> Double {
    rows[Int(row)].hops.reduce(0) {
      max($0, $1.load / links.capacity(of: $1.link, crowd: $1.crowd))
    }
  }
}
