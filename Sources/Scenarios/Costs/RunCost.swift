// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a run costs, in money and in carbon dioxide.
package struct RunCost: Sendable, Hashable {
  package struct Component: Sendable, Hashable {
    package var name: String
    package var cost: CostRange<MoneyDimension>
  }

  /// The run's part of what devices cost, those with a price.
  package var components: [Component]
  /// Of all of them: less than the capital where something has no price.
  package var knownCapital: CostRange<MoneyDimension>?
  /// What has no price.
  package var missing: [String]
  /// nil where there is no tariff, or the energy is not determinable.
  package var electricity: CostRange<MoneyDimension>?
  package var carbon: CostRange<MassDimension>?

  /// nil where something has no price: then it cannot be determined.
  package var capital: CostRange<MoneyDimension>? { missing.isEmpty ? knownCapital : nil }

  /// Capital and electricity; nil where one of them is not determinable.
  package var sum: CostRange<MoneyDimension>? {
    guard let capital, let electricity else { return nil }
    return capital + electricity
  }

  /// Of capital and electricity what is known: no more than the sum; nil where nothing is.
  package var known: CostRange<MoneyDimension>? {
    guard let knownCapital, let electricity else { return knownCapital ?? electricity }
    return knownCapital + electricity
  }

  /// The cost of so many such runs, or of a part of one.
  package func scaled(by factor: Double) -> RunCost {
    RunCost(
      components: components.map { .init(name: $0.name, cost: $0.cost.scaled(by: factor)) },
      knownCapital: knownCapital?.scaled(by: factor), missing: missing,
      electricity: electricity?.scaled(by: factor), carbon: carbon?.scaled(by: factor))
  }
}
