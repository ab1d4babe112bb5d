// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Symmetry
import Timelines
import Traffic

/// Watts of the units of one scope: accelerators by what their ranks do, the rest shared out evenly
/// over working accelerators. Units whose ranks are the same ones, or of the same classes, are one
/// row.
struct UnitPower {
  /// A row's ranks: how many of a simulated rank's members are in it.
  private struct Share {
    var row: Int32
    var count: Double
  }

  /// Units of each row, the lowest first.
  let units: [[Int32]]
  /// By simulated rank, where its rows' shares begin.
  private let start: [Int32]
  private let shares: [Share]
  /// Watts of the row's ranks now, and of accelerators without a rank.
  private var own: [Double]
  private let spare: [Double]
  /// Of what the whole cluster draws beside accelerators.
  private let part: [Double]
  /// Of the site, what cooling and conversion add.
  private let factor: Double

  var rowCount: Int { units.count }

  /// - Parameters:
  ///   - scope: which the cluster has units of.
  ///   - cluster: with its accelerators.
  ///   - placement: of all ranks.
  ///   - folded: what stands for them, where classes are simulated.
  ///   - rankCount: of simulated ranks.
  ///   - rates: watts by state.
  init(
    _ scope: MeterScope, _ cluster: Cluster, _ placement: Placement, _ folded: FoldedGraph?,
    rankCount: Int, _ rates: EnergyRates
  ) {
    let runs = cluster.powerUnits(scope) ?? []
    let accelerators = cluster.accelerators
    var unitOf = [Int32](repeating: 0, count: accelerators.count)
    for (unit, members) in runs.enumerated() { for one in members { unitOf[one] = Int32(unit) } }
    // Pairs of simulated rank and count, by unit; below zero kinds of accelerators without a rank.
    var contents = [[Int32: Int32]](repeating: [:], count: runs.count)
    var isFree = [Bool](repeating: true, count: accelerators.count)
    for accelerator in accelerators.failed { isFree[Int(accelerator)] = false }
    var working = [Int32](repeating: 0, count: runs.count)
    for accelerator in 0..<accelerators.count where isFree[accelerator] {
      working[Int(unitOf[accelerator])] += 1
    }
    for row in 0..<rankCount {
      for rank in folded?.members(of: row) ?? [Int32(row)] {
        let accelerator = Int(placement.acceleratorOfRank[Int(rank)].rawValue)
        isFree[accelerator] = false
        contents[Int(unitOf[accelerator])][Int32(row), default: 0] += 1
      }
    }
    for accelerator in 0..<accelerators.count where isFree[accelerator] {
      let kind = Int32(-1 - accelerators.group(of: accelerator))
      contents[Int(unitOf[accelerator])][kind, default: 0] += 1
    }
    var rowOf: [[Int32]: Int] = [:]
    var units: [[Int32]] = []
    var ofRank = [[Share]](repeating: [], count: rankCount)
    var spare: [Double] = []
    var part: [Double] = []
    let all = max(1, working.reduce(0) { $0 + Int($1) })
    for (unit, content) in contents.enumerated() {
      let pairs = content.sorted { $0.key < $1.key }
      let key = pairs.flatMap { [$0.key, $0.value] } + [working[unit]]
      if let row = rowOf[key] {
        units[row].append(Int32(unit))
        continue
      }
      let row = units.count
      rowOf[key] = row
      units.append([Int32(unit)])
      part.append(Double(working[unit]) / Double(all))
      spare.append(0)
      for (rank, count) in pairs {
        guard rank >= 0 else {
          spare[row] +=
            rates.watts(RankState.idle.rawValue, ofGroup: Int(-1 - rank)) * Double(count)
          continue
        }
        ofRank[Int(rank)].append(Share(row: Int32(row), count: Double(count)))
      }
    }
    self.units = units
    self.spare = spare
    self.part = part
    own = spare
    factor = scope == .site ? rates.powerUsageEffectiveness : 1
    var start: [Int32] = [0]
    for its in ofRank { start.append(start[start.count - 1] + Int32(its.count)) }
    self.start = start
    shares = ofRank.flatMap { $0 }
  }

  /// A simulated rank now draws so many watts more, each of its members.
  mutating func add(_ watts: Double, to rank: Int32) {
    for place in Int(start[Int(rank)])..<Int(start[Int(rank) + 1]) {
      own[Int(shares[place].row)] += watts * shares[place].count
    }
  }

  /// - Parameters:
  ///   - row: of `units`.
  ///   - shared: watts of the whole cluster beside its accelerators.
  /// - Returns: watts.
  func watts(_ row: Int, shared: Double) -> Double { (own[row] + shared * part[row]) * factor }
}
