// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Symmetry
import Traffic

/// Plays a program once, as if every flow had its links to itself, and writes down what waits for
/// what.
///
/// The order in which streams serve their operations is taken from this play. Where it does not
/// follow from what waits for what, each lane is asked whether it holds there.
struct Rehearsal {
  let graph: FlowGraph
  let folds: FoldedGraph?
  let cluster: Cluster
  let most: Int

  var forms = FormTable()
  var moments = Moments()
  var table: FlowTable
  var batches: [Batch] = []
  var chains: [ChainKey: Int32] = [:]
  /// Operations that a stream, or a mailbox, served in this order: the first was ready no later than the
  /// second.
  var servedInOrder: [(first: Int, second: Int)] = []
  /// Messages that arrived in this order.
  var arrivedInOrder: [(first: Mailbox.Arrival, second: Mailbox.Arrival)] = []

  // One entry per operation of a rank, ranks one after the other.
  let operationStart: [Int]
  var readyAt: [Int32]
  var startsAt: [Int32]
  var endsAt: [Int32]
  /// Seconds of work, as a form; -1 of what is no work.
  private(set) var workForm: [Int32]
  private var open: [Int32]
  /// Ends that an operation waits for, chained: the newest, and before each the one before.
  private var newestInput: [Int32]
  private var inputs: [(operation: Int32, before: Int32)] = []

  // One entry per rank and stream.
  private var isBusy: [Bool]
  private var queues: [[Int32]]
  /// The operation that a stream served last, or -1.
  var served: [Int32]
  /// What each stream served, in order.
  var order: [[Int32]]

  private let kindOfRank: [Int32]
  private var events = EventHeap()
  private var ready: [RankTask] = []
  /// Operations whose stream has come to them.
  private var handedOver: [(operation: RankTask, slot: Int)] = []
  var instances: [UInt64: CollectiveInstance] = [:]
  var scheduleTables: [Int: ScheduleTable] = [:]
  var firstExchange: [Int] = [0]
  var firstAggregation: [Int] = [0]
  var mailboxes: [Mailbox.Key: Int] = [:]
  var boxes: [Mailbox] = []
  var routes: PlainRoutes
  private(set) var now = 0.0
  private(set) var left: Int

  /// An operation of a rank.
  struct RankTask {
    var rank: Int32
    var index: Int32
  }

  /// - Parameters:
  ///   - program: of all ranks.
  ///   - folded: of their classes, where one of each is to stand for all.
  ///   - cluster: the fabric.
  ///   - links: of it, as flows load them.
  ///   - most: moments that may be written down.
  init(
    _ program: FlowGraph, _ folded: FoldedGraph?, on cluster: Cluster, _ links: LinkColumns,
    most: Int
  ) {
    graph = folded?.graph ?? program
    folds = folded
    self.cluster = cluster
    self.most = most
    table = FlowTable(links)
    if let rows = folded?.rows { table.append(rows, &forms) }
    routes = PlainRoutes(cluster)
    var starts = [0]
    for rank in 0..<graph.rankCount {
      let row = Int(graph.graphOfRank[rank])
      starts.append(
        starts[rank] + Int(graph.tasks.graphStart[row + 1] - graph.tasks.graphStart[row]))
    }
    operationStart = starts
    let count = starts[graph.rankCount]
    left = count
    readyAt = [Int32](repeating: Moments.beginning, count: count)
    startsAt = readyAt
    endsAt = [Int32](repeating: -1, count: count)
    newestInput = endsAt
    workForm = endsAt
    open = []
    open.reserveCapacity(count)
    for rank in 0..<graph.rankCount {
      let row = Int(graph.graphOfRank[rank])
      open +=
        graph.tasks.dependencyCount[
          Int(graph.tasks.graphStart[row])..<Int(graph.tasks.graphStart[row + 1])]
    }
    let slots = graph.rankCount * graph.streamNames.count
    isBusy = [Bool](repeating: false, count: slots)
    queues = [[Int32]](repeating: [], count: slots)
    served = [Int32](repeating: -1, count: slots)
    order = queues
    kindOfRank = cluster.accelerators.groups(of: graph.placement.acceleratorOfRank)
    for schedule in graph.schedules {
      firstExchange.append(
        (firstExchange.last ?? 0) + schedule.rounds.reduce(0) { $0 + $1.exchanges.count })
      firstAggregation.append(
        (firstAggregation.last ?? 0) + schedule.rounds.reduce(0) { $0 + $1.aggregations.count })
    }
  }

  /// - Throws: `LaneObstacle` for a program that comes to a halt or is too large, `RoutingError`
  ///   where no way leads somewhere.
  mutating func play() throws {
    for rank in 0..<Int32(graph.rankCount) {
      let start = operationStart[Int(rank)]
      for index in 0..<operationStart[Int(rank) + 1] - start where open[start + index] == 0 {
        ready.append(RankTask(rank: rank, index: Int32(index)))
      }
    }
    try startReady()
    while let instant = events.earliest {
      now = instant
      repeat {
        while let event = events.pop(at: now) { try handle(event) }
        try startReady()
      } while events.earliest == now
      guard moments.count <= most else { throw LaneObstacle.tooLarge(moments.count) }
    }
    guard left == 0 else { throw LaneObstacle.halted(operations: left) }
  }

  private mutating func handle(_ event: EventHeap.Event) throws {
    switch event.kind {
    case .ends(let rank, let index): end(RankTask(rank: rank, index: index))
    case .arrives(let box, let arrival): deliver(arrival, to: box)
    }
  }

  private mutating func startReady() throws {
    while !ready.isEmpty || !handedOver.isEmpty {
      var served: [(operation: RankTask, slot: Int)] = []
      swap(&served, &handedOver)
      for (operation, slot) in served { try start(operation, onSlot: slot) }
      var starting: [RankTask] = []
      swap(&starting, &ready)
      starting.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.index < $1.index }
      for operation in starting {
        let operationRow = row(of: operation)
        readyAt[operationRow] = moments.last(
          of: inputs(of: operationRow).map { endsAt[Int($0)] })
        let stream = graph.tasks.stream[task(of: operation)]
        guard stream >= 0 else {
          startsAt[operationRow] = readyAt[operationRow]
          try start(operation)
          continue
        }
        let slot = Int(operation.rank) * graph.streamNames.count + Int(stream)
        if isBusy[slot] {
          queues[slot].append(operation.index)
        } else {
          isBusy[slot] = true
          try start(operation, onSlot: slot)
        }
      }
    }
  }

  /// Operations that one waits for.
  func inputs(of operation: Int) -> [Int32] {
    var found: [Int32] = []
    var next = newestInput[operation]
    while next >= 0 {
      found.append(inputs[Int(next)].operation)
      next = inputs[Int(next)].before
    }
    return found
  }

  private mutating func start(_ operation: RankTask, onSlot slot: Int) throws {
    let its = row(of: operation)
    if served[slot] >= 0 {
      let before = operationStart[Int(operation.rank)] + Int(served[slot])
      startsAt[its] =
        moments.waits(readyAt[its], for: endsAt[before])
        ? readyAt[its] : moments.last(of: [readyAt[its], endsAt[before]])
      // What becomes ready at the same moment is served by index, as it was here.
      if readyAt[its] != readyAt[before], readyAt[its] != endsAt[before] {
        servedInOrder.append((before, its))
      }
    } else {
      startsAt[its] = readyAt[its]
    }
    served[slot] = operation.index
    order[slot].append(operation.index)
    try start(operation)
  }

  private mutating func start(_ operation: RankTask) throws {
    let task = task(of: operation)
    switch graph.tasks.kind[task] {
    case .compute, .host:
      let its = row(of: operation)
      workForm[its] = form(of: operation, task: task)
      // Its end is written down when it comes, behind all that began meanwhile.
      events.push(
        .ends(rank: operation.rank, index: operation.index),
        at: max(now, moments.base[Int(startsAt[its])] + forms.base[Int(workForm[its])]))
    case .collective: try enter(operation, task: task)
    case .send: try send(operation, task: task)
    case .receive: receive(operation, task: task)
    }
  }

  private mutating func form(of operation: RankTask, task: Int) -> Int32 {
    let rank = Int(operation.rank)
    let slowdown = graph.slowdownOfRank.isEmpty ? 1 : graph.slowdownOfRank[rank]
    let seconds = graph.tasks.duration[task] * slowdown
    let term: Term =
      graph.tasks.kind[task] == .host ? .fixed : .work(kind: Int32(kind(of: rank)))
    return forms.form(term, seconds)
  }

  /// The kind of a rank's accelerator.
  func kind(of rank: Int) -> Int { kindOfRank.isEmpty ? 0 : Int(kindOfRank[rank]) }

  /// A moment that follows another by a form; the same one where nothing passes.
  mutating func after(_ moment: Int32, _ form: Int32) -> Int32 {
    if form == 0 { return moment }
    let next = moments.add(at: moments.base[Int(moment)] + forms.base[Int(form)])
    moments.connect(Moments.Wait(moment, form), to: next)
    return next
  }

  /// The end of an operation is known, and comes when its time does.
  mutating func endLater(_ operation: RankTask) {
    events.push(
      .ends(rank: operation.rank, index: operation.index),
      at: max(now, moments.base[Int(endsAt[row(of: operation)])]))
  }

  mutating func arriveLater(_ arrival: Mailbox.Arrival, at box: Int) {
    events.push(.arrives(box: box, arrival), at: max(now, moments.base[Int(arrival.moment)]))
  }

  func row(of operation: RankTask) -> Int {
    operationStart[Int(operation.rank)] + Int(operation.index)
  }

  func task(of operation: RankTask) -> Int {
    Int(graph.tasks.graphStart[Int(graph.graphOfRank[Int(operation.rank)])] + operation.index)
  }

  private mutating func end(_ operation: RankTask) {
    let task = task(of: operation)
    let start = operationStart[Int(operation.rank)]
    left -= 1
    let stream = graph.tasks.stream[task]
    if stream >= 0 {
      let slot = Int(operation.rank) * graph.streamNames.count + Int(stream)
      if queues[slot].isEmpty {
        isBusy[slot] = false
      } else {
        handedOver.append((RankTask(rank: operation.rank, index: queues[slot].removeFirst()), slot))
      }
    }
    let tasks = graph.tasks
    let its = row(of: operation)
    if workForm[its] >= 0 { endsAt[its] = after(startsAt[its], workForm[its]) }
    for edge in Int(tasks.successorStart[task])..<Int(tasks.successorStart[task + 1]) {
      let successor = start + Int(tasks.successor[edge])
      inputs.append((Int32(its), newestInput[successor]))
      newestInput[successor] = Int32(inputs.count - 1)
      open[successor] -= 1
      if open[successor] == 0 {
        ready.append(RankTask(rank: operation.rank, index: tasks.successor[edge]))
      }
    }
  }
}
