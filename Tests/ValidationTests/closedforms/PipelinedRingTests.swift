// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic

/// Chunks that follow each other round a ring, against both branches of the closed form in
/// docs/theory.md.
struct PipelinedRingTests {
  @Test(arguments: [(5.0, 0.0), (5, 1), (15, 0), (15, 1), (40, 0), (40, 1)], [1, 2, 4])
  func `k chunks hide latency up to the time that the others hold the channel`(
    latencyAndOverhead: (Double, Double), chunks: Int
  ) throws {
    // All-reduce of 8 MB over 8 at 50 GB/s: 14 steps of 1 MB, 20 us. In microseconds, a chunk holds
    // its channel for b = o + 20 / k. The latencies lie on both sides of (k - 1) b.
    let (latency, overhead) = latencyAndOverhead
    let k = Double(chunks)
    let held = overhead + 20 / k
    let expected =
      latency <= (k - 1) * held
      ? 14 * k * held + latency : 14 * (held + latency) + (k - 1) * held
    let cluster = try Cluster.uniform(
      .fullMesh, ranks: 8, rate: .gigabytesPerSecond(50), latency: .microseconds(latency),
      overhead: .microseconds(overhead))
    let found =
      try replay(
        TinyProgram.single(.allReduce, ranks: 8, bytes: .megabytes(8)), on: cluster,
        policy: CollectivePolicy(algorithms: [.allReduce: "ring"], chunks: chunks)
      ).duration.rawValue * 1e6
    // Up to 56 messages in a row, each with three additions.
    #expect((found - expected).magnitude <= 56 * 3 * expected.ulp)
  }
}
