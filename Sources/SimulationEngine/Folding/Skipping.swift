// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// Long regular schedules: repetitions that are known to be alike are not taken through the queue.
extension EventLoop {
  /// Passes over the repetitions of a round in which one class sends to itself, but for the last.
  ///
  /// Where nothing else is under way or due, nothing can come before the class itself goes on: between
  /// two of its steps the world is the same but for the clock. Each repetition then takes the message's
  /// overhead, its bytes at the rate of a flow that is alone, and the latency. The clock is advanced by
  /// the same additions as the queue would make, so the answer is the same to the bit.
  ///
  /// - Returns: whether the lane will go on by an entry of the queue.
  mutating func skipAhead(_ instance: Int32, lane: Int32) -> Bool {
    let round = collectives.round[lane]
    let left = schedules.repeats[round] - 1 - collectives.repetition[lane]
    let exchange = schedules.exchangeStart[round]
    guard left > 0, chunks == 1, collectives.memberCount[instance] == 1,
      schedules.exchangeStart[round + 1] - exchange == 1,
      schedules.aggregationStart[round] == schedules.aggregationStart[round + 1],
      schedules.target(of: 0, in: exchange, among: 1) == 0, isQuiet
    else { return false }
    let row = sends.row(of: 0, in: exchange)
    let bytes = collectives.bytesPerBlock[instance] * schedules.blocks(from: 0, in: exchange)
    guard bytes > 0, let rate = network.rateAlone(onRoute: row) else { return false }
    let overhead = overheadSeconds(
      onRoute: row, timing: collectives.timing[instance], isAggregation: false)
    let latency = routes.latencySeconds[row]
    let flows = routes.flows[row]
    let each = routes.flowsPerSender[row]
    let joules = bytes * network.hops.joulesPerByte[row]
    let member = collectives.memberStart[instance]
    var time = now
    for _ in 0..<left {
      if overhead > 0 {
        time += overhead
        batches += 1
      }
      let start = time
      time += bytes / rate
      batches += 1
      network.keepSegment(route: row, bytes: bytes, from: start, until: time)
      if network.segments.count >= Self.segmentBlock { recorder.takeSegments(from: &network) }
      recorder.noteMessage(route: row, bytes: bytes, hops: network.hops)
      bytesSent += bytes * flows
      bytesReceived += bytes * flows
      collectives.bytesSent[member] += bytes * each
      collectives.joulesSent[member] += joules * each
      if latency > 0 {
        time += latency
        batches += 1
      }
    }
    messageCount += Int(flows) * Int(left)
    flowClassCount += Int(left)
    network.countSolves(Int(left))
    // The loop counts the batch at which the lane goes on.
    batches -= 1
    collectives.repetition[lane] += left
    collectives.step[lane] = ~(collectives.step[lane] + left)
    collectives.outstanding[lane] = 1
    queue.push(.stepBegins, instance, lane, at: time)
    return true
  }

  /// Segments that are kept before they are spread over bins.
  private static var segmentBlock: Int { 1 << 10 }

  /// Whether nothing is under way, due or ready.
  private var isQuiet: Bool {
    network.activeFlows == 0 && network.begun.count == 0 && ready.count == 0
      && handedOver.count == 0 && starting.count == 0 && channelRequests.count == 0
      && drained.count == 0 && queue.isSpent(at: now)
  }
}

extension FluidNetwork {
  /// Bytes a second of each flow of a route that is alone on its links; nil for a route without links,
  /// or where links lose by many.
  fileprivate func rateAlone(onRoute row: Int32) -> Double? {
    let span = hops.span[row]
    guard span.count > 0, incastPenalty.count == 0 else { return nil }
    var rate = Double.infinity
    for hop in Int(span.first)..<Int(span.first) + span.count {
      rate = min(rate, capacityBytesPerSecond[hops.link[hop]] / hops.share[hop])
    }
    return rate
  }
}
