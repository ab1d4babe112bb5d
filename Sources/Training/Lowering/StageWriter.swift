// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Writes what the ranks of one stage do in a step, turn by turn.
struct StageWriter {
  let step: StepDescription
  let stage: Int
  let times: [BlockTimes]
  let pace: ComputePace
  var writer: GraphWriter
  /// Gathers of weights that blocks of the first microbatch wait for, by row of block.
  var gathered: [Int: [Int32]] = [:]
  /// Reductions that nothing hides, for the end.
  private var postponed: [(row: Int, isLast: Bool)] = []
  /// Blocks in the order in which turns come to them, the next one last.
  private var visits: [Visit] = []

  /// A block in a turn, as weights are gathered for it.
  private struct Visit {
    var row: Int
    var isForward: Bool
  }

  var plan: Plan { step.plan }

  /// - Parameters:
  ///   - step: the whole of it.
  ///   - stage: from 0.
  ///   - times: by row of the step's blocks.
  ///   - pace: of the stage's accelerators.
  ///   - writer: an empty one.
  init(
    _ step: StepDescription, stage: Int, times: [BlockTimes], pace: ComputePace,
    writer: GraphWriter
  ) {
    self.step = step
    self.stage = stage
    self.times = times
    self.pace = pace
    self.writer = writer
  }

  /// Every turn of the stage, then gradients and the optimizer.
  ///
  /// - Parameter steps: how often.
  /// - Returns: the graph of the stage's ranks.
  mutating func write(steps: Int) -> OperationGraph {
    let turns = PipelineTurns(plan).turns(ofStage: stage)
    for _ in 0..<steps { write(turns) }
    return writer.finish()
  }

  private mutating func write(_ turns: [Turn]) {
    gatherShardedState()
    if plan.sharding == .weights { plan(visitsOf: turns) }
    var next = 0
    while next < turns.count {
      let turn = turns[next]
      next += 1
      if exchangesPairs, next < turns.count, turn.work == .forward, turns[next].work == .backward {
        writePair(turn, turns[next])
        next += 1
        continue
      }
      enter(turn)
      write(turn)
      leave(turn)
    }
    finishStep()
  }

  func rows(_ part: Int) -> Range<Int> {
    step.cut.blocks(stage: stage, part: part, of: plan.pipeline)
  }

  private func isFirst(_ part: Int) -> Bool { stage == 0 && part == 0 }
  private func isLast(_ part: Int) -> Bool {
    stage == plan.pipeline - 1 && part == plan.interleave - 1
  }

  // MARK: Turns

  /// Parts of a stage that do not hide their messages exchange those of a forward and a backward
  /// turn at once: both arrive before the pair, and both leave behind it (the interleaved schedule
  /// of Megatron-LM without overlap of messages).
  private var exchangesPairs: Bool { plan.interleave > 1 && !plan.overlap.pipeline }

  private mutating func writePair(_ forward: Turn, _ backward: Turn) {
    enter(forward)
    enter(backward)
    write(forward)
    write(backward)
    leave(forward)
    leave(backward)
  }

  private mutating func write(_ turn: Turn) {
    switch turn.work {
    case .forward: forward(turn)
    case .backward: backward(turn, inputs: true, weights: !plan.frozen)
    case .inputs: backward(turn, inputs: true, weights: false)
    case .weights: backward(turn, inputs: false, weights: true)
    }
  }

  /// What a turn needs from its neighbour.
  private mutating func enter(_ turn: Turn) {
    let rows = rows(turn.part)
    switch turn.work {
    case .forward where !isFirst(turn.part):
      receive("activations", from: -1, tag: 0, after: rows.lowerBound - 1)
    case .backward where !isLast(turn.part), .inputs where !isLast(turn.part):
      receive("errors", from: 1, tag: 1, after: rows.upperBound - 1)
    case .forward, .backward, .inputs, .weights: break
    }
  }

  /// What a turn hands to its neighbour.
  private mutating func leave(_ turn: Turn) {
    let rows = rows(turn.part)
    switch turn.work {
    case .forward where !isLast(turn.part):
      send("activations", to: 1, tag: 0, after: rows.upperBound - 1)
    case .backward where !isFirst(turn.part), .inputs where !isFirst(turn.part):
      send("errors", to: -1, tag: 1, after: rows.lowerBound - 1)
    case .forward, .backward, .inputs, .weights: break
    }
  }

  private mutating func forward(_ turn: Turn) {
    for row in rows(turn.part) {
      awaitWeights(of: row)
      writer.forward(step.blocks[row], times[row], plan)
      offload(row)
    }
  }

  private mutating func backward(_ turn: Turn, inputs: Bool, weights: Bool) {
    let rows = rows(turn.part)
    let isLastMicrobatch = turn.microbatch == plan.microbatches - 1
    for row in rows.reversed() {
      if inputs {
        awaitWeights(of: row)
        fetch(row)
      }
      writer.backward(
        step.blocks[row], times[row], plan,
        BackwardParts(
          inputs: inputs, weights: weights, recomputes: inputs && step.isRecomputed(row)))
      if weights {
        accumulateGradients(of: row)
        reduceGradients(of: row, isLast: isLastMicrobatch)
      }
    }
  }

  /// Where tensor ranks all hold the stream, each sends its share, and the receivers gather it
  /// (Narayanan and others, SC21, section 4.1).
  private mutating func send(_ name: String, to distance: Int32, tag: Int32, after row: Int) {
    let stream: GraphWriter.Stream? = plan.overlap.pipeline ? nil : .main
    writer.message(
      .send, over: .pipeline, distance: distance, bytes: step.messageBytes(after: row), tag: tag,
      name: "send \(name)", on: stream)
  }

  private mutating func receive(_ name: String, from distance: Int32, tag: Int32, after row: Int) {
    let stream: GraphWriter.Stream? = plan.overlap.pipeline ? nil : .main
    let message = writer.message(
      .receive, over: .pipeline, distance: distance, bytes: step.messageBytes(after: row),
      tag: tag, name: "receive \(name)", on: stream)
    writer.wait(for: message)
    if step.gathersMessages {
      writer.collective(
        .allGather, over: .tensor, bytes: step.blocks[row].output, name: name)
    }
  }

  // MARK: Weights and gradients

  private var shardDimension: ParallelDimension { plan.shardingGroup == nil ? .data : .shard }

  /// Weights that the optimizer's shards have changed, gathered in the order of their use.
  private mutating func gatherShardedState() {
    guard plan.sharding == .optimizer || plan.sharding == .gradients, !plan.frozen else { return }
    let start = writer.mainTail
    for part in 0..<plan.interleave {
      for row in rows(part) {
        gathered[row] = gatherWeights(of: row, after: plan.overlap.data ? start : nil)
      }
    }
  }

  private mutating func gatherWeights(of row: Int, after: Int32?) -> [Int32] {
    let block = step.blocks[row]
    let stream: GraphWriter.Stream = plan.overlap.data ? .parameters : .main
    let dense = writer.collective(
      .allGather, over: shardDimension, bytes: block.denseWeights * Microbatch.bytesOfValue,
      name: "weights", on: stream, after: after)
    let expert = writer.collective(
      .allGather, over: .expertData, bytes: block.expertWeights * Microbatch.bytesOfValue,
      name: "expert weights", on: stream, after: after)
    return [dense, expert].filter { $0 >= 0 }
  }

  /// Fully sharded weights are gathered anew for each block in each turn, one block ahead.
  private mutating func plan(visitsOf turns: [Turn]) {
    for turn in turns where turn.work != .weights {
      let rows = rows(turn.part)
      let order = turn.work == .forward ? Array(rows) : rows.reversed()
      visits += order.map { Visit(row: $0, isForward: turn.work == .forward) }
    }
    visits.reverse()
    gatherNext()
  }

  private mutating func gatherNext() {
    guard let next = visits.popLast() else { return }
    gathered[next.row] = gatherWeights(of: next.row, after: nil)
  }

  private mutating func awaitWeights(of row: Int) {
    guard let gathers = gathered.removeValue(forKey: row) else { return }
    if plan.sharding == .weights {
      // The next block's gather starts with this block, not behind it.
      let next = visits.last
      if plan.overlap.data, let next, next.row != row { gatherNext() }
      for gather in gathers { writer.wait(for: gather) }
      // The same block again, or a gather that nothing hides.
      if let next, !plan.overlap.data || next.row == row { gatherNext() }
    } else {
      for gather in gathers { writer.wait(for: gather) }
    }
  }

  /// Adds a microbatch's gradients to those before. Where ranks hold shards of gradients alone, sums
  /// are those of shards, and small.
  private mutating func accumulateGradients(of row: Int) {
    guard plan.sharding != .weights, plan.sharding != .gradients else { return }
    let block = step.blocks[row]
    let bytes = (block.denseWeights + block.expertWeights) * pace.accumulationBytes
    writer.compute(
      "gradient sums", seconds: bytes / pace.memoryRate, work: 0, memory: bytes)
  }

  private mutating func reduceGradients(of row: Int, isLast: Bool) {
    let isDue = isLast || plan.sharding == .gradients || plan.sharding == .weights
    guard isDue else { return }
    if plan.overlap.data {
      reduce(row, isLast: isLast, on: .gradients)
    } else {
      postponed.append((row, isLast))
    }
  }

  private mutating func reduce(_ row: Int, isLast: Bool, on stream: GraphWriter.Stream) {
    let block = step.blocks[row]
    let bytes = Double(plan.gradientBytes)
    let kind: CollectiveKind = plan.sharding == .none ? .allReduce : .reduceScatter
    writer.collective(
      kind, over: shardDimension, bytes: block.denseWeights * bytes, name: "gradients",
      on: stream)
    writer.collective(
      kind, over: .expertData, bytes: block.expertWeights * bytes, name: "expert gradients",
      on: stream)
    if isLast, let group = plan.shardingGroup {
      writer.collective(
        .allReduce, over: .copies, bytes: block.denseWeights * bytes / Double(group),
        name: "shards of gradients", on: stream)
    }
  }

  // MARK: The end of the step

  private mutating func finishStep() {
    for (row, isLast) in postponed { reduce(row, isLast: isLast, on: .main) }
    postponed = []
    writer.wait(for: writer.tail(of: .gradients))
    guard !plan.frozen else {
      writer.wait(for: writer.tail(of: .host))
      return
    }
    if step.tiesEnds, stage == 0 || stage == plan.pipeline - 1 {
      writer.collective(
        .allReduce, over: .embedding,
        bytes: step.embeddingWeights * Double(plan.gradientBytes), name: "tied gradients")
    }
    let owned = step.ownedWeights(stage: stage)
    if plan.offload.optimizer {
      let bytes = owned * OptimizerBytes.acrossHostLink(gradient: plan.gradientBytes)
      writer.wait(for: writer.copy("optimizer on the host", seconds: bytes / pace.hostRate))
    } else {
      let bytes = owned * pace.optimizerBytes
      writer.compute(
        "optimizer", seconds: bytes / pace.memoryRate, work: 0, memory: bytes)
    }
    writer.wait(for: writer.tail(of: .host))
  }

  // MARK: Activations in the host's memory

  private mutating func offload(_ row: Int) {
    let bytes = plan.offload.activations * step.kept(row)
    guard bytes > 0 else { return }
    writer.copy("offload", seconds: bytes / pace.hostRate)
  }

  private mutating func fetch(_ row: Int) {
    let bytes = plan.offload.activations * step.kept(row)
    guard bytes > 0 else { return }
    writer.wait(for: writer.copy("fetch", seconds: bytes / pace.hostRate))
  }
}
