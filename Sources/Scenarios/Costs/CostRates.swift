// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Technologies

/// What time and energy on one cluster are charged at.
package struct CostRates: Sendable {
  /// Devices of one kind.
  package struct Component: Sendable, Hashable {
    package var name: String
    /// Of all of them.
    package var price: CostRange<MoneyDimension>

    package init(name: String, price: CostRange<MoneyDimension>) {
      self.name = name
      self.price = price
    }
  }

  package var tariff: Tariff
  /// How long devices are written off over, in a straight line; nil where no file says.
  package var depreciation: CostRange<DurationDimension>?
  /// What has a price.
  package var components: [Component]
  /// What all of these cost: figures that several have are at one end of their range at a time.
  package var known: CostRange<MoneyDimension>?
  /// Records without a price.
  package var missing: [String]

  package init(
    tariff: Tariff, depreciation: CostRange<DurationDimension>?, components: [Component],
    known: CostRange<MoneyDimension>?, missing: [String]
  ) {
    self.tariff = tariff
    self.depreciation = depreciation
    self.components = components
    self.known = known
    self.missing = missing
  }

  init(_ tariff: Tariff, on loaded: LoadedCluster, _ facility: Facility?) {
    let bill = ClusterBill(loaded)
    let components = bill.lines.compactMap { line in
      line.cost.map { cost in
        let domain = line.equipment.domain.map { " (\($0))" } ?? ""
        return Component(name: line.equipment.name + domain, price: CostRange(cost))
      }
    }
    self.init(
      tariff: tariff, depreciation: facility?.depreciation.map { CostRange($0) },
      components: components, known: bill.cost.known.map { CostRange($0) },
      missing: bill.cost.missing)
  }

  /// What a run costs: of each price the part of the depreciation that the run takes, and the
  /// energy.
  ///
  /// - Parameters:
  ///   - time: of the run. Nobody else uses the cluster meanwhile.
  ///   - energy: of the site; nil where it is not determinable.
  /// - Returns: nil in it for what is not determinable.
  package func cost(time: Seconds, energy: Joules?) -> RunCost {
    let capital = { (price: CostRange<MoneyDimension>) in
      depreciation.map { life in
        CostRange<MoneyDimension>(
          price.value * (time / life.value), low: price.low * (time / life.high),
          high: price.high * (time / life.low))
      }
    }
    return RunCost(
      components: components.compactMap { component in
        capital(component.price).map { .init(name: component.name, cost: $0) }
      },
      knownCapital: known.flatMap(capital),
      missing: missing + (depreciation == nil ? ["depreciation (facility.yaml)"] : []),
      electricity: energy.flatMap { energy in
        tariff.electricity.map { $0.map { $0.cost(of: energy) } }
      },
      carbon: energy.flatMap { energy in
        tariff.carbon.map { $0.map { $0.mass(of: energy) } }
      })
  }
}
