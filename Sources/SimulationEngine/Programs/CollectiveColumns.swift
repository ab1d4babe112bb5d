// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines
import Traffic

/// Collectives under way: one instance for all members, one member for each rank of the group,
/// one lane for each member and chunk.
///
/// Members of an instance lie side by side, and so do lanes: lane = laneStart + member * chunks +
/// chunk. Runs of members and lanes are used again by instances of the same size.
struct CollectiveColumns: ~Copyable {
  // One entry per instance.
  var schedule = Column<Int32>()
  /// Row of `TimingColumns`; 0 where no protocol is in use.
  var timing = Column<Int32>()
  /// Row of all families' groups.
  var group = Column<Int32>()
  var memberCount = Column<Int32>()
  var memberStart = Column<Int32>()
  var laneStart = Column<Int32>()
  var membersLeft = Column<Int32>()
  var bytesPerBlock = Column<Double>()
  /// What members agree on and the timeline shows; never used again.
  var serial = Column<Int64>()
  /// With several chunks, the first channel: one for each member and exchange of a round.
  var channelStart = Column<Int32>()
  var slotCount = Column<Int32>()

  // One entry per member.
  var hasEntered = Column<Bool>()
  var operation = Column<RankOperation>()
  var lanesLeft = Column<Int32>()
  var bytesSent = Column<Double>()
  var joulesSent = Column<Double>()
  /// Messages to this member that wait until it enters, oldest first.
  var waitingHead = Column<Int32>()
  var waitingTail = Column<Int32>()

  // One entry per lane.
  var laneMember = Column<Int32>()
  var round = Column<Int32>()
  var repetition = Column<Int32>()
  var step = Column<Int32>()
  /// Sends that have not left and messages that have not arrived in this step.
  var outstanding = Column<Int32>()
  /// Messages that arrived for a later step: a chain of `early` entries.
  var earlyHead = Column<Int32>()
  var lastTarget = Column<Int32>()
  var lastRoute = Column<Int32>()

  // One entry per channel, which carries one message at a time, oldest first.
  var channelBusy = Column<Bool>()
  var channelHead = Column<Int32>()
  var channelTail = Column<Int32>()

  private var earlyStep = Column<Int32>()
  private var earlyNext = Column<Int32>()
  private var freeEarly = Column<Int32>()

  private var freeInstances = Column<Int32>()
  private var memberBlocks = BlockPool()
  private var laneBlocks = BlockPool()
  private var channelBlocks = BlockPool()

  // One entry per serial: kept to the end, for whoever reads the timeline.
  private var taskOfSerial = Column<Int32>()
  private var groupOfSerial = Column<Int32>()

  init() {}

  /// What members of one more instance agree on.
  mutating func nextSerial(task: Int, group: Int32) -> Int64 {
    taskOfSerial.append(Int32(task))
    groupOfSerial.append(group)
    return Int64(taskOfSerial.count - 1)
  }

  mutating func begin(
    serial number: Int64, schedule scheduleRow: Int32, timing timingRow: Int32,
    group groupRow: Int32,
    memberCount members: Int, chunks: Int, slots: Int32, bytesPerBlock bytes: Double
  ) -> Int32 {
    let instance = takeInstance()
    schedule[instance] = scheduleRow
    timing[instance] = timingRow
    group[instance] = groupRow
    memberCount[instance] = Int32(members)
    membersLeft[instance] = Int32(members)
    bytesPerBlock[instance] = bytes
    serial[instance] = number
    let firstMember = memberBlocks.take(members)
    let firstLane = laneBlocks.take(members * chunks)
    memberStart[instance] = Int32(firstMember)
    laneStart[instance] = Int32(firstLane)
    extendColumns(members: firstMember + members, lanes: firstLane + members * chunks)
    for member in firstMember..<firstMember + members {
      hasEntered[member] = false
      lanesLeft[member] = Int32(chunks)
      bytesSent[member] = 0
      joulesSent[member] = 0
      waitingHead[member] = -1
      waitingTail[member] = -1
    }
    for lane in firstLane..<firstLane + members * chunks {
      laneMember[lane] = Int32((lane - firstLane) / chunks)
      step[lane] = -1
      earlyHead[lane] = -1
      lastTarget[lane] = -1
    }
    slotCount[instance] = slots
    if chunks > 1 { openChannels(instance, count: members * Int(slots)) }
    return instance
  }

  /// What every serial so far stands for.
  ///
  /// - Parameter tasks: that ran, which may be parts of the program's.
  /// - Returns: rows of the program's own tasks.
  func instances(of tasks: TaskTable) -> CollectiveInstances {
    CollectiveInstances(
      task: (0..<taskOfSerial.count).map {
        tasks.wholeRow.isEmpty ? taskOfSerial[$0] : tasks.wholeRow[Int(taskOfSerial[$0])]
      },
      group: (0..<groupOfSerial.count).map { groupOfSerial[$0] })
  }

  mutating func end(_ instance: Int32, chunks: Int) {
    let members = Int(memberCount[instance])
    memberBlocks.release(Int(memberStart[instance]), size: members)
    laneBlocks.release(Int(laneStart[instance]), size: members * chunks)
    if chunks > 1 {
      channelBlocks.release(
        Int(channelStart[instance]), size: members * Int(slotCount[instance]))
    }
    freeInstances.append(instance)
  }

  private mutating func openChannels(_ instance: Int32, count: Int) {
    let first = channelBlocks.take(count)
    channelStart[instance] = Int32(first)
    channelBusy.extend(to: first + count, with: false)
    channelHead.extend(to: first + count, with: -1)
    channelTail.extend(to: first + count, with: -1)
    for channel in first..<first + count {
      channelBusy[channel] = false
      channelHead[channel] = -1
      channelTail[channel] = -1
    }
  }

  mutating func noteEarly(_ lane: Int32, step: Int32) {
    let slot: Int32
    if let free = freeEarly.popLast() {
      slot = free
      earlyStep[slot] = step
      earlyNext[slot] = earlyHead[lane]
    } else {
      slot = Int32(earlyStep.count)
      earlyStep.append(step)
      earlyNext.append(earlyHead[lane])
    }
    earlyHead[lane] = slot
  }

  /// Takes out and counts what arrived early for a step.
  mutating func takeEarly(_ lane: Int32, step: Int32) -> Int32 {
    var taken: Int32 = 0
    var previous: Int32 = -1
    var slot = earlyHead[lane]
    while slot >= 0 {
      let next = earlyNext[slot]
      if earlyStep[slot] == step {
        taken += 1
        if previous >= 0 { earlyNext[previous] = next } else { earlyHead[lane] = next }
        freeEarly.append(slot)
      } else {
        previous = slot
      }
      slot = next
    }
    return taken
  }

  private mutating func takeInstance() -> Int32 {
    if let instance = freeInstances.popLast() { return instance }
    schedule.append(0)
    timing.append(0)
    group.append(0)
    memberCount.append(0)
    memberStart.append(0)
    laneStart.append(0)
    membersLeft.append(0)
    bytesPerBlock.append(0)
    serial.append(0)
    channelStart.append(0)
    slotCount.append(0)
    return Int32(schedule.count - 1)
  }

  private mutating func extendColumns(members: Int, lanes: Int) {
    hasEntered.extend(to: members, with: false)
    operation.extend(to: members, with: RankOperation(rank: -1, index: -1))
    lanesLeft.extend(to: members, with: 0)
    bytesSent.extend(to: members, with: 0)
    joulesSent.extend(to: members, with: 0)
    waitingHead.extend(to: members, with: -1)
    waitingTail.extend(to: members, with: -1)
    laneMember.extend(to: lanes, with: 0)
    round.extend(to: lanes, with: 0)
    repetition.extend(to: lanes, with: 0)
    step.extend(to: lanes, with: 0)
    outstanding.extend(to: lanes, with: 0)
    earlyHead.extend(to: lanes, with: -1)
    lastTarget.extend(to: lanes, with: -1)
    lastRoute.extend(to: lanes, with: -1)
  }
}

/// A message that wants a channel.
struct ChannelRequest: BitwiseCopyable {
  var channel: Int32
  var chunk: Int32
  var message: Int32
  /// Of one chunk's messages, the order in which they came.
  var number: Int32

  static func precedes(_ a: ChannelRequest, _ b: ChannelRequest) -> Bool {
    (a.channel, a.chunk, a.number) < (b.channel, b.chunk, b.number)
  }
}
