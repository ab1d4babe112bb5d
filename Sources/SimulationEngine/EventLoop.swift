// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Symmetry
import Timelines
import Traffic

/// Time passes here: operations start when their dependencies have ended, collectives send their
/// rounds, flows share links, and everything that happens at one instant is one batch.
///
/// A batch has three turns, repeated while they make more happen at the same instant: take what is
/// due, start operations that became ready (by rank, then by index), solve the rates that changed.
/// Nothing depends on the order of a hash table, so equal inputs give equal bits.
///
/// Methods are `mutating` even where they only read: the compiler takes minutes over borrowed
/// values of so many columns, and no time over those passed `inout`.
struct EventLoop: ~Copyable {
  let graph: FlowGraph
  let chunks: Int
  let tasks: TaskColumns
  var ranks: RankColumns
  let overlaps: OverlapColumns
  let schedules: ScheduleColumns
  let timings: TimingColumns
  let groups: GroupColumns

  /// What stands for what, where one of each class is simulated.
  let folds: FoldedGraph?
  let isFolded: Bool
  let sends: FoldedSends
  let unfolding: Unfolding?
  var layers: LinkLayers

  let transport: Transport
  /// Units of the clock in a second: 1, or in integer transports 10^9.
  let ticksPerSecond: Double

  var queue = TimeQueue()
  var network: FluidNetwork
  var routes: RouteColumns
  var loads: LinkLoads
  var service: ServiceColumns
  var hosts: HostColumns
  var messages = MessageColumns()
  var collectives = CollectiveColumns()
  var aggregations = AggregationColumns()
  var mailboxes = Mailboxes()
  var recorder: Recorder

  /// Instances by group and ordinal. Looked up only.
  var instances: [UInt64: Int32] = [:]
  var ready = Column<RankOperation>()
  var handedOver = Column<RankOperation>()
  /// The list that is being worked off, while `ready` and `handedOver` collect the next.
  var starting = Column<RankOperation>()
  var drained = Column<Int32>()
  var turns = Column<Turn>()
  /// Messages that came to their channel in this turn, and those that are being let in.
  var channelRequests = Column<ChannelRequest>()
  var admitted = Column<ChannelRequest>()

  /// In ticks.
  var now = 0.0
  var operationsLeft: Int
  var operationsEnded = 0
  var messageCount = 0
  var flowClassCount = 0
  var batches = 0
  var bytesSent = 0.0
  var bytesReceived = 0.0

  /// - Parameters:
  ///   - original: the program of all ranks.
  ///   - folded: the program of their classes, if these are to be simulated.
  ///   - cluster: the fabric and its power.
  ///   - transport: how links serve messages.
  ///   - record: what to keep besides totals.
  init(
    _ original: FlowGraph, folded: FoldedGraph? = nil, on cluster: Cluster, transport: Transport,
    record: RecordOptions
  ) {
    let graph = folded?.graph ?? original
    self.graph = graph
    folds = folded
    isFolded = folded != nil
    sends = FoldedSends(folded)
    unfolding = record.unfolds && record.events ? folded.map { Unfolding(original, $0) } : nil
    self.transport = transport
    ticksPerSecond = transport.ticksPerSecond
    service = ServiceColumns(
      cluster, algorithms: graph.algorithmOfSchedule,
      isNeeded: transport.isInteger)
    chunks = graph.chunks
    tasks = TaskColumns(graph.tasks)
    groups = GroupColumns(graph.groups, rankCount: graph.rankCount)
    ranks = RankColumns(graph, folded, tasks)
    overlaps = OverlapColumns(
      graph, operationCount: ranks.operationCount, isServed: !transport.isInteger)
    layers = LinkLayers(folded)
    schedules = ScheduleColumns(graph.schedules)
    timings = TimingColumns(graph.timings)
    network = FluidNetwork(
      capacities: transport.capacities(of: cluster.links, folded?.links.first),
      incastPenalties: transport.incastPenalties(of: cluster, folded?.links.first),
      keepsSegments: record.links || record.power)
    routes = RouteColumns(cluster, folded?.rows, in: &network.hops)
    loads = LinkLoads(
      linkCount: cluster.links.count, isNeeded: cluster.isAdaptive && !transport.isInteger)
    recorder = Recorder(
      cluster, graph, folded: folded, placement: original.placement, options: record,
      stallName: Int32(graph.operationNames.count), noStream: Int32(graph.streamNames.count))
    hosts = HostColumns(
      rankCount: transport.hasHosts ? graph.rankCount : 0,
      operationCount: transport.hasHosts ? ranks.operationCount : 0)
    operationsLeft = ranks.operationCount
  }

  var nowSeconds: Double { now / ticksPerSecond }

  /// Events are handed to the sink in blocks of this many.
  private static var eventBlock: Int { 1 << 16 }
  /// Batches between two calls of `progress`.
  private static var progressInterval: Int { 1 << 6 }

  /// Runs to the end.
  mutating func run(
    into sink: inout some EventSink,
    progress: ((_ now: Double, _ ended: Int, _ of: Int) -> Void)?
  ) throws {
    startFirstOperations()
    try finishTurn()
    while !queue.isEmpty {
      advance(to: queue.earliest)
      repeat {
        while let entry = queue.popFromBatch(at: now) { try handle(entry) }
        try finishTurn()
      } while queue.hasMore(at: now)
      queue.closeBatch(at: now)
      if recorder.events.count >= Self.eventBlock { try flush(into: &sink) }
      if batches % Self.progressInterval == 0 {
        progress?(nowSeconds, operationsEnded, ranks.operationCount)
      }
    }
    guard operationsLeft == 0 else { throw SimulationError(deadlockReport()) }
    recorder.closeStates(at: nowSeconds)
    try flush(into: &sink)
  }

  /// Moves the clock, and notes what was drawn until now.
  private mutating func advance(to time: Double) {
    assert(time >= now, "time went back")
    if time > now {
      recorder.notePower(
        dynamicWatts: network.dynamicPowerWatts, until: time / ticksPerSecond)
    }
    now = time
    batches += 1
  }

  private mutating func handle(_ entry: TimeQueue.Entry) throws {
    switch entry.tag {
    case .operationEnds:
      let operation = RankOperation(rank: entry.first, index: entry.second)
      let task = task(of: operation)
      guard workHasEnded(operation, task: task) else { return }
      // A receive that its host was busy with; a compute moves nothing.
      let bytes = tasks.kind[task] == .receive ? tasks.bytes[task] : 0
      endOperation(operation, collective: -1, bytes: bytes, joules: 0)
    case .messageStarts:
      if transport.isInteger { try launch(entry.first) } else { startFlow(entry.first) }
    case .messageAtHop:
      reachHop(entry.first)
    case .hostLooks:
      hosts.touch(entry.first)
    case .laneOpens:
      try openLane(entry.first, lane: entry.second)
    case .stepBegins:
      try resumeStep(entry.first, lane: entry.second)
    case .laneContinues:
      try goOn(entry.first, lane: entry.second)
    case .messageDrains:
      if transport.hasHosts { hosts.cause = hosts.startOfMessage[entry.first] }
      try drain(entry.first)
    case .messageArrives:
      if transport.hasHosts { hosts.cause = hosts.startOfMessage[entry.first] }
      try arrive(entry.first)
    case .flowsComplete:
      network.complete(at: now, into: &drained)
      if layers.isNeeded { leaveLayers() }
      for index in 0..<drained.count { try drain(drained[index]) }
      drained.removeAll()
    }
  }

  /// Starts what became ready, then finds the rates that changed.
  private mutating func finishTurn() throws {
    // What is let into a channel and has nothing to move may make operations ready.
    repeat {
      try startReadyOperations()
      try enterChannels()
    } while ready.count > 0 || handedOver.count > 0 || channelRequests.count > 0
    serveHosts()
    if layers.isNeeded { try enterLayers() }
    network.settle(at: now, into: &queue)
    if network.segments.count > 0 { recorder.takeSegments(from: &network) }
  }

  private mutating func flush(into sink: inout some EventSink) throws {
    guard recorder.events.count > 0 else { return }
    try sink.append(recorder.events)
    recorder.events.removeAll()
  }
}
