// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

// Collectives: members enter, rounds follow each other, members leave.
extension EventLoop {
  /// A rank reaches its part of a collective.
  mutating func enterCollective(_ operation: RankOperation, task: Int) throws {
    let rank = operation.rank
    let family = tasks.family[task]
    let group = groups.group(of: rank, in: family)
    let instance = instance(of: operation, task: task, group: group)
    let place = groups.place(of: rank, in: family)
    let member = collectives.memberStart[instance] + place
    collectives.operation[member] = operation
    collectives.hasEntered[member] = true
    let schedule = collectives.schedule[instance]
    guard schedules.roundStart[schedule] < schedules.roundStart[schedule + 1] else {
      leave(instance, member: member)
      return
    }
    let base = timings.baseSeconds[collectives.timing[instance]]
    for chunk in 0..<Int32(activeChunks) {
      let lane = collectives.laneStart[instance] + place * Int32(chunks) + chunk
      if base > 0 {
        queue.push(.laneOpens, instance, lane, at: now + base)
      } else {
        try openLane(instance, lane: lane)
      }
    }
    try launchWaiting(for: member)
  }

  /// A member begins with a chunk.
  mutating func openLane(_ instance: Int32, lane: Int32) throws {
    collectives.round[lane] = schedules.roundStart[collectives.schedule[instance]]
    collectives.repetition[lane] = 0
    collectives.step[lane] = 0
    service.steps.open(lane)
    try enterStep(instance, lane: lane)
    if collectives.outstanding[lane] == 0 { try finishStep(instance, lane: lane) }
  }

  /// Begins a lane's step, where its transport wants it after a pause.
  private mutating func enterStep(_ instance: Int32, lane: Int32) throws {
    let pause = pauseBeforeStep(instance, lane: lane)
    guard pause > 0 else { return try beginStep(instance, lane: lane) }
    // What arrives meanwhile is early: the step has no number until it begins.
    collectives.outstanding[lane] = 1
    collectives.step[lane] = ~collectives.step[lane]
    queue.push(.stepBegins, instance, lane, at: now + pause)
  }

  /// The pause before a lane's step is over.
  mutating func resumeStep(_ instance: Int32, lane: Int32) throws {
    collectives.step[lane] = ~collectives.step[lane]
    try beginStep(instance, lane: lane)
    if collectives.outstanding[lane] == 0 { try finishStep(instance, lane: lane) }
  }

  /// The instance that the members of a group share at this point of their programs.
  private mutating func instance(
    of operation: RankOperation, task: Int, group: Int32
  ) -> Int32 {
    let key =
      UInt64(UInt32(bitPattern: group)) << 32
      | UInt64(UInt32(bitPattern: tasks.ordinal[task]))
    if let instance = instances[key] { return instance }
    let members = Int(groups.memberCount(of: group))
    let (schedule, timing) = graph.choice(
      graph: graph.graphOfRank[Int(operation.rank)], operation: operation.index, group: group,
      memberCount: members)
    let serial = noteInstance(task: task, group: group)
    let instance = collectives.begin(
      serial: serial, schedule: Int32(schedule), timing: Int32(timing), group: group,
      memberCount: members, chunks: chunks,
      slots: isFolded ? sends.channelCount(of: schedule) : schedules.slotCount[schedule],
      bytesPerBlock: bytesPerBlock(
        of: tasks.bytes[task], schedule: Int32(schedule), timing: Int32(timing)))
    instances[key] = instance
    return instance
  }

  /// Integer transports move whole bytes, rounded down for each chunk and for each block.
  private mutating func bytesPerBlock(of bytes: Double, schedule: Int32, timing: Int32) -> Double {
    let chunk = bytes / Double(chunks)
    let blocks = schedules.blockCount[schedule]
    guard transport.isInteger else {
      return timing == 0 ? chunk / blocks : chunk / blocks / timings.wireEfficiency[timing]
    }
    return (chunk.rounded(.down) / blocks).rounded(.down)
  }

  /// Sends everything of a lane's step; what arrived early is counted at once.
  private mutating func beginStep(_ instance: Int32, lane: Int32) throws {
    let round = collectives.round[lane]
    let step = collectives.step[lane]
    let place = collectives.laneMember[lane]
    let members = collectives.memberCount[instance]
    let early = collectives.earlyHead[lane] >= 0 ? collectives.takeEarly(lane, step: step) : 0
    let expected = schedules.expected(in: round, of: place) - early
    collectives.outstanding[lane] = expected
    let chunk = lane - collectives.laneStart[instance] - place * Int32(chunks)
    let first = schedules.exchangeStart[round]
    for exchange in first..<schedules.exchangeStart[round + 1] {
      let target = schedules.target(of: place, in: exchange, among: members)
      guard target >= 0 else { continue }
      let message = messages.take()
      let blocks = schedules.blocks(from: place, in: exchange)
      let bytes = collectives.bytesPerBlock[instance] * blocks
      let row =
        isFolded
        ? sends.row(of: place, in: exchange)
        : try route(instance, lane: lane, from: place, to: target)
      messages.bytes[message] = bytes
      messages.sourceLane[message] = lane
      messages.targetLane[message] =
        collectives.laneStart[instance] + target * Int32(chunks) + chunk
      messages.step[message] = step
      messages.owner[message] = instance
      messages.route[message] = row
      if let later = service.steps.takeRelease(lane), later > now {
        messages.channel[message] = -1
        queue.push(.messageStarts, message, at: later)
      } else if chunks == 1 {
        messages.channel[message] = -1
        try offer(message)
      } else {
        let channel = isFolded ? sends.channel(of: exchange) : exchange - first
        let slot = place * collectives.slotCount[instance] + channel
        try enterChannel(message, collectives.channelStart[instance] + slot, chunk: chunk)
      }
    }
    noteArrivals(early, instance, lane: lane)
    if schedules.aggregationStart[round] < schedules.aggregationStart[round + 1] {
      try joinAggregations(instance, lane: lane, place: place, chunk: chunk)
    }
  }

  /// Chunks of a collective share each member's channels: one message of a channel at a time, in
  /// the order in which they were ready, so that chunks follow each other through the schedule.
  ///
  /// Of chunks that come to a channel at one instant, the lower goes first: what came first within an
  /// instant is no order, and members that are alike could differ by it. Other simulators' transports
  /// keep the order in which their own steps come.
  mutating func enterChannel(_ message: Int32, _ channel: Int32, chunk: Int32) throws {
    messages.channel[message] = channel
    guard !transport.isInteger else { return try queueAtChannel(message) }
    channelRequests.append(
      ChannelRequest(
        channel: channel, chunk: chunk, message: message, number: Int32(channelRequests.count)))
  }

  /// Lets those into their channels that came to them in this turn.
  mutating func enterChannels() throws {
    guard channelRequests.count > 0 else { return }
    var requests = UnsafeMutableBufferPointer(
      start: channelRequests.base, count: channelRequests.count)
    requests.sort(by: ChannelRequest.precedes)
    swap(&admitted, &channelRequests)
    for index in 0..<admitted.count { try queueAtChannel(admitted[index].message) }
    admitted.removeAll()
  }

  private mutating func queueAtChannel(_ message: Int32) throws {
    let channel = messages.channel[message]
    guard collectives.channelBusy[channel] else {
      collectives.channelBusy[channel] = true
      try offer(message)
      return
    }
    messages.next[message] = -1
    let tail = collectives.channelTail[channel]
    if tail < 0 {
      collectives.channelHead[channel] = message
    } else {
      messages.next[tail] = message
    }
    collectives.channelTail[channel] = message
  }

  /// A message of a channel left: the next may go.
  mutating func releaseChannel(_ channel: Int32) throws {
    let message = collectives.channelHead[channel]
    guard message >= 0 else {
      collectives.channelBusy[channel] = false
      return
    }
    let next = messages.next[message]
    collectives.channelHead[channel] = next
    if next < 0 { collectives.channelTail[channel] = -1 }
    try offer(message)
  }

  /// A collective message may leave when its receiver is there to take it; integer transports
  /// send it off and keep it there.
  private mutating func offer(_ message: Int32) throws {
    let instance = messages.owner[message]
    let lane = messages.targetLane[message]
    // Of an aggregation everybody has come.
    guard lane >= 0 else { return try launch(message) }
    let receiver = collectives.memberStart[instance] + collectives.laneMember[lane]
    if transport.isInteger || collectives.hasEntered[receiver] {
      try launch(message)
    } else {
      hold(message, for: receiver)
    }
  }

  /// The route between two members; a lane that keeps its partner keeps its route.
  private mutating func route(
    _ instance: Int32, lane: Int32, from place: Int32, to target: Int32
  ) throws -> Int32 {
    if collectives.lastTarget[lane] == target { return collectives.lastRoute[lane] }
    let group = collectives.group[instance]
    let row = try route(
      from: groups.rank(at: place, of: group), to: groups.rank(at: target, of: group))
    collectives.lastTarget[lane] = target
    collectives.lastRoute[lane] = row
    return row
  }

  mutating func hold(_ message: Int32, for member: Int32) {
    messages.next[message] = -1
    let tail = collectives.waitingTail[member]
    if tail < 0 {
      collectives.waitingHead[member] = message
    } else {
      messages.next[tail] = message
    }
    collectives.waitingTail[member] = message
  }

  private mutating func launchWaiting(for member: Int32) throws {
    var message = collectives.waitingHead[member]
    collectives.waitingHead[member] = -1
    collectives.waitingTail[member] = -1
    while message >= 0 {
      let next = messages.next[message]
      if transport.hasHosts { meet(message) } else { try launch(message) }
      message = next
    }
  }

  /// One send left or one message arrived in a lane's present step.
  mutating func settleOne(_ instance: Int32, lane: Int32) throws {
    collectives.outstanding[lane] -= 1
    guard collectives.outstanding[lane] == 0 else { return }
    try finishStep(instance, lane: lane)
  }

  /// Everything of a lane's step has left and arrived.
  private mutating func finishStep(_ instance: Int32, lane: Int32) throws {
    let pause = pauseAfterStep(instance, lane: lane)
    if pause > 0 {
      queue.push(.laneContinues, instance, lane, at: now + pause)
    } else {
      try goOn(instance, lane: lane)
    }
  }

  /// Moves a lane to its next step, past the rounds that do not concern it, or to its end.
  mutating func goOn(_ instance: Int32, lane: Int32) throws {
    let schedule = collectives.schedule[instance]
    while collectives.outstanding[lane] == 0 {
      collectives.step[lane] += 1
      collectives.repetition[lane] += 1
      if collectives.repetition[lane] == schedules.repeats[collectives.round[lane]] {
        collectives.repetition[lane] = 0
        collectives.round[lane] += 1
        guard collectives.round[lane] < schedules.roundStart[schedule + 1] else {
          return try endLane(instance, lane: lane)
        }
      }
      if isFolded, collectives.repetition[lane] > 0, skipAhead(instance, lane: lane) { return }
      try enterStep(instance, lane: lane)
      guard collectives.outstanding[lane] == 0 else { return }
      let pause = pauseAfterStep(instance, lane: lane)
      if pause > 0 { return queue.push(.laneContinues, instance, lane, at: now + pause) }
    }
  }

  /// A chunk is through: the next that waits for its turn begins.
  private mutating func endLane(_ instance: Int32, lane: Int32) throws {
    let member = collectives.memberStart[instance] + collectives.laneMember[lane]
    collectives.step[lane] = -1
    collectives.lanesLeft[member] -= 1
    let left = Int(collectives.lanesLeft[member])
    if left == 0 { return leave(instance, member: member) }
    guard left >= activeChunks else { return }
    let first = collectives.laneStart[instance] + collectives.laneMember[lane] * Int32(chunks)
    try openLane(instance, lane: first + Int32(chunks - left + activeChunks - 1))
  }

  private mutating func leave(_ instance: Int32, member: Int32) {
    let operation = collectives.operation[member]
    let serial = collectives.serial[instance]
    let bytes = collectives.bytesSent[member]
    let joules = collectives.joulesSent[member]
    collectives.membersLeft[instance] -= 1
    if collectives.membersLeft[instance] == 0 {
      let ordinal = tasks.ordinal[task(of: operation)]
      let key =
        UInt64(UInt32(bitPattern: collectives.group[instance])) << 32
        | UInt64(UInt32(bitPattern: ordinal))
      instances[key] = nil
      collectives.end(instance, chunks: chunks)
    }
    endOperation(operation, collective: serial, bytes: bytes, joules: joules)
  }
}
