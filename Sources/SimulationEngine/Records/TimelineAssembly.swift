// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import Timelines

// What is left at the end of a run.
extension EventLoop {
  mutating func timeline(of cluster: Cluster) -> Timeline {
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
        events: recorder.eventCount, flowClasses: flowClassCount),
      eventNames: graph.operationNames + ["stall"],
      streamNames: graph.streamNames + ["none"],
      collectives: collectives.instances(of: graph.tasks), folding: folding)
  }

  private mutating func rankStates() -> RankStates {
    func seconds(_ state: RankState) -> [Double] {
      let ofRank = (0..<ranks.rankCount).map {
        recorder.stateSeconds[$0 * RankState.allCases.count + state.rawValue]
      }
      return folds?.spread(ofRank) ?? ofRank
    }
    return RankStates(
      computing: seconds(.computing), communicating: seconds(.communicating),
      waiting: seconds(.waiting), idle: seconds(.idle))
  }

  private mutating func totalLinkBytes() -> Double {
    var total = 0.0
    for link in 0..<recorder.bytesOverLink.count {
      total += recorder.bytesOverLink[link] * Double(recorder.members(ofLink: link))
    }
    return total
  }

  private mutating func linkUtilisation(of cluster: Cluster) -> LinkUtilisation {
    var links: [Int32] = []
    var counts: [Int64] = []
    var classes: [Int32] = []
    for row in 0..<recorder.linkOfRow.count {
      let link = recorder.linkOfRow[row]
      classes.append(link)
      links.append(folds?.links.first[Int(link)] ?? link)
      counts.append(Int64(recorder.members(ofLink: Int(link))))
    }
    let used = LinkUtilisation(
      link: links,
      name: links.map { cluster.nameOfLink(Int($0)) },
      capacity: links.map { cluster.links.rate[Int($0)].bytesPerSecond },
      bytes: recorder.linkBins.series(until: nowSeconds), multiplicity: counts)
    guard recorder.options.unfolds, let folds else { return used }
    return folds.everyLink(of: used, classes, cluster)
  }

  /// Every line's energy over the whole run; the facility's share on top is the last line.
  private mutating func ledger(of cluster: Cluster) -> EnergyLedger {
    let rates = recorder.rates
    var staticJoules = rates.lines.map { $0.constantWatts * nowSeconds }
    var dynamicJoules = [Double](repeating: 0, count: rates.lines.count)
    for (group, spare) in recorder.spareAccelerators.enumerated() {
      for state in RankState.ofRanks {
        let line = rates.line(state.rawValue, ofGroup: group)
        guard line >= 0 else { continue }
        var seconds = 0.0
        for rank in 0..<ranks.rankCount where recorder.group(of: Int32(rank)) == group {
          seconds +=
            recorder.stateSeconds[rank * RankState.allCases.count + state.rawValue]
            * Double(recorder.members(of: rank))
        }
        if state == .idle { seconds += Double(spare) * nowSeconds }
        staticJoules[line] += rates.watts(state.rawValue, ofGroup: group) * seconds
      }
    }
    for row in 0..<recorder.bytesOverLink.count {
      let link = Int(folds?.links.first[row] ?? Int32(row))
      let line = rates.lineOfTechnology[Int(cluster.links.technology[link])]
      guard line >= 0 else { continue }
      let bytes = recorder.bytesOverLink[row] * Double(recorder.members(ofLink: row))
      dynamicJoules[line] += (cluster.links.dynamicEnergy[link] * Bytes(rawValue: bytes)).rawValue
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
  private mutating func powerSeries(matching ledger: EnergyLedger) -> PowerSeries {
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
