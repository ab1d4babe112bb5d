// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Technologies

extension Explanation {
  /// What a cluster draws and costs, by kind of device.
  package struct Bill: Sendable {
    /// While nothing happens, and while everything computes and every link is busy.
    package struct Power: Sendable {
      package var idle: Amount
      package var busy: Amount
    }

    /// A factor or a part of a whole.
    package struct Ratio: Sendable, Hashable {
      package var value: Double
      package var low: Double
      package var high: Double
    }

    package struct Line: Sendable {
      /// Such as "switches".
      package var kind: String
      package var name: String
      package var domain: String?
      package var count: Double
      package var includes: [String]
      /// Figures of links that devices have in their own.
      package var covered: [String]
      package var each: Power
      package var all: Power
      package var idleShare: Ratio
      package var busyShare: Ratio
      /// Of one; nil where no public source states it.
      package var price: Amount?
      package var cost: Amount?
      /// The record in whose price this one is.
      package var pricedIn: String?
    }

    package struct Rack: Sendable {
      package var count: Int
      package var accelerators: Int
      package var power: Power
    }

    package struct Verdict: Sendable {
      package var scope: String
      package var limit: Amount
      package var power: Amount
      /// "holds", "may be exceeded" at the high end of the ranges, or "exceeded".
      package var outcome: String
      package var isExceeded: Bool
    }

    package var lines: [Line]
    package var accelerators: Int
    package var powerUsageEffectiveness: Ratio
    /// Without what cooling and conversion add.
    package var equipment: Power
    package var perAccelerator: Power
    package var rack: Rack?
    /// With what cooling and conversion add.
    package var site: Power
    package var drivers: [Path.Driver]
    /// nil where something has no price.
    package var cost: Amount?
    package var knownCost: Amount?
    package var withoutPrice: [String]
    package var verdicts: [Verdict]

    package var exceedsBudget: Bool { verdicts.contains { $0.isExceeded } }
  }
}

extension Explanation.Bill {
  init(_ bill: ClusterBill) {
    lines = bill.lines.map(Line.init)
    accelerators = bill.accelerators
    powerUsageEffectiveness = Ratio(bill.powerUsageEffectiveness)
    equipment = Power(bill.equipment)
    perAccelerator = Power(bill.perAccelerator)
    rack = bill.racks.map {
      Rack(count: $0.count, accelerators: $0.accelerators, power: Power($0.power))
    }
    site = Power(bill.site)
    drivers = bill.site.busy.drivers.map { driver in
      Explanation.Path.Driver(
        figure: driver.figure, grade: driver.grade.rawValue,
        atLow: Explanation.Amount(driver.atLow), atHigh: Explanation.Amount(driver.atHigh))
    }
    cost = bill.cost.total.map { Explanation.Amount($0) }
    knownCost = bill.cost.known.map { Explanation.Amount($0) }
    withoutPrice = bill.cost.missing
    verdicts = bill.verdicts.map { verdict in
      Verdict(
        scope: verdict.scope.rawValue, limit: Explanation.Amount(verdict.limit),
        power: Explanation.Amount(verdict.power), outcome: verdict.outcome.rawValue,
        isExceeded: verdict.outcome == .exceeded)
    }
  }
}

extension Explanation.Bill.Ratio {
  init(_ share: ClusterBill.Share) {
    self.init(value: share.value, low: share.low, high: share.high)
  }
}

extension Explanation.Bill.Power {
  init(_ power: ClusterBill.Power) {
    idle = Explanation.Amount(power.idle)
    busy = Explanation.Amount(power.busy)
  }
}

extension Explanation.Bill.Line {
  init(_ line: ClusterBill.Line) {
    kind = line.equipment.kind.rawValue
    name = line.equipment.name
    domain = line.equipment.domain
    count = line.equipment.count
    includes = line.equipment.includes.map(\.rawValue)
    covered = line.equipment.covered
    each = Explanation.Bill.Power(line.each)
    all = Explanation.Bill.Power(line.all)
    idleShare = Explanation.Bill.Ratio(line.idleShare)
    busyShare = Explanation.Bill.Ratio(line.busyShare)
    price = line.price.map { Explanation.Amount($0) }
    cost = line.cost.map { Explanation.Amount($0) }
    if case .included(let record) = line.equipment.price { pricedIn = record }
  }
}
