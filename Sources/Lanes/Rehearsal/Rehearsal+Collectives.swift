// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

// Collectives: members enter, steps follow each other, members leave. What a step waits for is known
// as soon as those that it waits for are, whenever they come: nothing here waits for the clock.
extension Rehearsal {
  mutating func enter(_ operation: RankTask, task: Int) throws {
    let rank = Int(operation.rank)
    let family = Int(graph.tasks.family[task])
    let group = graph.groups.groupOfRank[family * graph.rankCount + rank]
    let place = Int(graph.groups.placeOfRank[family * graph.rankCount + rank])
    let key =
      UInt64(UInt32(bitPattern: group)) << 32
      | UInt64(UInt32(bitPattern: graph.tasks.ordinal[task]))
    let instance = try instance(key, of: operation, task: task, group: group)
    let start = startsAt[row(of: operation)]
    instance.members[place].operation = operation
    instance.members[place].entered = start
    instance.members[place].heard = Self.bit(place)
    let base = graph.timings[instance.timing].base.rawValue
    instance.members[place].position = after(start, forms.form(.fixed, base))
    let table = scheduleTable(instance.schedule)
    var work = [place]
    // What waited for this member to enter goes off.
    let waiting = instance.members[place].waiting
    instance.members[place].waiting = []
    for (sender, send) in waiting {
      try launch([send], from: sender, instance, &work, waitsForEntry: true)
    }
    while let member = work.popLast() { try advance(member, instance, table, &work) }
    if instance.left == 0 { instances[key] = nil }
  }

  private static func bit(_ place: Int) -> UInt64 { place < 64 ? 1 << UInt64(place) : 0 }

  private mutating func instance(
    _ key: UInt64, of operation: RankTask, task: Int, group: Int32
  ) throws -> CollectiveInstance {
    if let known = instances[key] { return known }
    let members = Int(
      graph.groups.memberStart[Int(group) + 1] - graph.groups.memberStart[Int(group)])
    let (schedule, timing) = graph.choice(
      graph: graph.graphOfRank[Int(operation.rank)], operation: operation.index, group: group,
      memberCount: members)
    let blocks = Double(graph.schedules[schedule].blockCount)
    let instance = CollectiveInstance(
      schedule: schedule, timing: timing, group: group, members: members,
      bytesPerBlock: graph.tasks.bytes[task] / blocks / graph.timings[timing].wireEfficiency)
    instances[key] = instance
    return instance
  }

  private mutating func scheduleTable(_ schedule: Int) -> ScheduleTable {
    if let known = scheduleTables[schedule] { return known }
    let table = ScheduleTable(
      graph.schedules[schedule], firstExchange: firstExchange[schedule],
      firstAggregation: firstAggregation[schedule])
    scheduleTables[schedule] = table
    return table
  }

  /// Takes a member as far as it gets.
  private mutating func advance(
    _ place: Int, _ instance: CollectiveInstance, _ table: ScheduleTable, _ work: inout [Int]
  ) throws {
    guard instance.members[place].entered >= 0, instance.members[place].operation != nil else {
      return
    }
    while true {
      let number = instance.members[place].round
      guard number < table.rounds.count else { return leave(place, instance) }
      let round = table.rounds[number]
      if instance.members.count == 1, !instance.members[place].hasSent {
        try passAlone(round, instance)
        instance.members[place].round += 1
        continue
      }
      if !instance.members[place].hasSent {
        try beginStep(place, round, instance, &work)
      }
      let member = instance.members[place]
      guard member.sendsLeft == 0, member.arrivalsLeft == 0 else { return }
      if !member.inputs.isEmpty {
        let sends = !round.sends[place].isEmpty
        instance.members[place].position = moments.last(
          of: sends ? member.inputs : member.inputs + [member.position])
      }
      instance.members[place].inputs = []
      instance.members[place].hasSent = false
      instance.members[place].step += 1
      instance.members[place].repetition += 1
      if instance.members[place].repetition == round.repeats {
        instance.members[place].repetition = 0
        instance.members[place].round += 1
      }
      guard moments.count <= most else { throw LaneObstacle.tooLarge(moments.count) }
    }
  }

  private mutating func leave(_ place: Int, _ instance: CollectiveInstance) {
    guard let operation = instance.members[place].operation else { return }
    instance.members[place].operation = nil
    endsAt[row(of: operation)] = instance.members[place].position
    instance.left -= 1
    endLater(operation)
  }

  private mutating func beginStep(
    _ place: Int, _ round: ScheduleTable.Round, _ instance: CollectiveInstance,
    _ work: inout [Int]
  ) throws {
    instance.members[place].hasSent = true
    instance.members[place].slots = 0
    let step = instance.members[place].step
    let early = instance.members[place].early.removeValue(forKey: step) ?? []
    instance.members[place].inputs += early.map(\.arrival)
    instance.members[place].arrivalsLeft =
      round.receives[place] + Int32(round.aggregations.count) - Int32(early.count)
    instance.members[place].sendsLeft = round.sends[place].count
    var atOnce: [ScheduleTable.Send] = []
    for send in round.sends[place] {
      if instance.members[Int(send.target)].entered < 0 {
        instance.members[Int(send.target)].waiting.append((place, send))
      } else if instance.members[place].heard & Self.bit(Int(send.target)) != 0 {
        atOnce.append(send)
      } else {
        try launch([send], from: place, instance, &work, waitsForEntry: true)
      }
    }
    if !atOnce.isEmpty { try launch(atOnce, from: place, instance, &work, waitsForEntry: false) }
    for aggregation in round.aggregations {
      try join(aggregation, place, step: step, instance, &work)
    }
    // Known from the next step on.
    for one in early { instance.members[place].heard |= one.heard }
  }

  /// Sends off messages of a member's present step.
  private mutating func launch(
    _ sends: [ScheduleTable.Send], from place: Int, _ instance: CollectiveInstance,
    _ work: inout [Int], waitsForEntry: Bool
  ) throws {
    guard let operation = instance.members[place].operation else { return }
    var begin = instance.members[place].position
    if waitsForEntry {
      begin = moments.last(of: [begin, instance.members[Int(sends[0].target)].entered])
    }
    let step = instance.members[place].step
    let slot = instance.members[place].slots
    instance.members[place].slots += 1
    var flows: [LaneFlow] = []
    var drains: [Int32] = []
    for send in sends {
      let target = Int(send.target)
      let row = try row(of: send, from: place, instance)
      let flow = self.begin(
        row, bytes: instance.bytesPerBlock * send.blocks,
        overhead(of: row, instance, isAggregation: false), from: begin)
      flows.append(flow.flow)
      drains.append(flow.drained)
      instance.members[place].inputs.append(flow.drained)
      instance.members[place].sendsLeft -= 1
      let arrival = arrival(of: row, after: flow.drained)
      let heard = instance.members[place].heard
      if instance.members[target].step == step, instance.members[target].hasSent {
        instance.members[target].inputs.append(arrival)
        instance.members[target].arrivalsLeft -= 1
        instance.members[target].heard |= heard
      } else {
        instance.members[target].early[step, default: []].append((arrival, heard))
      }
      work.append(target)
    }
    work.append(place)
    add(flows, of: operation, from: begin, until: moments.last(of: drains), slot: slot)
  }

  private mutating func row(
    of send: ScheduleTable.Send, from place: Int, _ instance: CollectiveInstance
  ) throws -> Int32 {
    if let folds { return folds.rowOfSend[Int(folds.sendStart[send.exchange]) + place] }
    let start = Int(graph.groups.memberStart[Int(instance.group)])
    let places = graph.placement.acceleratorOfRank
    return try routes.row(
      from: places[Int(graph.groups.member[start + place])],
      to: places[Int(graph.groups.member[start + Int(send.target)])], in: &table, &forms)
  }

  /// What a message waits for before its first byte: its domain's own figure, or the rest of a
  /// protocol's step.
  private mutating func overhead(
    of row: Int32, _ instance: CollectiveInstance, isAggregation: Bool
  ) -> (lower: Int32, upper: Int32) {
    let costs = table.rows[Int(row)]
    let timing = graph.timings[instance.timing]
    let steps = isAggregation ? timing.aggregationStep : timing.step
    guard instance.timing != 0, costs.domain < steps.count, let step = steps[costs.domain] else {
      let form = forms.form(.overhead, costs.overhead)
      return (form, form)
    }
    // Of a longer way less of the step is left.
    func rest(_ latency: Int32) -> Int32 {
      forms.form(forms.terms.row(step: step.rawValue, latency: latency, worth: costs.latency))
    }
    let lower = rest(costs.upperLatency)
    return (lower, costs.lowerLatency == costs.upperLatency ? lower : rest(costs.lowerLatency))
  }

  // MARK: Groups of one class

  /// A round, all its repetitions, of a class that sends to itself alone.
  private mutating func passAlone(
    _ round: ScheduleTable.Round, _ instance: CollectiveInstance
  ) throws {
    guard let operation = instance.members[0].operation else { return }
    var sent: [(row: Int32, bytes: Double, isAggregation: Bool)] = []
    for send in round.sends[0] {
      sent.append(
        (try row(of: send, from: 0, instance), instance.bytesPerBlock * send.blocks, false))
    }
    for number in round.aggregations {
      let line = try self.line(number, 0, instance)
      sent.append((line.row, instance.bytesPerBlock * line.blocks, true))
    }
    guard !sent.isEmpty else { return }
    let begin = instance.members[0].position
    let repeats = Double(round.repeats)
    var seconds = 0.0
    for one in sent {
      let costs = table.rows[Int(one.row)]
      let form = overhead(of: one.row, instance, isAggregation: one.isAggregation)
      seconds = max(
        seconds,
        repeats
          * (forms.base[Int(form.lower)] + costs.latency + one.bytes
            * table.secondsPerByteAlone(one.row)))
    }
    let end = moments.add(at: moments.base[Int(begin)] + seconds)
    var flows: [LaneFlow] = []
    for one in sent {
      let costs = table.rows[Int(one.row)]
      let overhead = overhead(of: one.row, instance, isAggregation: one.isAggregation)
      flows.append(
        LaneFlow(
          row: one.row, bytes: one.bytes,
          edge: moments.connect(Moments.Wait(begin), to: end),
          lowerOverhead: overhead.lower, upperOverhead: overhead.upper,
          lowerLatency: costs.lowerLatency, upperLatency: costs.upperLatency))
    }
    instance.members[0].position = end
    instance.members[0].step += round.repeats
    add(flows, of: operation, from: begin, until: end, repeats: repeats)
  }

  // MARK: Switches that reduce

  /// A line of an aggregation: what its switches carry, and its members here.
  private mutating func line(
    _ number: Int, _ place: Int, _ instance: CollectiveInstance
  ) throws -> (line: Int, row: Int32, blocks: Double, places: [Int]) {
    if let folds {
      let folded = folds.aggregations[number]
      let line = Int(folded.lineOfPlace[place])
      return (
        line, folded.row[line], folded.blocksOfLine, folded.parts[line].map { Int($0.place) }
      )
    }
    let aggregation = scheduleTable(instance.schedule).aggregations[
      number - firstAggregation[instance.schedule]]
    let line = aggregation.line(of: place)
    let places = (0..<aggregation.lineLength).map { aggregation.member(at: $0, of: line) }
    let start = Int(graph.groups.memberStart[Int(instance.group)])
    let row = try routes.row(
      aggregation, number: number, group: instance.group, line: line,
      members: places.map {
        graph.placement.acceleratorOfRank[Int(graph.groups.member[start + $0])]
      }, in: &table, &forms)
    return (line, row, aggregation.blocksOfLine, places)
  }

  /// A member comes to an aggregation; with the last of its line, the flow goes off.
  private mutating func join(
    _ number: Int, _ place: Int, step: Int, _ instance: CollectiveInstance, _ work: inout [Int]
  ) throws {
    let line = try line(number, place, instance)
    let key = CollectiveInstance.LineKey(step: step, aggregation: number, line: line.line)
    instance.lines[key, default: []].append(place)
    guard let came = instance.lines[key], came.count == line.places.count,
      let operation = instance.members[line.places[0]].operation
    else { return }
    instance.lines[key] = nil
    let begin = moments.last(of: came.map { instance.members[$0].position })
    let slot = instance.members[line.places[0]].slots
    instance.members[line.places[0]].slots += 1
    let flow = self.begin(
      line.row, bytes: instance.bytesPerBlock * line.blocks,
      overhead(of: line.row, instance, isAggregation: true), from: begin)
    let arrival = arrival(of: line.row, after: flow.drained)
    for member in line.places {
      instance.members[member].inputs.append(arrival)
      instance.members[member].arrivalsLeft -= 1
      work.append(member)
    }
    add([flow.flow], of: operation, from: begin, until: flow.drained, slot: slot)
  }
}
