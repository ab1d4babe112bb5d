// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Symmetry
import Traffic

// Aggregations: members come to a line's switches, and when all are there one flow serves them.
extension EventLoop {
  /// A lane comes to every aggregation of its round.
  mutating func joinAggregations(
    _ instance: Int32, lane: Int32, place: Int32, chunk: Int32
  ) throws {
    let round = collectives.round[lane]
    let first = schedules.aggregationStart[round]
    for index in first..<schedules.aggregationStart[round + 1] {
      let aggregation = schedules.aggregations[Int(index)]
      let key = AggregationColumns.Key(
        instance: instance, step: collectives.step[lane], chunk: chunk, aggregation: index,
        line: isFolded
          ? foldedAggregation(index).lineOfPlace[Int(place)]
          : Int32(aggregation.line(of: Int(place))))
      guard aggregations.isLast(key, of: partCount(of: key, aggregation)) else { continue }
      let row =
        isFolded ? foldedAggregation(index).row[Int(key.line)] : try tree(of: aggregation, key)
      let message = messages.take()
      let marker = aggregations.begin(key)
      messages.bytes[message] = collectives.bytesPerBlock[instance] * aggregation.blocksOfLine
      messages.sourceLane[message] = marker
      messages.targetLane[message] = marker
      messages.step[message] = key.step
      messages.owner[message] = instance
      messages.route[message] = row
      if chunks == 1 {
        messages.channel[message] = -1
        try launch(message)
      } else {
        // Chunks of one line follow each other on a channel of its first member, which each
        // aggregation of a schedule has to itself: what goes up need not wait for what comes down.
        let head = part(0, of: key, aggregation).place
        let firstRound = schedules.roundStart[collectives.schedule[instance]]
        let number = index - schedules.aggregationStart[firstRound]
        let slot = (head + 1) * collectives.slotCount[instance] - 1 - number
        try enterChannel(message, collectives.channelStart[instance] + slot, chunk: chunk)
      }
    }
  }

  /// What all members of a line sent has left.
  mutating func drainAggregation(_ message: Int32, joules: Double) throws {
    let key = aggregations.key(ofLane: messages.sourceLane[message])
    let aggregation = schedules.aggregations[Int(key.aggregation)]
    let bytes = messages.bytes[message]
    let share = joules / Double(aggregation.lineLength)
    let lines = routes.flows[messages.route[message]]
    let channel = messages.channel[message]
    if channel >= 0 { try releaseChannel(channel) }
    for index in 0..<partCount(of: key, aggregation) {
      let part = part(index, of: key, aggregation)
      let lane = lane(key, at: part.place)
      let member = collectives.memberStart[key.instance] + collectives.laneMember[lane]
      let sent = bytes * part.sent
      bytesSent += sent * Double(part.count) * lines
      collectives.bytesSent[member] += sent
      collectives.joulesSent[member] += share
      try settleOne(key.instance, lane: lane)
    }
  }

  /// What switches returned has come to all members of a line.
  mutating func finishAggregation(_ message: Int32) throws {
    let marker = messages.targetLane[message]
    let key = aggregations.key(ofLane: marker)
    let aggregation = schedules.aggregations[Int(key.aggregation)]
    let bytes = messages.bytes[message]
    let lines = routes.flows[messages.route[message]]
    messages.release(message)
    aggregations.end(lane: marker)
    for index in 0..<partCount(of: key, aggregation) {
      let part = part(index, of: key, aggregation)
      bytesReceived += bytes * part.received * Double(part.count) * lines
      try settleOne(key.instance, lane: lane(key, at: part.place))
    }
  }

  private func foldedAggregation(_ index: Int32) -> FoldedAggregation {
    guard let folds else { preconditionFailure("nothing is folded") }
    return folds.aggregations[Int(index)]
  }

  /// Members of a line; of a folded one, classes.
  private func partCount(of key: AggregationColumns.Key, _ aggregation: Aggregation) -> Int {
    isFolded
      ? foldedAggregation(key.aggregation).parts[Int(key.line)].count : aggregation.lineLength
  }

  private func part(
    _ index: Int, of key: AggregationColumns.Key, _ aggregation: Aggregation
  ) -> FoldedAggregation.Part {
    if isFolded { return foldedAggregation(key.aggregation).parts[Int(key.line)][index] }
    return FoldedAggregation.Part(
      place: Int32(aggregation.member(at: index, of: Int(key.line))),
      sent: aggregation.sent(by: index), received: aggregation.received(by: index), count: 1)
  }

  private func lane(_ key: AggregationColumns.Key, at place: Int32) -> Int32 {
    collectives.laneStart[key.instance] + place * Int32(chunks) + key.chunk
  }

  /// The row of a line's tree, which is grown at first use.
  private mutating func tree(
    of aggregation: Aggregation, _ key: AggregationColumns.Key
  ) throws -> Int32 {
    let group = collectives.group[key.instance]
    let place = AggregationColumns.TreeKey(
      group: group, aggregation: key.aggregation, line: key.line)
    if let row = aggregations.row(of: place) { return row }
    let members = (0..<aggregation.lineLength).map { position in
      let member = Int32(aggregation.member(at: position, of: Int(key.line)))
      return GPUID(Int(ranks.accelerator[groups.rank(at: member, of: group)]))
    }
    let row = try routes.append(aggregation, of: members, in: &network.hops)
    aggregations.setRow(row, of: place)
    return row
  }
}
