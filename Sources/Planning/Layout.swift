// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic
import Training

/// Where the groups of a frame lie on a cluster.
struct LayoutKey: Hashable {
  var tensor: Int
  var context: Int
  var expert: Int
  var pipeline: Int
  var data: Int
  /// Row of the space's orders.
  var order: Int
}

/// The groups of rank 0, and the way to the next stage.
struct Layout {
  let number: Int
  let groups: GroupTimes
  /// The slowest way from a stage to the next; nil of a pipeline of one.
  let message: CollectiveForecast.Message?

  /// - Parameters:
  ///   - number: of the layout.
  ///   - plan: with the ranks.
  ///   - order: of axes on the machine.
  ///   - cluster: whose accelerators.
  ///   - forecast: of the cluster; takes note of the groups.
  /// - Throws: `LoweringError` where the cluster has no way between two of its members.
  init(
    _ number: Int, _ plan: Plan, _ order: PlanOrder, on cluster: Cluster,
    _ forecast: inout CollectiveForecast
  ) throws(LoweringError) {
    let seats = Seats(plan, order)
    let ranks = RankGroups(plan)
    var groups: [ParallelDimension: Int] = [:]
    let used: [ParallelDimension] = [
      .tensor, .context, .expert, .data, .expertData, .embedding,
    ]
    for dimension in used {
      let (size, stride) = (ranks.size(dimension), ranks.stride(dimension))
      guard size > 1 else { continue }
      let members = (0..<size).map { cluster.seat(seats.seat(of: $0 * stride)) }
      groups[dimension] = try forecast.group(members)
    }
    self.number = number
    self.groups = GroupTimes(groups: groups)
    var slowest: CollectiveForecast.Message?
    let ofStage = plan.ranks / plan.pipeline
    for stage in 0..<plan.pipeline - 1 {
      let message = try forecast.message(
        from: cluster.seat(seats.seat(of: stage * ofStage)),
        to: cluster.seat(seats.seat(of: (stage + 1) * ofStage)))
      slowest = CollectiveForecast.Message(
        latency: max(slowest?.latency ?? 0, message.latency),
        secondsPerByte: max(slowest?.secondsPerByte ?? 0, message.secondsPerByte))
    }
    message = slowest
  }
}

/// Seats of a plan's ranks under an order of its axes.
struct Seats {
  /// By axis as ranks are numbered: its size, and seats from one to the next.
  private let axes: [(size: Int, stride: Int)]

  init(_ plan: Plan, _ order: PlanOrder) {
    let sizes = [
      "tp": plan.tensor, "cp": plan.context, "dp": plan.data, "pp": plan.pipeline,
    ]
    var strides: [String: Int] = [:]
    var stride = 1
    for axis in order.axes {
      strides[axis] = stride
      stride *= sizes[axis] ?? 1
    }
    axes = PlanOrder.byRank.axes.map { (sizes[$0] ?? 1, strides[$0] ?? 1) }
  }

  func seat(of rank: Int) -> Int {
    var (rest, seat) = (rank, 0)
    for axis in axes {
      seat += rest % axis.size * axis.stride
      rest /= axis.size
    }
    return seat
  }
}
