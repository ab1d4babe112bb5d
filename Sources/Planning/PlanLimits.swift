// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What plans must stay within, besides the memory of an accelerator.
package struct PlanLimits: Sendable, Hashable {
  /// Average watts of the site over a step; nil for no limit.
  package var watts: Double?
  /// Money of a step; nil for no limit.
  package var cost: Double?
  /// What time and energy cost.
  package var charge: PlanCharge

  /// - Parameters:
  ///   - watts: average of the site over a step; nil for no limit.
  ///   - cost: of a step, in the money of the charge; nil for no limit.
  ///   - charge: what time and energy cost.
  package init(watts: Double? = nil, cost: Double? = nil, charge: PlanCharge = PlanCharge()) {
    self.watts = watts
    self.cost = cost
    self.charge = charge
  }
}

/// Money of a second of the cluster, and of a joule.
package struct PlanCharge: Sendable, Hashable {
  package var perSecond: Double
  package var perJoule: Double

  package init(perSecond: Double = 0, perJoule: Double = 0) {
    self.perSecond = perSecond
    self.perJoule = perJoule
  }

  /// Of a step.
  func cost(_ figures: PlanFigures) -> Double {
    figures.seconds * (perSecond + figures.watts * perJoule)
  }
}
