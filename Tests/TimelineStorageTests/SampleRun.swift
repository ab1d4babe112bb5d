// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// A run that is plain arithmetic: every event lasts a millisecond, every rank has one event at a
/// time, and what the ledger, the power and the links say agrees with it.
struct SampleRun {
  var ranks: Int
  var eventsPerRank: Int

  /// Each rank in turn: compute on even steps, a collective on odd ones.
  func events(from first: Int = 0, count: Int? = nil) -> EventColumns {
    var events = EventColumns()
    let all = ranks * eventsPerRank
    for number in first..<min(first + (count ?? all), all) {
      let (step, rank) = number.quotientAndRemainder(dividingBy: ranks)
      let computes = step % 2 == 0
      events.start.append(Double(step) * 1e-3)
      events.end.append(Double(step + 1) * 1e-3)
      events.rank.append(Int32(rank))
      events.kind.append((computes ? EventKind.compute : .collective).rawValue)
      events.collectiveID.append(computes ? -1 : Int64(step / 2))
      events.bytes.append(computes ? 0 : 1_000_000)
      events.energy.append(computes ? 0.7 : 0.04)
      events.stream.append(computes ? 0 : 1)
      events.nameID.append(computes ? 0 : 1)
      events.multiplicity.append(1)
      events.rankClass.append(-1)
    }
    return events
  }

  /// Two links and two components, in bins of one step.
  var timeline: Timeline {
    let steps = eventsPerRank
    let edges = (0...steps).map { Double($0) * 1e-3 }
    let odd = (0..<steps).map { $0 % 2 == 1 ? 1.0 : 0.0 }
    let (busy, duration) = (odd.reduce(0, +), Double(steps) * 1e-3)
    // 1 MB in a bin of 1 ms is 1 GB/s: half of one link's capacity and a third of the other's.
    let crossed = odd.map { $0 * 1e6 }
    let ledger = EnergyLedger(entries: [
      .init(
        component: "accelerators", includes: ["board", "memory"],
        staticEnergy: .joules(300 * duration), dynamicEnergy: .joules(Double(steps) * 0.125)),
      .init(
        component: "optische Verbindungen µ", includes: ["laser", "driver", "dsp"],
        staticEnergy: .joules(16 * duration), dynamicEnergy: .joules(busy * 0.0625)),
    ])
    let power =
      (0..<steps).map { _ in 300 * 1e-3 + 0.125 } + odd.map { 16 * 1e-3 + $0 * 0.0625 }
    return Timeline(
      duration: .seconds(duration),
      ranks: RankStates(
        computing: Array(repeating: duration - busy * 1e-3, count: ranks),
        communicating: Array(repeating: busy * 1e-3, count: ranks),
        waiting: Array(repeating: 0, count: ranks), idle: Array(repeating: 0, count: ranks)),
      links: LinkUtilisation(
        link: [4, 7], name: ["gpu0 > gpu1", "gpu1 > gpu0"], capacity: [2e9, 3e9],
        bytes: BinnedSeries(edges: edges, amounts: crossed + crossed, rowCount: 2)),
      power: PowerSeries(
        component: ledger.entries.map(\.component),
        energy: BinnedSeries(edges: edges, amounts: power, rowCount: 2), peak: .watts(503.5)),
      ledger: ledger,
      traffic: TrafficTotals(
        flows: 2 * Int(busy), bytesSent: .bytes(2e6 * busy), bytesReceived: .bytes(2e6 * busy),
        linkBytes: .bytes(2e6 * busy), batches: steps, solves: Int(busy),
        events: ranks * steps),
      eventNames: ["attention + mlp", "gradients"], streamNames: ["compute", "network"])
  }

  /// A run in which nothing happened.
  static var nothing: Timeline {
    Timeline(
      duration: .zero,
      ranks: RankStates(computing: [], communicating: [], waiting: [], idle: []),
      links: LinkUtilisation(
        link: [], name: [], capacity: [],
        bytes: BinnedSeries(edges: [], amounts: [], rowCount: 0)),
      power: PowerSeries(
        component: [], energy: BinnedSeries(edges: [], amounts: [], rowCount: 0), peak: .zero),
      ledger: EnergyLedger(),
      traffic: TrafficTotals(
        flows: 0, bytesSent: .zero, bytesReceived: .zero, linkBytes: .zero, batches: 0, solves: 0,
        events: 0),
      eventNames: [], streamNames: [])
  }

  static let provenance = Provenance(
    program: "heliograph", version: "0.1.0", gitCommit: "0123abc", gitDirty: true,
    commandLine: "heliograph run two.yaml -o two.h5", hostPlatform: "linux x86_64",
    configResolved: "name: two\nend: {steps: 1}\n", seed: 0xFFFF_FFFF_FFFF_FFFF,
    startTime: "2026-04-03T10:11:12Z",
    inputs: [
      .init(path: "scenarios/two.yaml", sha256: String(repeating: "ab", count: 32)),
      .init(path: "topologies/ring.yaml", sha256: String(repeating: "0f", count: 32)),
    ])
}
