// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Planning
import Quantities

// What plans cost.
extension PreparedPlanning {
  /// Tokens of a step.
  var tokens: Double {
    Double(space.base.globalBatch * (space.base.sequence ?? space.model.context))
  }

  private static var million: Double { 1e6 }

  /// What the closed form leaves out.
  var limits: PlanLimits {
    guard let each = rates.map(Self.each) else {
      return PlanLimits(watts: question.mostPower?.rawValue)
    }
    return PlanLimits(
      watts: question.mostPower?.rawValue,
      cost: question.mostCost.map { $0.rawValue * tokens / Self.million },
      charge: PlanCharge(
        perSecond: each.knownCapital?.value.rawValue ?? 0,
        perJoule: each.electricity?.value.rawValue ?? 0))
  }

  /// Of a million tokens.
  ///
  /// - Parameters:
  ///   - step: of the plan.
  ///   - energy: of the site over it; nil where it is not determinable.
  /// - Returns: nil where nobody asked for it.
  func cost(step: Seconds, energy: Joules?) -> RunCost? {
    rates?.cost(time: step, energy: energy).scaled(by: Self.million / tokens)
  }

  /// Energy of a step by the closed form; nil where accelerators have no power figures.
  func energy(_ figures: PlanFigures) -> Joules? {
    guard cluster.cluster.hasPowerFigures else { return nil }
    return Joules(rawValue: figures.seconds * figures.watts)
  }

  /// Whether a plan is above the limit of cost, as far as there are prices.
  func isTooDear(_ cost: RunCost?) -> Bool {
    guard let most = question.mostCost, let known = cost?.known else { return false }
    return known.value > most
  }

  /// Of a second, and of a joule.
  private static func each(_ rates: CostRates) -> RunCost {
    rates.cost(time: .seconds(1), energy: Joules(rawValue: 1))
  }

  static func isKnown(_ rates: CostRates) -> Bool { each(rates).known != nil }
}
