// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// What a schedule would take on a group: each member goes on when what it sends has left and
/// what it expects has come, and a message takes its route's latency, overhead, and its bytes over
/// the busiest link of its round.
///
/// It only ranks algorithms; the answer always comes from the engine. Waits for latency and waits
/// for bytes are followed apart, so that the answer is a line in the bytes.
struct TrafficForecast {
  private let cluster: Cluster
  private var router: Router
  /// Summed rates out of each accelerator, in bytes a second.
  private let leaving: [Double]
  /// Blocks over each link in one round, and in all of them, in seconds of a block of one byte; empty
  /// until a schedule is priced.
  private var now: [Double]
  private var total: [Double]
  /// Trees of switches that were asked for. Looked up only.
  private var trees: [[GPUID]: AggregationTree] = [:]

  /// Ways that were looked up; emptied when they are many. Looked up only.
  private var routes: [UInt64: Route] = [:]
  /// Links of all of them, and as many again for each as a table needs for it.
  private var routeSize = 0
  private static let mostRouteSize = 1 << 20
  private static let sizeOfEntry = 16

  /// Messages whose routes are looked up for one schedule. Of larger schedules every so many
  /// exchanges are taken for all: those of a round, or rounds in a row, are alike.
  private let mostMessages: Int
  static let messagesUnlessSaid = 1 << 14

  init(_ cluster: Cluster, mostMessages: Int = Self.messagesUnlessSaid) {
    self.cluster = cluster
    self.mostMessages = mostMessages
    router = Router(cluster)
    var leaving = [Double](repeating: 0, count: cluster.accelerators.count)
    let links = cluster.links
    let starts = links.from
    for link in starts.indices where Int(starts[link]) < leaving.count {
      leaving[Int(starts[link])] += links.payloadRate(of: link).bytesPerSecond
    }
    self.leaving = leaving
    now = []
    total = []
  }

  /// What any step costs at least: the nearest members' latency, and the widest port.
  mutating func floor(for group: [GPUID]) throws(LoweringError) -> PredictedCost {
    guard group.count > 1 else {
      return PredictedCost(latency: 0, secondsPerByte: 0, busiestSecondsPerByte: 0)
    }
    var least = Double.infinity
    var distance = 1
    while distance < group.count {
      let route = try route(group[0], group[distance])
      least = min(least, route.latency.rawValue + route.overhead.rawValue)
      distance *= 2
    }
    let port = group.reduce(0) { max($0, leaving[Int($1.rawValue)]) }
    return PredictedCost(
      latency: least, secondsPerByte: 1 / port, busiestSecondsPerByte: 1 / port)
  }

  /// - Parameters:
  ///   - schedule: of a group of this size.
  ///   - group: accelerators of the members.
  ///   - timing: what messages pay, and how many bytes are on the wire for one.
  /// - Returns: time as a line in the payload's bytes.
  /// - Throws: `LoweringError` where two members have no way to each other.
  mutating func cost(
    of schedule: Schedule, on group: [GPUID], timing: MessageTiming
  ) throws(LoweringError) -> PredictedCost {
    if total.isEmpty {
      now = [Double](repeating: 0, count: cluster.links.count)
      total = now
    }
    let messages = schedule.rounds.reduce(0) { total, round in
      total + round.exchanges.reduce(0) { $0 + $1.partners.senderCount(of: group.count) }
    }
    let isSmall = messages <= mostMessages
    let rounds = Sample(
      of: schedule.rounds.count, atMost: isSmall ? .max : max(1, mostMessages / group.count))
    let perRound =
      isSmall ? Int.max : max(1, mostMessages / group.count / rounds.indices.count)
    var clocks = Clocks(memberCount: group.count)
    var channels = ChannelLoads(of: schedule)
    var used: [Int] = []
    for index in rounds.indices {
      let round = schedule.rounds[index]
      var sent = try messagesSent(in: round, group, timing, atMost: perRound)
      try addMeetings(of: round, group, timing, to: &sent)
      let repeats = Double(round.repeats) * rounds.weight
      for link in sent.links {
        if total[link] == 0 { used.append(link) }
        total[link] += repeats * now[link]
        now[link] = 0
      }
      // Rounds that stand for others say nothing of who waits for whom: everybody waits.
      if rounds.weight > 1 { clocks.align() }
      clocks.pass(sent.step, times: repeats)
      channels.add(sent.step, times: repeats)
    }
    var busiest = 0.0
    for link in used {
      busiest = max(busiest, total[link])
      total[link] = 0
    }
    let blocks = Double(schedule.blockCount) * timing.wireEfficiency
    return PredictedCost(
      latency: timing.base.rawValue + (clocks.latency.max() ?? 0),
      secondsPerByte: (clocks.busy.max() ?? 0) / blocks,
      busiestSecondsPerByte: busiest / blocks, channels: channels.busiest(blocks: blocks))
  }

  /// The messages of a round, with what each takes, and the links that they load in `now`.
  private mutating func messagesSent(
    in round: Round, _ group: [GPUID], _ timing: MessageTiming, atMost most: Int
  ) throws(LoweringError) -> (step: Clocks.Step, links: [Int]) {
    let exchanges = Sample(of: round.exchanges.count, atMost: most)
    var messages: [Clocks.Message] = []
    var hops: [[Route.Hop]] = []
    var links: [Int] = []
    for slot in exchanges.indices {
      let exchange = round.exchanges[slot]
      for member in group.indices {
        guard let target = exchange.partners.target(of: member, among: group.count) else {
          continue
        }
        let route = try route(group[member], group[target])
        let blocks = exchange.payload.count(from: member) * exchanges.weight
        messages.append(
          Clocks.Message(
            sender: member, receiver: target, slot: slot, latency: route.latency.rawValue,
            overhead: timing.overhead(of: route).rawValue, busy: 0))
        hops.append(blocks > 0 ? route.hops : [])
        guard blocks > 0 else { continue }
        for hop in route.hops {
          let link = Int(hop.link.rawValue)
          if now[link] == 0 { links.append(link) }
          now[link] += hop.share * blocks / cluster.links.payloadRate(of: link).bytesPerSecond
        }
      }
    }
    for index in messages.indices {
      messages[index].busy = hops[index].reduce(0) { max($0, now[Int($1.link.rawValue)]) }
    }
    return (Clocks.Step(messages: messages), links)
  }

  /// What switches do in a round, with the links that it loads.
  private mutating func addMeetings(
    of round: Round, _ group: [GPUID], _ timing: MessageTiming,
    to sent: inout (step: Clocks.Step, links: [Int])
  ) throws(LoweringError) {
    for aggregation in round.aggregations {
      for line in 0..<aggregation.lineCount {
        let members = (0..<aggregation.lineLength).map { aggregation.member(at: $0, of: line) }
        let tree = try tree(of: members.map { group[$0] })
        var busiest = 0.0
        for hop in aggregation.hops(over: tree) {
          let link = Int(hop.link.rawValue)
          if now[link] == 0 { sent.links.append(link) }
          now[link] +=
            hop.share * aggregation.blocksOfLine
            / cluster.links.payloadRate(of: link).bytesPerSecond
          busiest = max(busiest, now[link])
        }
        sent.step.meetings.append(
          Clocks.Meeting(
            members: members, latency: tree.latency.rawValue * Double(aggregation.passes),
            overhead: timing.overhead(of: tree, passes: aggregation.passes).rawValue, busy: busiest)
        )
      }
    }
  }

  private mutating func tree(of members: [GPUID]) throws(LoweringError) -> AggregationTree {
    if let tree = trees[members] { return tree }
    do {
      let tree = try router.aggregationTree(of: members)
      trees[members] = tree
      return tree
    } catch { throw LoweringError("\(error)") }
  }

  private mutating func route(_ from: GPUID, _ to: GPUID) throws(LoweringError) -> Route {
    let key =
      UInt64(UInt32(bitPattern: from.rawValue)) << 32 | UInt64(UInt32(bitPattern: to.rawValue))
    if let known = routes[key] { return known }
    do {
      let route = try router.route(from: from, to: to)
      if routeSize > Self.mostRouteSize {
        routes.removeAll(keepingCapacity: true)
        routeSize = 0
      }
      routes[key] = route
      routeSize += route.hops.count + Self.sizeOfEntry
      return route
    } catch { throw LoweringError("\(error)") }
  }

  /// Some of many that are alike, evenly spread.
  private struct Sample {
    let indices: [Int]
    /// How many each one stands for.
    let weight: Double

    init(of count: Int, atMost most: Int) {
      let step = most < count ? (count + most - 1) / most : 1
      indices = Array(stride(from: (step - 1) / 2, to: count, by: step))
      weight = indices.isEmpty ? 1 : Double(count) / Double(indices.count)
    }
  }
}
