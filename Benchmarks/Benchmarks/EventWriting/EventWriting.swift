// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Foundation
import Measuring
import Quantities
import TimelineStorage
import Timelines

// A run may count on 300 MB/s of raw columns from one core, which is 4 million events, and on writing
// that holds on to nothing that it wrote: ten million events take the memory that ten thousand do,
// besides the second set of chunks that is compressed while the first is filled.
let benchmarks: @Sendable () -> Void = {
  let few = 10_000
  let many = 10_000_000
  var peakOfFew = Double.nan
  Trial.register("Write ten million events", runs: 3) {
    if peakOfFew.isNaN {
      _ = try write(few)
      peakOfFew = PeakMemory.megabytes
    }
    return try write(many)
  } figures: { samples in
    let peak = PeakMemory.megabytes
    let step = Yardstick.nanosecondsAStep()
    let efforts = samples.map(\.effort)
    let raw = Double(many * PlausibleEvents.bytesPerEvent) / 1e6
    return [
      .told("raw columns", raw, "MB"),
      .told("file", samples.last.map { Double($0.outcome) / 1e6 } ?? .nan, "MB"),
      .limited(
        "raw a second, fastest of \(samples.count)", raw / efforts.fastestWall, atLeast: 300,
        "MB/s"),
      .told("raw a second, median", raw / efforts.medianWall, "MB/s"),
      .limited(
        "raw a processor second, fastest", raw / efforts.fastestProcessor, atLeast: 300, "MB/s"),
      .told("peak memory, ten thousand events", peakOfFew, "MB"),
      .told("peak memory, ten million", peak, "MB"),
      .limited("growth of peak memory", peak - peakOfFew, atMost: 20, "MB"),
      .told("yardstick", step, "ns a step"),
      .told(
        "yardstick steps an event", efforts.fastestProcessor / Double(many) * 1e9 / step),
    ]
  }
}

/// Writes plausible events to a file of their own, and returns the size of the file and what the
/// writing took; making the events is not writing them.
private func write(_ count: Int) throws -> (outcome: Int, effort: Effort) {
  let path = NSTemporaryDirectory() + "/heliograph-benchmark-\(UUID().uuidString).h5"
  defer { try? FileManager.default.removeItem(atPath: path) }
  var source = PlausibleEvents()
  var block = EventColumns()
  var making = Effort.none
  let (_, whole) = try Effort.of {
    let file = try TimelineFile.create(at: path, provenance: .ofBenchmark, title: "A benchmark")
    var left = count
    while left > 0 {
      making = making + Effort.of { source.next(min(left, 10_000), into: &block) }.effort
      try file.append(block)
      left -= block.count
    }
    try file.finish(.ofBenchmark)
  }
  let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  return (size, whole - making)
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
