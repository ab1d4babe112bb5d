// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

// Messages: overhead, then a flow until the last byte has left, then the latency of the route.
extension EventLoop {
  mutating func launch(_ message: Int32) throws {
    messageCount += Int(routes.flows[messages.route[message]])
    flowClassCount += 1
    guard !transport.isInteger else { return try launchWhole(message) }
    let overhead = overheadSeconds(of: message)
    if overhead > 0 {
      queue.push(.messageStarts, message, at: now + overhead)
    } else {
      startFlow(message)
    }
  }

  /// What a message pays before its first byte leaves: its domain's own figure, or the rest of a
  /// protocol's step. Mutating, though it changes nothing: of a loop that is only borrowed the
  /// compiler makes a copy for every call.
  private mutating func overheadSeconds(of message: Int32) -> Double {
    let route = messages.route[message]
    let lane = messages.sourceLane[message]
    guard lane != -1 else { return routes.overheadSeconds[route] }
    return overheadSeconds(
      onRoute: route, timing: collectives.timing[messages.owner[message]],
      isAggregation: lane < -1)
  }

  /// The same for a message of a collective.
  @inline(__always)
  mutating func overheadSeconds(
    onRoute route: Int32, timing: Int32, isAggregation: Bool
  ) -> Double {
    guard timing != 0,
      let step = timings.stepSeconds(
        timing, domain: routes.domain[route], isAggregation: isAggregation)
    else { return routes.overheadSeconds[route] }
    return max(0, step - routes.latencySeconds[route])
  }

  mutating func startFlow(_ message: Int32) {
    if loads.isNeeded { chooseRoute(of: message) }
    let route = messages.route[message]
    let bytes = messages.bytes[message]
    let hopCount = network.hops.start[route + 1] - network.hops.start[route]
    if bytes > 0 && hopCount > 0 {
      if loads.isNeeded { loads.add(1, route: route, of: network.hops) }
      network.begin(message, route: route, bytes: bytes, at: now)
    } else {
      queue.push(.messageDrains, message, at: now)
    }
  }

  /// Where load decides, it does so when the first byte leaves.
  private mutating func chooseRoute(of message: Int32) {
    let choices = routes.choices(of: messages.route[message])
    guard choices.count > 1 else { return }
    // More than one beside the shortest are mixtures.
    messages.route[message] = loads.best(
      choices, mixes: choices.count > 2, of: network.hops, network.capacityBytesPerSecond)
  }

  /// The last byte left the sender.
  mutating func drain(_ message: Int32) throws {
    let route = messages.route[message]
    let bytes = messages.bytes[message]
    if loads.isNeeded, bytes > 0 { loads.add(-1, route: route, of: network.hops) }
    let joules = bytes * network.hops.joulesPerByte[route]
    recorder.noteMessage(route: route, bytes: bytes, hops: network.hops)
    if !transport.isInteger {
      queue.push(.messageArrives, message, at: now + routes.latencySeconds[route])
    }
    let lane = messages.sourceLane[message]
    if lane >= -1 { bytesSent += bytes * routes.flows[route] }
    if lane >= 0 {
      let instance = messages.owner[message]
      let member = collectives.memberStart[instance] + collectives.laneMember[lane]
      let each = routes.flowsPerSender[route]
      collectives.bytesSent[member] += bytes * each
      collectives.joulesSent[member] += joules * each
      let channel = messages.channel[message]
      if channel >= 0 { try releaseChannel(channel) }
      try settleOne(instance, lane: lane)
    } else if lane < -1 {
      try drainAggregation(message, joules: joules)
    } else {
      endOperation(messages.sender[message], collective: -1, bytes: bytes, joules: joules)
    }
    if transport.hasHosts { releaseAfterBothEnds(message) }
  }

  /// The last byte reached the receiver.
  mutating func arrive(_ message: Int32) throws {
    let bytes = messages.bytes[message]
    let lane = messages.targetLane[message]
    guard lane >= -1 else { return try finishAggregation(message) }
    bytesReceived += bytes * routes.flows[messages.route[message]]
    let owner = messages.owner[message]
    let step = messages.step[message]
    if transport.hasHosts { releaseAfterBothEnds(message) } else { messages.release(message) }
    if lane >= 0 {
      if collectives.step[lane] == step {
        noteArrivals(1, owner, lane: lane)
        try settleOne(owner, lane: lane)
      } else {
        collectives.noteEarly(lane, step: step)
      }
    } else if let receiver = mailboxes.deliver(to: owner) {
      endOperation(receiver, collective: -1, bytes: bytes, joules: 0)
    }
  }

  /// The row of the route between two ranks' accelerators. LogGOPS knows no links: there the way is
  /// the one from an accelerator to itself.
  mutating func route(from sender: Int32, to receiver: Int32) throws -> Int32 {
    let target = GPUID(Int(ranks.accelerator[receiver]))
    if transport.hasHosts {
      return try routes.row(from: target, to: target, in: &network.hops)
    }
    return try routes.row(
      from: GPUID(Int(ranks.accelerator[sender])), to: target, in: &network.hops)
  }

  mutating func postSend(_ operation: RankOperation, task: Int) throws {
    if let folded = folds?.messages { return try postSend(operation, task: task, folded) }
    let peer = peer(of: operation, task: task)
    let message = messages.take()
    messages.bytes[message] = tasks.bytes[task]
    messages.sourceLane[message] = -1
    messages.targetLane[message] = -1
    messages.sender[message] = operation
    let box = mailboxes.row(
      Mailboxes.Key(from: operation.rank, to: peer, tag: tasks.tag[task]))
    messages.owner[message] = box
    let row = try route(from: operation.rank, to: peer)
    messages.route[message] = row
    try launch(message)
  }

  mutating func postReceive(_ operation: RankOperation, task: Int) {
    guard !transport.hasHosts else { return offerToHost(operation, .receive) }
    guard mailboxes.post(operation, to: mailbox(of: operation)) else { return }
    endOperation(operation, collective: -1, bytes: tasks.bytes[task], joules: 0)
  }

  /// Where the messages of a receive wait.
  mutating func mailbox(of receive: RankOperation) -> Int32 {
    let task = task(of: receive)
    if let folded = folds?.messages { return mailbox(of: receive, task: task, folded) }
    return mailboxes.row(
      Mailboxes.Key(
        from: peer(of: receive, task: task), to: receive.rank, tag: tasks.tag[task]))
  }

  /// The rank at the other end: given outright, or as a distance in the rank's own group.
  private mutating func peer(of operation: RankOperation, task: Int) -> Int32 {
    let family = tasks.family[task]
    guard family >= 0 else { return tasks.peer[task] }
    let group = groups.group(of: operation.rank, in: family)
    let members = groups.memberCount(of: group)
    let target = (groups.place(of: operation.rank, in: family) + tasks.peer[task]) % members
    return groups.rank(at: target < 0 ? target + members : target, of: group)
  }
}
