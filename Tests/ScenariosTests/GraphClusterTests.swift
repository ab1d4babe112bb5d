// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import SimulationEngine
import TestSupport
import Testing

@testable import Scenarios

/// Collectives on the clusters of `topologies/graphs`, held to times by hand.
struct GraphClusterTests {
  private let root = DataRoot(path: PackageRoot.url.path)
  private let runner = Runner(
    root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))
  private let bytes = Bytes.mebibytes(64)

  private func answer(
    _ cluster: String, _ algorithm: String = "ring", folding: FoldingMode = .auto
  ) throws -> CollectiveAnswer {
    let place = try Workbench(root: root).cluster(named: "topologies/graphs/\(cluster).yaml")
    return try runner.answer(
      CollectiveQuestion(
        kind: try CollectiveNames.kind(named: "all-reduce"), algorithm: algorithm,
        ranks: place.acceleratorCount, bytes: bytes, folding: folding), on: place)
  }

  @Test func `a ring of a DGX-1 is as fast as its single links`() throws {
    // 14 steps of an eighth over the slowest links of the ring, one NVLink of 25 GB/s, of which a
    // library gets 0.8. Links of two wait for those of one, whose messages come one after the other;
    // where two of them overlap, the 3 us before each, 20 ns and 0.3 m at 4.5 ns/m may hide.
    let step = bytes / 8 / (BitsPerSecond.gigabytesPerSecond(25) * 0.8)
    let pause = Seconds.microseconds(3) + .nanoseconds(20) + .nanoseconds(0.3 * 4.5)
    let time = try answer("dgx-1-v100").time
    #expect(time >= step * 14)
    #expect(time <= (step + pause) * 14 * (1 + 1e-9))
  }

  @Test(arguments: [FoldingMode.auto, .off])
  func `a ring of an HGX server takes fourteen equal steps over NVLink`(
    folding: FoldingMode
  ) throws {
    // 18 links of 25 GB/s, of which a library gets 0.824; 3 us before a message, two links of 100 ns
    // and a switch of 200 ns.
    let step = bytes / 8 / (BitsPerSecond.gigabytesPerSecond(450) * 0.824)
    let time = (step + .nanoseconds(3400)) * 14
    // Instants are whole picoseconds: half of one a step and message.
    let found = try answer("hgx-h100-nccl", folding: folding).time
    #expect((found.rawValue - time.rawValue).magnitude <= 1e-10)
  }

  @Test func `a ring over two servers is as fast as the links between them`() throws {
    // 30 steps of a sixteenth, at a NIC's 400 Gb/s at most.
    let step = bytes / 16 / BitsPerSecond.gigabitsPerSecond(400)
    let answer = try answer("two-mi300x")
    #expect(answer.time >= step * 30)
    // No more than twice that and 20 us a step: what a library gets of a NIC, and its latency.
    #expect(answer.time <= (step * 2 + .microseconds(20)) * 30)
  }

  @Test(arguments: ["dgx-1-v100", "hgx-h100-nccl", "two-mi300x"])
  func `folded and in full a cluster gives the same bits`(cluster: String) throws {
    for algorithm in ["ring", "direct", "auto"] {
      let folded = try answer(cluster, algorithm)
      let full = try answer(cluster, algorithm, folding: .off)
      #expect(folded.time == full.time, "\(algorithm)")
    }
  }

  @Test func `such clusters are known by name and pass lint`() throws {
    for name in ["dgx-1-v100", "hgx-h100-nccl", "two-mi300x"] {
      let path = try Workbench(root: root).clusterPath(named: name)
      #expect(path.hasSuffix("topologies/graphs/\(name).yaml"))
      #expect(try Lint(root: root).check(path).kind == .cluster)
    }
  }
}
