// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

/// All-reduces that ASTRA-sim 2's analytical backends timed, against the same on fluid links.
///
/// The two models differ in terms that are known: what the wire takes is the same wherever links
/// are not shared, and what is left over must be the terms of `AstraSimTerms` to within their
/// rounding. Where its "Unaware" backend lets a rank send everything at full rate at once, or its
/// "Aware" one queues whole messages over several hops of a ring, the physics differs, not the
/// accounting; docs/validation.md says how far. Those rows are not here.
struct AllReduceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var backend: String
    var topology: String
    var ranks: Int
    /// Its "GB/s" is 2^30 bytes a second.
    var gibibytesPerSecond: Double
    var hopNanoseconds: Double
    var algorithm: String
    var chunks: Int
    var mebibytes: Double
    /// When the last rank's all-reduce ended, and the first's.
    var nanoseconds: Double
    var leastNanoseconds: Double

    /// Stored and forwarded at the switch: a whole message crosses the first link before the
    /// second.
    var storesAndForwards: Bool { backend == "Aware" && topology == "Switch" }

    /// Whether only accounting differs.
    var isComparable: Bool {
      switch algorithm {
      case "ring": true
      case "direct": topology == "FullyConnected" || storesAndForwards
      default: false
      }
    }

    func cluster() throws -> Cluster {
      let shape: UniformTopology =
        switch topology {
        case "Ring": .ring
        case "Switch": .packetSwitch
        default: .fullMesh
        }
      return try Cluster.uniform(
        shape, ranks: ranks, rate: .gibibytesPerSecond(gibibytesPerSecond),
        latency: .nanoseconds(hopNanoseconds))
    }

    var testDescription: String {
      "\(backend) \(topology) \(ranks) \(algorithm) \(chunks) x \(mebibytes) MiB"
    }
  }

  /// Rows of the file: ours to check, and how many there are in all.
  static func rows() throws -> [Row] {
    let path = PackageRoot.path("Tests/ValidationTests/astra/data/all_reduce.csv")
    return try PackageRoot.lines(of: path).dropFirst().map { line in
      let fields = line.split(separator: ",").map(String.init)
      func number(_ column: Int) throws -> Double { try #require(Double(fields[column])) }
      return Row(
        backend: fields[0], topology: fields[1], ranks: Int(try number(2)),
        gibibytesPerSecond: try number(4), hopNanoseconds: try number(5), algorithm: fields[6],
        chunks: Int(try number(7)), mebibytes: try number(8), nanoseconds: try number(9),
        leastNanoseconds: try number(10))
    }
  }

  @Test func `what differs is endpoint delay, local reduction, and rounding to nanoseconds`() throws
  {
    var checked = 0
    var worst = 0.0
    for row in try Self.rows() where row.isComparable {
      let fluid = try fluidNanoseconds(row)
      let unexplained = row.nanoseconds - fluid - terms(row).delay - storedAgain(row)
      // Rounding only takes away. The double's own rounding is far below a nanosecond here.
      #expect(unexplained <= 0.01, "\(row.testDescription): \(unexplained) ns too long")
      #expect(
        unexplained >= -terms(row).mostRounding, "\(row.testDescription): \(unexplained) ns")
      checked += 1
      worst = max(worst, (fluid / row.nanoseconds - 1).magnitude)
    }
    // 52 rings and 18 directs: a row that is no longer understood must not drop out unseen.
    #expect(checked == 52 + 18)
    print("ASTRA-sim: \(checked) rows explained; the fluid time alone is off by up to \(worst)")
  }

  @Test func `a wrong rate would be seen`() throws {
    // 1 GiB takes 35 ms on the wire of the ring of 8: a rate lower by 1e-5 adds 350 ns, and the
    // rounding of 14 steps in 4 chunks hides at most 112 ns.
    let row = try #require(
      try Self.rows().first { $0.isComparable && $0.mebibytes == 1024 && $0.ranks == 8 })
    var slower = row
    slower.gibibytesPerSecond *= 1 - 1e-5
    let unexplained = row.nanoseconds - (try fluidNanoseconds(slower)) - terms(row).delay
    #expect(unexplained < -terms(row).mostRounding)
  }

  /// The time of as many serial chunks on fluid links.
  private func fluidNanoseconds(_ row: Row) throws -> Double {
    let program = TinyProgram.single(.allReduce, ranks: row.ranks, bytes: .mebibytes(row.mebibytes))
    let timeline = try replay(
      program.withSerialChunks(row.chunks), on: row.cluster(),
      policy: CollectivePolicy(algorithms: [.allReduce: row.algorithm]))
    return timeline.duration.rawValue * 1e9
  }

  private func terms(_ row: Row) -> AstraSimTerms {
    let block = row.mebibytes * 1_048_576 / Double(row.chunks * row.ranks)
    let isRing = row.algorithm == "ring"
    let half = isRing ? row.ranks - 1 : 1
    var terms = AstraSimTerms(
      steps: 2 * half, reducingSteps: half, reducedBytes: block.rounded(.down), chunks: row.chunks)
    if row.storesAndForwards {
      terms.legs = 2
      if !isRing { terms.serialMessages = row.ranks - 1 }
    }
    return terms
  }

  /// Nanoseconds of the messages that cross the first of two links once more, before the second.
  private func storedAgain(_ row: Row) -> Double {
    guard row.storesAndForwards else { return 0 }
    let block = row.mebibytes * 1_048_576 / Double(row.chunks * row.ranks)
    let message = block / (row.gibibytesPerSecond * 1.073_741_824)
    return Double(row.chunks * terms(row).steps) * message
  }
}
