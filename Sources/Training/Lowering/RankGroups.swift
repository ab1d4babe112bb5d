// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Groups of the ranks of a plan, by dimension; dimensions of one rank have none.
///
/// Within a stage, rank = tensor + tp (context + cp data); stages follow one another. Experts are
/// shared out over the ranks of a stage in that order, each over `etp` neighbours.
package struct RankGroups: Sendable {
  private let plan: Plan

  package init(_ plan: Plan) { self.plan = plan }

  private var ranksOfStage: Int { plan.tensor * plan.context * plan.data }
  private var expertTensor: Int { plan.expertTensor ?? plan.tensor }

  /// Ranks of a group of a dimension.
  package func size(_ dimension: ParallelDimension) -> Int {
    switch dimension {
    case .tensor: plan.tensor
    case .context: plan.context
    case .data: plan.data * plan.context
    case .shard: plan.shardingGroup ?? 1
    case .copies: plan.shardingGroup.map { plan.data * plan.context / $0 } ?? 1
    case .expert: plan.expert
    case .expertData: ranksOfStage / (expertTensor * plan.expert)
    case .expertNode: plan.expertNode ?? 1
    case .expertRail: plan.expertNode.map { plan.expert / $0 } ?? 1
    case .pipeline: plan.pipeline
    case .embedding: min(2, plan.pipeline)
    }
  }

  /// Ranks from one member of a group to the next.
  package func stride(_ dimension: ParallelDimension) -> Int {
    switch dimension {
    case .tensor: 1
    case .context, .data, .shard: plan.tensor
    case .copies: plan.tensor * (plan.shardingGroup ?? 1)
    case .expert, .expertNode: expertTensor
    case .expertRail: expertTensor * (plan.expertNode ?? 1)
    case .expertData: expertTensor * plan.expert
    case .pipeline: ranksOfStage
    case .embedding: (plan.pipeline - 1) * ranksOfStage
    }
  }

  /// Name of the dimension's family: replicas that also share sequences are "dp-cp".
  private func name(_ dimension: ParallelDimension) -> String {
    dimension == .data && plan.context > 1 ? "dp-cp" : dimension.rawValue
  }

  /// Families of more than one rank, with the row of each dimension; replicas alone, on which only
  /// placement looks, come last.
  ///
  /// - Parameter uses: dimensions that the program has operations on.
  /// - Returns: the families, and by dimension their rows.
  package func families(
    of uses: [ParallelDimension]
  ) -> (families: [CommunicatorFamily], rows: [ParallelDimension: Int32]) {
    var families: [CommunicatorFamily] = []
    var rows: [ParallelDimension: Int32] = [:]
    for dimension in uses where size(dimension) > 1 {
      rows[dimension] = Int32(families.count)
      families.append(family(dimension))
    }
    if plan.context > 1, plan.data > 1 {
      families.append(
        CommunicatorFamily(
          name: ParallelDimension.data.rawValue, size: plan.data,
          stride: plan.tensor * plan.context,
          rankCount: plan.ranks))
    }
    return (families, rows)
  }

  private func family(_ dimension: ParallelDimension) -> CommunicatorFamily {
    guard dimension == .embedding else {
      return CommunicatorFamily(
        name: name(dimension), size: size(dimension), stride: stride(dimension),
        rankCount: plan.ranks)
    }
    let last = Int32(stride(.embedding))
    return CommunicatorFamily(
      name: name(dimension), groups: (0..<Int32(ranksOfStage)).map { [$0, $0 + last] },
      rankCount: plan.ranks)
  }
}
