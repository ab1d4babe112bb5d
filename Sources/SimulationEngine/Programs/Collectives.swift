// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Workloads

// Collectives: members enter, rounds follow each other, members leave.
extension EventLoop {
  /// A rank reaches its part of a collective.
  mutating func enterCollective(_ operation: RankOperation, task: Int) throws {
    let rank = operation.rank
    let family = Int(tasks.family[task])
    let group = groupStart[family] + graph.program.families[family].groupOfRank[Int(rank)]
    let instance = instance(of: operation, task: task, group: group)
    let place = placeInGroup[family * ranks.rankCount + Int(rank)]
    let member = collectives.memberStart[instance] + place
    collectives.operation[member] = operation
    collectives.hasEntered[member] = true
    let schedule = collectives.schedule[instance]
    guard schedules.roundStart[schedule] < schedules.roundStart[schedule + 1] else {
      leave(instance, member: member)
      return
    }
    for chunk in 0..<Int32(chunks) {
      let lane = collectives.laneStart[instance] + place * Int32(chunks) + chunk
      collectives.round[lane] = schedules.roundStart[schedule]
      collectives.repetition[lane] = 0
      collectives.step[lane] = 0
      try beginStep(instance, lane: lane)
    }
    try launchWaiting(for: member)
  }

  /// The instance that the members of a group share at this point of their programs.
  private mutating func instance(
    of operation: RankOperation, task: Int, group: Int32
  ) -> Int32 {
    let key = UInt64(UInt32(bitPattern: group)) << 32
      | UInt64(UInt32(bitPattern: tasks.ordinal[task]))
    if let instance = instances[key] { return instance }
    let members = Int(groupMemberStart[group + 1] - groupMemberStart[group])
    let schedule = graph.schedule(
      graph: graph.program.graphOfRank[Int(operation.rank)], operation: operation.index,
      memberCount: members)
    let instance = collectives.begin(
      schedule: Int32(schedule), group: group, memberCount: members, chunks: chunks,
      bytesPerBlock: tasks.bytes[task] / Double(chunks) / schedules.blockCount[schedule])
    instances[key] = instance
    return instance
  }

  /// Sends everything of a lane's step, and goes on at once where nothing is to be waited for.
  private mutating func beginStep(_ instance: Int32, lane: Int32) throws {
    let round = collectives.round[lane]
    let first = schedules.exchangeStart[round]
    let last = schedules.exchangeStart[round + 1]
    let step = collectives.step[lane]
    let hasEarly = collectives.earlyHead[lane] >= 0
    let early = hasEarly ? collectives.takeEarly(lane, step: step) : 0
    // Each exchange is one send and one receive.
    let expected = 2 * (last - first) - early
    collectives.outstanding[lane] = expected
    let place = collectives.laneMember[lane]
    let members = collectives.memberCount[instance]
    let chunk = lane - collectives.laneStart[instance] - place * Int32(chunks)
    for exchange in first..<last {
      var target = place + schedules.shift[exchange]
      if target >= members { target -= members }
      let targetLane = collectives.laneStart[instance] + target * Int32(chunks) + chunk
      let message = messages.take()
      let bytes = collectives.bytesPerBlock[instance] * schedules.blocks[exchange]
      messages.bytes[message] = bytes
      messages.sourceLane[message] = lane
      messages.targetLane[message] = targetLane
      messages.step[message] = step
      messages.owner[message] = instance
      let row = try route(instance, lane: lane, from: place, to: target)
      messages.route[message] = row
      let receiver = collectives.memberStart[instance] + target
      if collectives.hasEntered[receiver] {
        launch(message)
      } else {
        hold(message, for: receiver)
      }
    }
  }

  /// The route between two members; a lane that keeps its partner keeps its route.
  private mutating func route(
    _ instance: Int32, lane: Int32, from place: Int32, to target: Int32
  ) throws -> Int32 {
    if collectives.lastTarget[lane] == target { return collectives.lastRoute[lane] }
    let start = groupMemberStart[collectives.group[instance]]
    let row = try routes.row(
      from: GPUID(Int(ranks.accelerator[groupMember[start + place]])),
      to: GPUID(Int(ranks.accelerator[groupMember[start + target]])), in: &network.hops)
    collectives.lastTarget[lane] = target
    collectives.lastRoute[lane] = row
    return row
  }

  /// A collective message may leave when its receiver is there to take it.
  private mutating func hold(_ message: Int32, for member: Int32) {
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
      launch(message)
      message = next
    }
  }

  /// One send left or one message arrived in a lane's present step.
  mutating func settleOne(_ instance: Int32, lane: Int32) throws {
    collectives.outstanding[lane] -= 1
    guard collectives.outstanding[lane] == 0 else { return }
    let schedule = collectives.schedule[instance]
    collectives.step[lane] += 1
    collectives.repetition[lane] += 1
    if collectives.repetition[lane] == schedules.repeats[collectives.round[lane]] {
      collectives.repetition[lane] = 0
      collectives.round[lane] += 1
      guard collectives.round[lane] < schedules.roundStart[schedule + 1] else {
        let member = collectives.memberStart[instance] + collectives.laneMember[lane]
        collectives.lanesLeft[member] -= 1
        if collectives.lanesLeft[member] == 0 { leave(instance, member: member) }
        return
      }
    }
    try beginStep(instance, lane: lane)
  }

  private mutating func leave(_ instance: Int32, member: Int32) {
    let operation = collectives.operation[member]
    let serial = collectives.serial[instance]
    let bytes = collectives.bytesSent[member]
    let joules = collectives.joulesSent[member]
    collectives.membersLeft[instance] -= 1
    if collectives.membersLeft[instance] == 0 {
      let ordinal = tasks.ordinal[task(of: operation)]
      let key = UInt64(UInt32(bitPattern: collectives.group[instance])) << 32
        | UInt64(UInt32(bitPattern: ordinal))
      instances[key] = nil
      collectives.end(instance, chunks: chunks)
    }
    endOperation(operation, collective: serial, bytes: bytes, joules: joules)
  }
}
