// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Timelines

// What is left at the end of a run.
extension EventLoop {
  func timeline(of cluster: Cluster) -> Timeline {
    let ledger = ledger(of: cluster)
    return Timeline(
      duration: .seconds(nowSeconds),
      ranks: rankStates(),
      links: linkUtilisation(of: cluster),
      power: powerSeries(matching: ledger),
      ledger: ledger,
      traffic: TrafficTotals(
        flows: messageCount, bytesSent: .bytes(bytesSent), bytesReceived: .bytes(bytesReceived),
        linkBytes: .bytes(totalLinkBytes()), batches: batches, solves: network.solves,
        events: recorder.eventCount),
      eventNames: graph.operationNames + ["stall"],
      streamNames: graph.streamNames + ["none"],
      collectives: collectives.instances)
  }

  private func rankStates() -> RankStates {
    func seconds(_ state: RankState) -> [Double] {
      (0..<ranks.rankCount).map {
        recorder.stateSeconds[$0 * RankState.allCases.count + state.rawValue]
      }
    }
    return RankStates(
      computing: seconds(.computing), communicating: seconds(.communicating),
      waiting: seconds(.waiting), idle: seconds(.idle))
  }

  private func totalLinkBytes() -> Double {
    var total = 0.0
    for link in 0..<recorder.bytesOverLink.count { total += recorder.bytesOverLink[link] }
    return total
  }

  private func linkUtilisation(of cluster: Cluster) -> LinkUtilisation {
    var links: [Int32] = []
    for row in 0..<recorder.linkOfRow.count { links.append(recorder.linkOfRow[row]) }
    return LinkUtilisation(
      link: links,
      name: links.map { link in
        let from = cluster.nodes.name[Int(cluster.links.from[Int(link)])]
        let to = cluster.nodes.name[Int(cluster.links.to[Int(link)])]
        return "\(from) -> \(to)"
      },
      capacity: links.map { cluster.links.rate[Int($0)].bytesPerSecond },
      bytes: recorder.linkBins.series(until: nowSeconds))
  }

  /// Every line's energy over the whole run; the facility's share on top is the last line.
  private func ledger(of cluster: Cluster) -> EnergyLedger {
    let rates = recorder.rates
    var staticJoules = rates.lines.map { $0.constantWatts * nowSeconds }
    var dynamicJoules = [Double](repeating: 0, count: rates.lines.count)
    for (state, watts) in rates.stateWatts.enumerated() {
      var seconds = 0.0
      for rank in 0..<ranks.rankCount {
        seconds += recorder.stateSeconds[rank * RankState.allCases.count + state]
      }
      if state == RankState.idle.rawValue {
        seconds += Double(cluster.accelerators.count - ranks.rankCount) * nowSeconds
      }
      staticJoules[state] += watts * seconds
    }
    for link in 0..<cluster.links.count {
      let line = rates.lineOfTechnology[Int(cluster.links.technology[link])]
      guard line >= 0 else { continue }
      dynamicJoules[line] +=
        (cluster.links.dynamicEnergy[link] * Bytes(rawValue: recorder.bytesOverLink[link])).rawValue
    }
    var entries = zip(rates.lines, zip(staticJoules, dynamicJoules)).map { line, joules in
      EnergyLedger.Entry(
        component: line.component, includes: line.includes, staticEnergy: .joules(joules.0),
        dynamicEnergy: .joules(joules.1))
    }
    let overhead = rates.powerUsageEffectiveness - 1
    if overhead > 0, !entries.isEmpty {
      let sum = EnergyLedger(entries: entries)
      entries.append(
        EnergyLedger.Entry(
          component: "facility", includes: ["cooling", "power-distribution"],
          staticEnergy: sum.staticTotal * overhead, dynamicEnergy: sum.dynamicTotal * overhead))
    }
    return EnergyLedger(entries: entries)
  }

  /// The bins of each ledger line: what varied was binned as it happened, constants fill evenly.
  private func powerSeries(matching ledger: EnergyLedger) -> PowerSeries {
    let lines = recorder.rates.lines
    let varied = recorder.powerBins.series(until: nowSeconds)
    let bins = varied.binCount
    let overhead = recorder.rates.powerUsageEffectiveness - 1
    var amounts: [Double] = []
    if recorder.options.power {
      for (row, line) in lines.enumerated() {
        let values = Array(varied.row(row))
        for bin in 0..<bins {
          amounts.append(values[bin] + line.constantWatts * varied.width(of: bin))
        }
      }
      if ledger.entries.count > lines.count {
        for bin in 0..<bins {
          var sum = 0.0
          for row in lines.indices { sum += amounts[row * bins + bin] }
          amounts.append(sum * overhead)
        }
      }
    }
    let components = recorder.options.power ? ledger.entries.map(\.component) : []
    return PowerSeries(
      component: components,
      energy: BinnedSeries(
        edges: recorder.options.power ? varied.edges : [], amounts: amounts,
        rowCount: components.count),
      peak: .watts(recorder.peakWatts))
  }
}
