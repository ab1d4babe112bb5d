// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic
import Training

/// What a plan is predicted to take.
package struct PlanFigures: Sendable, Hashable {
  /// Of a step.
  package var seconds: Double
  /// Average of the site over the step.
  package var watts: Double
  /// Bytes of the fullest accelerator.
  package var memory: Double
}

/// Times of plans in closed form. Everything that depends on few axes is found once, for all plans
/// that have them in common; what is left for a plan is arithmetic on a few kinds of blocks.
package struct PlanEvaluator {
  let space: PlanSpace
  let place: PlanPlace
  private var forecast: CollectiveForecast
  private var blocks: [BlockKey: (number: Int, table: BlockTable)] = [:]
  private var priced: [PricedKey: [BlockSeconds]] = [:]
  private var replicas: [ReplicaKey: [ReplicaSeconds]] = [:]
  private var layouts: [LayoutKey: Layout] = [:]
  private var cuts: [CutKey: StageTable] = [:]

  private struct CutKey: Hashable {
    var pipeline: Int
    var interleave: Int
    var countsEnds: Bool
    var kindOfRow: [Int]
  }

  private struct PricedKey: Hashable {
    var blocks: Int
    var tensor: Int
    var context: Int
    var expert: Int
  }

  private struct ReplicaKey: Hashable {
    var blocks: Int
    var layout: Int
  }

  /// - Parameters:
  ///   - space: of the plans.
  ///   - place: where they would train.
  package init(_ space: PlanSpace, on place: PlanPlace) {
    self.space = space
    self.place = place
    forecast = CollectiveForecast(place.network, policy: place.policy)
  }

  /// What all plans of a frame have in common, whatever the network.
  struct Shape {
    let frame: PlanFrame
    let blocks: Int
    let table: BlockTable
    let stages: StageTable
    let memory: FrameMemory
    /// Seconds that no plan of the frame can beat: arithmetic alone.
    let least: Double
  }

  /// - Throws: `PlanError` for a frame that is not legal.
  mutating func shape(of frame: PlanFrame) throws(PlanError) -> Shape {
    let key = BlockKey(frame, space.model)
    let known: (number: Int, table: BlockTable)
    if let found = blocks[key] {
      known = found
    } else {
      known = (blocks.count, BlockTable(space, frame, place.pace))
      blocks[key] = known
    }
    let plan = frame.plan(space.base)
    let stages = try stages(of: frame, plan, known.table)
    let passes = known.table.kinds.map { $0.forward + $0.backward[0] }
    let microbatches = Double(plan.microbatches)
    var (most, sum) = (0.0, 0.0)
    for stage in stages.kinds {
      let pass = stage.counts.dot(passes)
      most = max(most, pass)
      sum += Double(stage.stages) * pass
    }
    return Shape(
      frame: frame, blocks: known.number, table: known.table, stages: stages,
      memory: FrameMemory(frame, stages, known.table, space.base),
      least: microbatches * most + (sum - most) / Double(frame.interleave))
  }

  private mutating func stages(
    of frame: PlanFrame, _ plan: Plan, _ table: BlockTable
  ) throws(PlanError) -> StageTable {
    let key = CutKey(
      pipeline: frame.pipeline, interleave: frame.interleave, countsEnds: frame.countsEnds,
      kindOfRow: table.kindOfRow)
    if let known = cuts[key] { return known }
    let cut = try StageCut(plan, layers: space.model.layers, ending: space.ending)
    let stages = StageTable(cut, frame, table)
    cuts[key] = stages
    return stages
  }

  /// - Parameters:
  ///   - shape: of a frame.
  ///   - order: row of the space's orders.
  /// - Returns: what evaluates the frame's variants under this order.
  /// - Throws: `LoweringError` where the cluster cannot carry its collectives.
  mutating func times(
    of shape: Shape, order: Int
  ) throws(LoweringError) -> FrameTimes {
    let layout = try layout(of: shape.frame, order: order)
    let groups = layout.groups.groups
    let pricedKey = PricedKey(
      blocks: shape.blocks, tensor: groups[.tensor] ?? -1, context: groups[.context] ?? -1,
      expert: groups[.expert] ?? -1)
    let seconds: [BlockSeconds]
    if let known = priced[pricedKey] {
      seconds = known
    } else {
      var found: [BlockSeconds] = []
      for kind in shape.table.kinds {
        let clock = BlockClock(
          kind: kind, slowdown: place.pace.overlapSlowdown, groups: layout.groups)
        found.append(try clock.seconds(&forecast))
      }
      priced[pricedKey] = found
      seconds = found
    }
    let replicaKey = ReplicaKey(blocks: shape.blocks, layout: layout.number)
    let exchanged: [ReplicaSeconds]
    if let known = replicas[replicaKey] {
      exchanged = known
    } else {
      var found: [ReplicaSeconds] = []
      for kind in shape.table.kinds {
        found.append(
          try ReplicaSeconds(
            kind.block, gradientBytes: space.base.gradientBytes, layout.groups, &forecast))
      }
      replicas[replicaKey] = found
      exchanged = found
    }
    let messages = try StageMessages(shape, layout, space, &forecast)
    return FrameTimes(
      shape: shape, base: space.base, pace: place.pace, seconds: seconds, replicas: exchanged,
      messages: messages, power: place.power)
  }

  /// The figures of one plan.
  ///
  /// - Parameters:
  ///   - frame: and
  ///   - variant: make the plan.
  ///   - order: row of the space's orders.
  /// - Returns: its time, power and memory.
  /// - Throws: `PlanError` for a plan that is not legal, `LoweringError` where the cluster cannot
  ///   carry its collectives.
  package mutating func figures(
    _ frame: PlanFrame, _ variant: PlanVariant, order: Int
  ) throws -> PlanFigures {
    var times = try times(of: try shape(of: frame), order: order)
    return times.figures(variant)
  }

  /// Bytes of each stage.
  ///
  /// - Throws: `PlanError` for a plan that is not legal.
  package mutating func memory(
    _ frame: PlanFrame, _ variant: PlanVariant
  ) throws(PlanError) -> [Double] {
    let shape = try shape(of: frame)
    let memory = FrameMemory(
      frame, shape.stages, shape.table, space.base, keepsStages: true)
    return memory.ofStages.map { $0[FrameMemory.place(variant.sharding, variant.recompute)] }
  }

  private mutating func layout(
    of frame: PlanFrame, order: Int
  ) throws(LoweringError) -> Layout {
    let key = LayoutKey(
      tensor: frame.tensor, context: frame.context, expert: frame.expert,
      pipeline: frame.pipeline, data: frame.data, order: order)
    if let known = layouts[key] { return known }
    let layout = try Layout(
      layouts.count, frame.plan(space.base), space.orders[order], on: place.network, &forecast)
    layouts[key] = layout
    return layout
  }
}
