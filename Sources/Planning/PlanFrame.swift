// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// The half of a plan that says who shares what: plans of one frame have the same ranks, the same
/// groups and the same blocks.
package struct PlanFrame: Sendable, Hashable {
  package var tensor: Int
  package var sharesSequence: Bool
  package var context: Int
  package var expert: Int
  package var pipeline: Int
  package var data: Int
  package var microbatch: Int
  package var interleave: Int
  package var countsEnds: Bool

  package init(
    tensor: Int, sharesSequence: Bool, context: Int, expert: Int, pipeline: Int, data: Int,
    microbatch: Int, interleave: Int, countsEnds: Bool
  ) {
    self.tensor = tensor
    self.sharesSequence = sharesSequence
    self.context = context
    self.expert = expert
    self.pipeline = pipeline
    self.data = data
    self.microbatch = microbatch
    self.interleave = interleave
    self.countsEnds = countsEnds
  }

  package var ranks: Int { tensor * context * pipeline * data }

  /// - Parameter base: what is not searched.
  /// - Returns: the plan with this frame and the first variant.
  package func plan(_ base: Plan) -> Plan {
    var plan = base
    plan.tensor = tensor
    plan.sharesSequence = sharesSequence
    plan.context = context
    plan.expert = expert
    plan.pipeline = pipeline
    plan.data = data
    plan.microbatch = microbatch
    plan.interleave = interleave
    plan.countsEnds = countsEnds
    return plan
  }
}

/// The other half: what is kept, what is shared by replicas, and what hides behind what.
package struct PlanVariant: Sendable, Hashable {
  package var sharding: Plan.Sharding
  package var recompute: Plan.Recompute
  package var overlapsData: Bool
  package var overlapsTensorBackward: Bool
  package var overlapsPipeline: Bool

  /// - Parameters:
  ///   - frame: the other half.
  ///   - base: what is not searched.
  /// - Returns: the whole plan.
  package func plan(_ frame: PlanFrame, _ base: Plan) -> Plan {
    var plan = frame.plan(base)
    plan.sharding = sharding
    plan.recompute = recompute
    plan.overlap.data = overlapsData
    plan.overlap.tensorBackward = overlapsTensorBackward
    plan.overlap.pipeline = overlapsPipeline
    return plan
  }
}

/// Which axis of a plan varies fastest on the machine; `tp` always does.
package struct PlanOrder: Sendable, Hashable {
  /// Of "tp", "cp", "dp" and "pp", the fastest first.
  package var axes: [String]

  package init(_ axes: [String]) { self.axes = axes }

  /// That of the ranks' own numbers.
  package static let byRank = PlanOrder(["tp", "cp", "dp", "pp"])
  /// Tensor ranks stay neighbours; stages, replicas or shares of sequences follow them.
  package static let all = [
    byRank, PlanOrder(["tp", "cp", "pp", "dp"]), PlanOrder(["tp", "pp", "cp", "dp"]),
    PlanOrder(["tp", "dp", "cp", "pp"]),
  ]

  /// Without axes of one rank: orders that differ in nothing else are one.
  func reduced(_ frame: PlanFrame) -> [String] {
    axes.filter { frame.size(of: $0) > 1 }
  }
}

extension PlanFrame {
  func size(of axis: String) -> Int {
    switch axis {
    case "tp": tensor
    case "cp": context
    case "dp": data
    case "pp": pipeline
    default: 1
    }
  }
}
