// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// What a cluster draws and costs, by kind of device.
///
/// Every figure has one value in all lines at once, so the range of a sum is that of the figures
/// behind it, not the sum of ranges. The power is what the energy ledger of a run charges: idle, of
/// accelerators without work and links without bits; busy, of accelerators that compute while every
/// link carries its rate both ways.
package struct ClusterBill: Sendable {
  package struct Power: Sendable {
    package var idle: Derived<PowerDimension>
    package var busy: Derived<PowerDimension>
  }

  /// A part of the whole, 0 to 1.
  package struct Share: Sendable {
    package var value: Double
    package var low: Double
    package var high: Double
  }

  package struct Line: Sendable {
    package var equipment: Equipment
    package var each: Power
    package var all: Power
    /// Of the power of all equipment.
    package var idleShare: Share
    package var busyShare: Share
    /// nil where no public source states the price, or another line has it.
    package var price: Derived<MoneyDimension>?
    package var cost: Derived<MoneyDimension>?
  }

  package struct Cost: Sendable {
    /// nil where something has no price: then it cannot be determined.
    package var total: Derived<MoneyDimension>?
    /// Of what has a price: less than the whole where something has none; nil where nothing has.
    package var known: Derived<MoneyDimension>?
    /// Records without a price.
    package var missing: [String]
  }

  package var lines: [Line]
  package var accelerators: Int
  /// Facility power over equipment power.
  package var powerUsageEffectiveness: Share
  /// All equipment, without what cooling and conversion add.
  package var equipment: Power
  package var perAccelerator: Power
  package var racks: Racks?
  /// With what cooling and conversion add.
  package var site: Power
  package var cost: Cost
  package var verdicts: [BudgetVerdict]

  package struct Racks: Sendable {
    package var count: Int
    /// In a full one.
    package var accelerators: Int
    /// Of a full one with its share of the network.
    package var power: Power
  }

  package init(_ loaded: LoadedCluster) {
    let equipment = loaded.equipment
    let count = loaded.cluster.accelerators.count
    let whole = Power(of: equipment)
    accelerators = count
    self.equipment = whole
    lines = equipment.map { Line($0, of: equipment, whole) }
    perAccelerator = Power(of: equipment) { power, _ in power / Double(count) }
    racks = loaded.floor.map { floor in
      let inRack = min(floor.acceleratorsPerRack, count)
      return Racks(
        count: (count + floor.acceleratorsPerRack - 1) / floor.acceleratorsPerRack,
        accelerators: inRack,
        power: Power(of: equipment) { power, _ in power / Double(count) * Double(inRack) })
    }
    let stated = loaded.cluster.powerUsageEffectiveness
    let figure = loaded.facilityFigure
    powerUsageEffectiveness = Share(
      value: stated, low: figure?.low ?? stated, high: figure?.high ?? stated)
    site = Power(of: equipment) { power, draw in power * (figure.map { draw($0) } ?? stated) }
    cost = Cost(of: equipment)
    verdicts = []
    guard let budget = loaded.budget else { return }
    let limits: [(BudgetVerdict.Scope, Watts?, Power?)] = [
      (.site, budget.site, site), (.rack, budget.rack, racks?.power),
      (.accelerator, budget.accelerator, perAccelerator),
    ]
    for case (let scope, let limit?, let power?) in limits {
      verdicts.append(BudgetVerdict(scope: scope, limit: limit, power: power.busy))
    }
  }
}

/// Whether the busy power keeps under what the file allows.
package struct BudgetVerdict: Sendable {
  package enum Scope: String, Sendable {
    case site
    case rack
    case accelerator
  }

  package enum Outcome: String, Sendable {
    case holds
    /// At the high end of the figures' ranges.
    case mayBeExceeded = "may be exceeded"
    case exceeded
  }

  package var scope: Scope
  package var limit: Watts
  package var power: Derived<PowerDimension>

  package var outcome: Outcome {
    if power.value > limit { return .exceeded }
    return power.high > limit ? .mayBeExceeded : .holds
  }
}

extension ClusterBill.Power {
  /// - Parameters:
  ///   - equipment: whose power is added.
  ///   - transform: what is made of the sum.
  init(
    of equipment: [Equipment],
    _ transform: (Watts, inout Draw) -> Watts = { power, _ in power }
  ) {
    idle = Derived { draw in
      let sum = equipment.reduce(Watts.zero) { $0 + $1.idle(&draw) }
      return transform(sum, &draw)
    }
    busy = Derived { draw in
      let sum = equipment.reduce(Watts.zero) { $0 + $1.busy(&draw) }
      return transform(sum, &draw)
    }
  }
}

extension ClusterBill.Share {
  /// A part over a whole whose figures are the same ones.
  init(
    _ part: @Sendable (inout Draw) -> Watts, of whole: (inout Draw) -> Watts, _ total: Watts
  ) {
    // As the watts that it would be of the whole's value: a quantity of which ranges are known.
    let scaled = Derived { draw in
      let sum = whole(&draw)
      return sum > .zero ? total * (part(&draw) / sum) : .zero
    }
    let scale = total > .zero ? total : Watts(rawValue: 1)
    self.init(
      value: scaled.value / scale, low: scaled.low / scale, high: scaled.high / scale)
  }
}

extension ClusterBill.Line {
  init(_ own: Equipment, of equipment: [Equipment], _ whole: ClusterBill.Power) {
    self.equipment = own
    all = ClusterBill.Power(of: [own])
    each = ClusterBill.Power(of: [own]) { power, _ in power / own.count }
    idleShare = ClusterBill.Share(
      own.idle, of: { draw in equipment.reduce(.zero) { $0 + $1.idle(&draw) } },
      whole.idle.value)
    busyShare = ClusterBill.Share(
      own.busy, of: { draw in equipment.reduce(.zero) { $0 + $1.busy(&draw) } },
      whole.busy.value)
    guard case .own(let priced) = own.price, let figure = priced.price else { return }
    price = Derived { draw in draw(figure) }
    cost = Derived { draw in draw(figure) * own.count }
  }
}

extension ClusterBill.Cost {
  init(of equipment: [Equipment]) {
    var known: [(price: Figure<Dollars>, count: Double)] = []
    missing = []
    for line in equipment {
      guard case .own(let priced) = line.price else { continue }
      if let price = priced.price {
        known.append((price, line.count))
      } else if !missing.contains(priced.record) {
        missing.append(priced.record)
      }
    }
    let priced = known
    self.known =
      priced.isEmpty
      ? nil
      : Derived { draw in priced.reduce(.zero) { $0 + draw($1.price) * $1.count } }
    total = missing.isEmpty ? self.known : nil
  }
}
