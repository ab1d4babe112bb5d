// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Scenarios

struct CollectiveSweepTests {
  private func place(_ ranks: Int) throws -> PreparedCluster {
    try PreparedCluster(
      UniformNetwork(
        shape: "switch", rate: .gigabitsPerSecond(8), latency: .microseconds(1),
        energyPerBit: .picojoulesPerBit(5), overhead: .microseconds(2)), ranks: ranks)
  }

  private let runner = Runner(
    root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))

  @Test func `sizes are those of nccl-tests: from the first by the factor, none above the last`() {
    let sizes = CollectiveSweep.sizes(from: .bytes(8), to: .bytes(100), factor: 2)
    #expect(sizes.map(\.rawValue) == [8, 16, 32, 64])
    #expect(CollectiveSweep.sizes(from: .bytes(8), to: .bytes(8), factor: 10) == [.bytes(8)])
  }

  @Test func `a sweep has the bits of each of its sizes run alone`() throws {
    let place = try place(6)
    for kind in ["all-reduce", "all-to-all", "broadcast"] {
      let kind = try CollectiveNames.kind(named: kind)
      let sweep = CollectiveSweep(
        kind: kind, algorithms: ["auto"] + CollectiveNames.algorithms(for: kind.rawValue), ranks: 6,
        sizes: [.bytes(8), .mebibytes(1), .bytes(1e9)],
        choices: CollectiveChoices(chunks: 3))
      let answer = try runner.sweep(sweep, on: place)
      #expect(answer.series.count >= 3)
      for series in answer.series {
        for (size, point) in zip(sweep.sizes, series.points) {
          let alone = try runner.answer(sweep.question(series.name, size), on: place)
          #expect(point.time == alone.time, "\(series.name) \(size)")
          #expect(point.algorithm == alone.algorithm)
          #expect(point.energy == alone.energy)
          #expect(point.flows == alone.report.measures.traffic.flows)
        }
      }
      for (size, certificate) in zip(sweep.sizes, answer.certificates) {
        let alone = try runner.answer(sweep.question("auto", size), on: place)
        #expect(certificate == alone.certificate)
      }
    }
  }

  @Test func `every algorithm is measured or refused with a reason`() throws {
    let kind = try CollectiveNames.kind(named: "all-reduce")
    let names = CollectiveNames.algorithms(for: "all-reduce")
    // Swing needs an even number of members; nothing here has levels.
    let answer = try runner.sweep(
      CollectiveSweep(kind: kind, algorithms: names, ranks: 5, sizes: [.bytes(8)]),
      on: try place(5))
    let refused = answer.refusals.map(\.algorithm)
    #expect(refused.contains("swing") && refused.contains("hierarchical"))
    #expect(answer.series.map(\.name) == names.filter { !refused.contains($0) })
    #expect(answer.refusals.allSatisfy { $0.reason.contains($0.algorithm) })
  }

  @Test func `a sweep that nothing can serve says why`() throws {
    let kind = try CollectiveNames.kind(named: "all-reduce")
    #expect(throws: InputError.self) {
      try runner.sweep(
        CollectiveSweep(
          kind: kind, algorithms: ["swing"], ranks: 5, sizes: [.bytes(8)]),
        on: try place(5))
    }
  }

  @Test func `the fastest is the least time, and auto's choice among equals`() throws {
    let kind = try CollectiveNames.kind(named: "all-reduce")
    let answer = try runner.sweep(
      CollectiveSweep(
        kind: kind, algorithms: CollectiveNames.algorithms(for: "all-reduce"), ranks: 8,
        sizes: [.bytes(8), .mebibytes(64)]), on: try place(8))
    for size in 0..<2 {
      let times = answer.series.map { $0.points[size].time }
      let fastest = answer.fastest(at: size)
      let least = try #require(times.min())
      #expect(fastest.time <= least * (1 + 1e-9))
      if let auto = answer.auto(at: size), auto.time == least {
        #expect(fastest.algorithm == answer.autoChoices[size])
      }
    }
    // With 3 us a message and 1 GB/s, 8 B want the fewest steps and 64 MiB the fewest bytes.
    #expect(answer.fastest(at: 0).time < answer.fastest(at: 1).time)
  }
}
