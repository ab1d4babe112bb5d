// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Foundation
import Quantities
import TimelineStorage
import Timelines

// A run may count on 100 MB/s of raw columns from one core: each benchmark prints its rate. Peak
// memory of ten million events against ten thousand tells whether writing holds on to what it
// wrote.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident],
    warmupIterations: 0,
    maxDuration: .seconds(120),
    maxIterations: 3,
    // Clocks and pages differ between machines; the default tolerance of nothing fails at once.
    thresholds: [
      .wallClock: .init(relative: [.p50: 30]),
      .peakMemoryResident: .init(relative: [.p50: 20]),
    ])

  for count in [10_000, 10_000_000] {
    Benchmark("Write \(count) events") { benchmark in
      try writeEvents(count, benchmark)
    }
  }
}

private func writeEvents(_ count: Int, _ benchmark: Benchmark) throws {
  let path = NSTemporaryDirectory() + "/heliograph-benchmark-\(UUID().uuidString).h5"
  defer { try? FileManager.default.removeItem(atPath: path) }
  var source = PlausibleEvents()
  var block = EventColumns()
  let clock = ContinuousClock()
  var spent = Duration.zero

  benchmark.startMeasurement()
  spent += try clock.measure {
    let file = try TimelineFile.create(at: path, provenance: .ofBenchmark, title: "A benchmark")
    var left = count
    while left > 0 {
      // Making the events is not writing them.
      spent -= clock.measure { source.next(min(left, 10_000), into: &block) }
      try file.append(block)
      left -= block.count
    }
    try file.finish(.ofBenchmark)
  }
  benchmark.stopMeasurement()

  let bytes = Double(count * PlausibleEvents.bytesPerEvent)
  let rate = bytes / (spent / .seconds(1)) / 1e6
  let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  print(
    "\(count) events, \(Int(bytes / 1e6)) MB raw, \(size / 1_000_000) MB stored:",
    "\(Int(rate)) MB/s of raw columns")
}

extension Provenance {
  fileprivate static let ofBenchmark = Provenance(
    program: "benchmark", version: "", gitCommit: "", gitDirty: false, commandLine: "",
    hostPlatform: "", configResolved: "", seed: 0, startTime: "", inputs: [])
}

extension Timeline {
  /// Nothing but names, so that what is measured is the events.
  fileprivate static var ofBenchmark: Timeline {
    let none = BinnedSeries(edges: [], amounts: [], rowCount: 0)
    return Timeline(
      duration: .zero,
      ranks: RankStates(computing: [], communicating: [], waiting: [], idle: []),
      links: LinkUtilisation(link: [], name: [], capacity: [], bytes: none),
      power: PowerSeries(component: [], energy: none, peak: .zero), ledger: EnergyLedger(),
      traffic: TrafficTotals(
        flows: 0, bytesSent: .zero, bytesReceived: .zero, linkBytes: .zero, batches: 0, solves: 0,
        events: 0),
      eventNames: [], streamNames: [])
  }
}
