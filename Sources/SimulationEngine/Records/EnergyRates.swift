// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// What a rank does, as far as its power goes. The order is that of `RankStates` and the ledger.
package enum RankState: Int, CaseIterable {
  case computing
  case communicating
  case waiting
  case idle
  /// Of what stands for the ranks of a class before it has split, or after.
  case absent

  /// Those that a rank is in.
  package static var ofRanks: ArraySlice<RankState> { allCases.dropLast() }
}

/// The ledger's lines and what drives each: power by accelerator state, constant power of devices
/// and lit links, joules per byte of link technologies, and the facility's overhead over all.
///
/// A component without a figure has no line: its energy cannot be determined, which is not zero.
package struct EnergyRates: Sendable {
  package struct Line: Sendable {
    package var component: String
    package var includes: [String]
    /// Drawn from the beginning of the run to its end.
    package var constantWatts: Double
  }

  /// Watts of one accelerator in each state of ranks, by kind of accelerator and then in the order
  /// of `RankState`; zero where unknown.
  private let stateWatts: [Double]
  /// The line of each of these; -1 where unknown.
  private let lineOfState: [Int]
  /// Every line but the facility's: states, then devices, then link technologies.
  package let lines: [Line]
  /// The line of each of the cluster's link technologies; -1 where it has no figure.
  package let lineOfTechnology: [Int]
  /// Facility power over equipment power.
  package let powerUsageEffectiveness: Double
  /// Sum of all constant watts.
  package let constantWatts: Double

  package init(_ cluster: Cluster) {
    var lines: [Line] = []
    var stateWatts: [Double] = []
    var lineOfState: [Int] = []
    let groups = cluster.accelerators.groups
    for group in groups {
      guard let power = group.power else {
        stateWatts += RankState.ofRanks.map { _ in 0 }
        lineOfState += RankState.ofRanks.map { _ in -1 }
        continue
      }
      stateWatts += [power.computing, power.communicating, power.waiting, power.idle]
        .map(\.rawValue)
      for state in RankState.ofRanks {
        lineOfState.append(lines.count)
        lines.append(
          Line(
            component: "accelerators \(state)" + (groups.count > 1 ? " (\(group.name))" : ""),
            includes: power.includes, constantWatts: 0))
      }
    }
    self.stateWatts = stateWatts
    self.lineOfState = lineOfState
    for group in cluster.devices {
      lines.append(
        Line(
          component: group.name, includes: group.includes,
          constantWatts: group.power.rawValue * Double(group.count)))
    }
    let links = cluster.links
    var watts = [Double](repeating: 0, count: links.technologies.count)
    var hasFigure = [Bool](repeating: false, count: links.technologies.count)
    for link in 0..<links.count {
      let technology = Int(links.technology[link])
      watts[technology] += links.staticPower[link].rawValue
      if links.staticPower[link] > .zero || links.dynamicEnergy[link] > .zero {
        hasFigure[technology] = true
      }
    }
    var lineOfTechnology = [Int](repeating: -1, count: watts.count)
    for (index, scope) in links.technologies.enumerated() where hasFigure[index] {
      lineOfTechnology[index] = lines.count
      lines.append(
        Line(component: scope.name, includes: scope.includes, constantWatts: watts[index]))
    }
    self.lines = lines
    self.lineOfTechnology = lineOfTechnology
    constantWatts = lines.reduce(0) { $0 + $1.constantWatts }
    powerUsageEffectiveness = cluster.powerUsageEffectiveness
  }

  /// Watts of one accelerator of a kind, zero where unknown or where it does nothing of its own.
  package func watts(_ state: Int, ofGroup group: Int) -> Double {
    state < RankState.ofRanks.count ? stateWatts[group * RankState.ofRanks.count + state] : 0
  }

  /// Its line; -1 where there is none.
  package func line(_ state: Int, ofGroup group: Int) -> Int {
    state < RankState.ofRanks.count ? lineOfState[group * RankState.ofRanks.count + state] : -1
  }
}
