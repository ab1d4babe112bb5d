// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Planning
import Quantities
import Training

/// The best plans of a search, as the engine ranks them.
package struct PlanReport: Sendable {
  package let model: String
  package let cluster: String
  package let software: String
  /// Accelerators that may be used.
  package let accelerators: Int
  package let globalBatch: Int
  package let mostPower: Watts?
  /// Of a million tokens.
  package let mostCost: Dollars?
  package let ceilings: [Ceiling]
  /// Tokens of a step.
  package let tokens: Double
  /// Those that were played, the fastest first; then, where not all were, the next of the closed form.
  package let plans: [RankedPlan]
  package let counts: PlanCounts
  /// Plans that were played and are above a limit, or cannot hold a ceiling.
  package let dropped: Int
  /// What a reader must know to read the figures right.
  package let notes: [String]
}

/// A plan with what the closed form and the engine say of it.
package struct RankedPlan: Sendable {
  package let plan: Plan
  package let order: PlanOrder
  /// Place by the closed form, from 1.
  package let predictedPlace: Int
  package let predicted: PlanFigures
  /// Nil where it was not played.
  package let played: PlayedPlan?
  /// Of a million tokens: of the step that was played, or else of that which is predicted; nil where
  /// nobody asked.
  package let cost: RunCost?

  /// The engine's step where there is one, the predicted one where not.
  package var step: Seconds { played?.step ?? .seconds(predicted.seconds) }
  /// Closed form over engine, less one.
  package var difference: Double? { played.map { predicted.seconds / $0.step.rawValue - 1 } }

  /// `tp=8,pp=16,...` for `train --plan`.
  package var spelled: String { PlanSpelling(plan).text }
}

/// What the engine says of a plan.
package struct PlayedPlan: Sendable {
  package let step: Seconds
  /// Average of the site; nil where the cluster has no power figures.
  package let power: Watts?
  package let energy: Joules?
  /// What it took to hold its ceilings, and whether they hold.
  package let responses: [CeilingResponse]
  package let ceilingsHold: Bool
}

/// A plan as command lines write it.
package struct PlanSpelling {
  private let plan: Plan

  package init(_ plan: Plan) { self.plan = plan }

  /// Every key that differs from its default; ranks always.
  package var text: String {
    let plain = Plan(globalBatch: plan.globalBatch)
    var parts = [
      "tp=\(plan.tensor)", "cp=\(plan.context)", "pp=\(plan.pipeline)", "dp=\(plan.data)",
    ]
    if plan.expert > 1 { parts.append("ep=\(plan.expert)") }
    if let each = plan.expertTensor { parts.append("etp=\(each)") }
    if plan.expertImbalance != 1 { parts.append("imbalance=\(plan.expertImbalance)") }
    parts.append("microbatch=\(plan.microbatch)")
    parts.append("global_batch=\(plan.globalBatch)")
    if let sequence = plan.sequence { parts.append("sequence=\(sequence)") }
    if plan.interleave > 1 { parts.append("interleave=\(plan.interleave)") }
    if plan.countsEnds { parts.append("count_ends=true") }
    if !plan.sharesSequence { parts.append("sequence_parallel=false") }
    parts.append("sharding=\(plan.sharding.rawValue)")
    if plan.recompute != .none { parts.append("recompute=\(plan.recompute.rawValue)") }
    if plan.precision != plain.precision { parts.append("precision=\(plan.precision.rawValue)") }
    if plan.gradientBytes != plain.gradientBytes { parts.append("gradients=fp32") }
    if plan.dropout { parts.append("dropout=true") }
    if !plan.overlap.data { parts.append("overlap.dp=false") }
    if !plan.overlap.tensorBackward { parts.append("overlap.tp_backward=false") }
    if !plan.overlap.pipeline { parts.append("overlap.pp=false") }
    return parts.joined(separator: ",")
  }
}
