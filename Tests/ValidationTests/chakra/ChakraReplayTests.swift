// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Traffic
import Workloads

/// Where other people's traces lie beside the checkout, or nil.
private enum TraceFolder {
  static let url = PackageRoot.shared.map { $0.appendingPathComponent("data/traces") }
    .flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
}

/// Chakra traces that others made, on the network that their own tool used: a ring of 50 GiB/s and
/// 500 ns a hop, collectives in four chunks one after the other.
///
/// The traces lie beside the checkout where they lie at all; without them these tests are skipped.
@Suite(.enabled(if: TraceFolder.url != nil, "no traces lie beside the checkout"))
struct ChakraReplayTests {
  static let chunks = 4

  private func program(_ path: String) throws -> Program {
    let traces = try #require(TraceFolder.url)
    return try ChakraTrace.load(prefixOrFolder: traces.appendingPathComponent(path).path).program
  }

  private func ring(_ ranks: Int) throws -> Cluster {
    try Cluster.uniform(
      .ring, ranks: ranks, rate: .gibibytesPerSecond(50), latency: .nanoseconds(500))
  }

  private func nanoseconds(_ program: Program, on cluster: Cluster) throws -> Double {
    try replay(
      program.withSerialChunks(Self.chunks), on: cluster,
      policy: CollectivePolicy(
        algorithms: [.allReduce: "ring", .allGather: "ring", .reduceScatter: "ring"])
    ).duration.rawValue * 1e9
  }

  @Test(arguments: [
    ("chakra-microbench/all_gather/16npus_1MB", 16, 323_560.0),
    ("chakra-microbench/reduce_scatter/8npus_1MB", 8, 33_080),
    ("chakra-microbench/all_to_all/8npus_1MB", 8, 125_480),
    ("chakra-resnet50", 8, 1_082_479_776),
  ])
  func `served whole, each ends to the nanosecond where it did there`(
    path: String, ranks: Int, nanoseconds: Double
  ) throws {
    let timeline = try replay(
      try program(path), on: ring(ranks),
      policy: CollectivePolicy(
        algorithms: [
          .allReduce: "ring", .allGather: "ring", .reduceScatter: "ring", .allToAll: "ring",
        ], chunks: Self.chunks),
      transport: .astraSim(AstraSim(isCongestionAware: false)))
    #expect((timeline.duration.rawValue * 1e9).rounded() == nanoseconds)
  }

  @Test func `an all-gather of sixteen shards of 1 MiB differs by endpoint delay and rounding`()
    throws
  {
    let fluid = try nanoseconds(program("chakra-microbench/all_gather/16npus_1MB"), on: ring(16))
    // 15 steps a chunk, nothing is reduced: 4 (10 + 15 x 10) ns, less the rounding of 60 steps.
    let terms = AstraSimTerms(
      steps: 15, reducingSteps: 0, reducedBytes: 0, chunks: Self.chunks)
    expect(323_560, explainedBy: fluid, terms)
  }

  @Test func `a reduce-scatter among eight differs by local reduction as well`() throws {
    let fluid = try nanoseconds(
      program("chakra-microbench/reduce_scatter/8npus_1MB"), on: ring(8))
    let terms = AstraSimTerms(
      steps: 7, reducingSteps: 7, reducedBytes: 1_048_576 / 32, chunks: Self.chunks)
    expect(33_080, explainedBy: fluid, terms)
  }

  private func expect(
    _ theirs: Double, explainedBy fluid: Double, _ terms: AstraSimTerms,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let unexplained = theirs - fluid - terms.delay
    #expect(unexplained <= 0.01, sourceLocation: sourceLocation)
    #expect(unexplained >= -terms.mostRounding, sourceLocation: sourceLocation)
    print("Chakra: \(theirs) ns there, \(fluid) ns on fluid links, \(unexplained) ns unexplained")
  }

  @Test func `an all-to-all on a ring takes both ways round, which theirs does not`() throws {
    // A rank sends to all others at once over shortest ways, and half each way to the one across:
    // every link carries 1 + 2 + 3 + 4/2 = 8 blocks of 32 KiB at a time, and the last byte has
    // four hops to go. Theirs passes all on round the ring one way, 1 + 2 + ... + 7 = 28 blocks and
    // as many hops a chunk, which takes 125,480 ns.
    let found = try nanoseconds(program("chakra-microbench/all_to_all/8npus_1MB"), on: ring(8))
    let block = 32_768 / 53.687_091_2
    let expected = Double(Self.chunks) * (8 * block + 4 * 500)
    // The two sums round in different orders.
    #expect((found - expected).magnitude <= 1e-12 * expected)
    print("Chakra: all-to-all 125480 ns there, \(found) ns here, by another algorithm")
  }

  @Test func `a ring written as sends and receives takes as long as the collective`() throws {
    // 14 steps of 1 MiB / 8, and seven computes of 7 us each that add what arrived.
    let cluster = try ring(8)
    let written = try replay(
      program("chakra-microbench/custom_ring_allreduce_8npus_1MB"), on: cluster)
    let collective = try replay(
      TinyProgram.single(.allReduce, ranks: 8, bytes: .mebibytes(1)), on: cluster,
      policy: CollectivePolicy(algorithms: [.allReduce: "ring"]))
    // Both add fourteen times a latency and a transfer, in another order.
    for rank in 0..<8 {
      let difference = written.ranks.communicating[rank] - collective.duration.rawValue
      #expect(difference.magnitude <= 1e-12 * collective.duration.rawValue)
      #expect((written.ranks.computing[rank] - 49e-6).magnitude <= 1e-15)
    }
  }

  @Test func `of a step of ResNet-50 on eight, what differs is the last collective's own delays`()
    throws
  {
    // All but the end of the step is computes of recorded durations, which hide the collectives of
    // earlier layers. What is seen is the last all-reduce, of 37,632 bytes: 1,176 a block and
    // chunk, too few for the local reduction to take a nanosecond.
    let fluid = try nanoseconds(program("chakra-resnet50"), on: ring(8))
    let terms = AstraSimTerms(
      steps: 14, reducingSteps: 7, reducedBytes: 37_632 / 32, chunks: Self.chunks)
    expect(1_082_479_776, explainedBy: fluid, terms)
  }

  @Test func `a pipelined GPT of eight ranks in sixteen groups runs to its end`() throws {
    // No time is known for it. Its compute has no durations, so an accelerator must give them: any
    // will do to see that every message finds its receiver and no byte is lost.
    var gpt = try program("chakra-stage-gpt")
    try gpt.resolveCompute(
      peak: .teraoperationsPerSecond(900), memoryBandwidth: .gigabytesPerSecond(3000))
    let timeline = try replay(gpt, on: ring(8))
    #expect(timeline.traffic.bytesSent > .zero)
    #expect(timeline.traffic.bytesSent == timeline.traffic.bytesReceived)
    for rank in 0..<8 { #expect(timeline.ranks.computing[rank] > 0) }
  }
}
