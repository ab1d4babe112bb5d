// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing

@testable import Scenarios

/// The -v forms of the collectives.
struct UnevenSizesTests {
  private let runner = Runner(
    root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))

  private func answer(
    _ kind: String, _ rows: [[Double]], by algorithm: String = "direct",
    shape: String = "full-mesh", latency: Seconds = .zero
  ) throws -> CollectiveAnswer {
    let kind = try CollectiveNames.kind(named: kind)
    let sizes = try UnevenSizes(rows.map { $0.map(Bytes.bytes) }, of: kind)
    let place = try PreparedCluster(
      UniformNetwork(
        shape: shape, rate: .gigabytesPerSecond(1), latency: latency, energyPerBit: nil,
        overhead: .zero), ranks: sizes.memberCount)
    let question = CollectiveQuestion(
      kind: kind, algorithm: algorithm, ranks: sizes.memberCount, bytes: sizes.size,
      uneven: sizes)
    return try runner.answer(question, on: place)
  }

  @Test func `an all-gather-v ends when the largest part has gone round`() throws {
    // Links of 1 GB/s between each two: parts of 1, 2 and 3 MB leave at once, the last after 3 ms.
    let answer = try answer("all-gather", [[1e6, 2e6, 3e6]])
    #expect(answer.time.isClose(to: .milliseconds(3), ulps: 4))  // a product and a quotient
    // Each part goes to two others.
    #expect(answer.report.measures.traffic.bytesReceived.isClose(to: .bytes(12e6), ulps: 8))
    // Member 0 lacks 5 MB, which come over two links: 2.5 ms. All send 12 MB over six: 2 ms.
    #expect(answer.certificate.time.isClose(to: .milliseconds(2.5), ulps: 4))
    #expect(answer.certificate.binding == "injection")
    #expect(answer.report.name == "all-gather-v")
  }

  @Test func `a reduce-scatter-v is its mirror`() throws {
    let answer = try answer("reduce-scatter", [[1e6, 2e6, 3e6]])
    // Each sends two of 1, 2 and 3 MB, and what member 2 gets is the largest.
    #expect(answer.time.isClose(to: .milliseconds(3), ulps: 4))
    #expect(answer.certificate.time.isClose(to: .milliseconds(2.5), ulps: 4))
  }

  @Test func `an all-to-all-v moves what the table says and leaves the diagonal`() throws {
    // Member 0 has 4 MB for member 1 and nothing else is sent but 1 MB from 2 to 0.
    let answer = try answer("all-to-all", [[7e6, 4e6, 0], [0, 7e6, 0], [1e6, 0, 7e6]])
    #expect(answer.time.isClose(to: .milliseconds(4), ulps: 8))
    #expect(answer.report.measures.traffic.bytesReceived.isClose(to: .bytes(5e6), ulps: 8))
    // 4 MB over two links out of member 0.
    #expect(answer.certificate.time.isClose(to: .milliseconds(2), ulps: 4))
    // (11 + 7 + 8) MB over three members.
    #expect(answer.question.bytes.isClose(to: .bytes(26e6 / 3), ulps: 2))
  }

  @Test func `gather-v and scatter-v concern the root's ports`() throws {
    for kind in ["gather", "scatter"] {
      let answer = try answer(kind, [[9e6, 2e6, 4e6]])
      // The root keeps its 9 MB; 2 and 4 MB pass over a link each.
      #expect(answer.time.isClose(to: .milliseconds(4), ulps: 4), "\(kind)")
      #expect(answer.certificate.time.isClose(to: .milliseconds(3), ulps: 4), "\(kind)")
    }
  }

  @Test(arguments: ["all-gather", "reduce-scatter", "gather", "scatter", "all-to-all"])
  func `equal sizes are the plain collective, by every algorithm`(kind: String) throws {
    let name = kind
    let kind = try CollectiveNames.kind(named: name)
    let rows = Array(repeating: Array(repeating: 1e6, count: 8), count: kind == .allToAll ? 8 : 1)
    let place = try PreparedCluster(
      UniformNetwork(
        shape: "ring", rate: .gigabytesPerSecond(1), latency: .microseconds(1), energyPerBit: nil,
        overhead: .zero), ranks: 8)
    var tried = 0
    for algorithm in CollectiveNames.algorithms(for: name) {
      let plain = CollectiveQuestion(
        kind: kind, algorithm: algorithm, ranks: 8, bytes: .bytes(8e6))
      guard let even = try? runner.answer(plain, on: place) else { continue }
      let uneven = try answer(
        name, rows, by: algorithm, shape: "ring", latency: .microseconds(1))
      // Sums of weights instead of counts of blocks.
      #expect(uneven.time.isClose(to: even.time, ulps: 1 << 10), "\(algorithm)")
      #expect(uneven.certificate.injection.isClose(to: even.certificate.injection, ulps: 8))
      #expect(uneven.certificate.latency == even.certificate.latency)
      tried += 1
    }
    #expect(tried >= 2)
  }

  @Test(arguments: ["all-gather", "reduce-scatter", "gather", "scatter", "all-to-all"])
  func `no algorithm beats the bound, whatever the sizes`(kind: String) throws {
    var generator = SeededGenerator(seed: 7)
    var tried = 0
    for _ in 0..<6 {
      let count = Int.random(in: 2...9, using: &generator)
      let rows = (0..<(kind == "all-to-all" ? count : 1)).map { _ in
        (0..<count).map { _ in
          Bool.random(using: &generator) ? Double.random(in: 1...1e7, using: &generator) : 0
        }
      }
      guard rows.joined().contains(where: { $0 > 0 }) else { continue }
      for shape in ["ring", "switch", "full-mesh"] {
        for algorithm in CollectiveNames.algorithms(for: kind) {
          let answer = try? answer(
            kind, rows, by: algorithm, shape: shape, latency: .nanoseconds(300))
          guard let answer else { continue }
          tried += 1
          #expect(
            answer.time >= answer.certificate.time * (1 - 1e-12),
            "\(kind) \(rows) by \(algorithm) on a \(shape)")
        }
      }
    }
    #expect(tried >= 30)
  }

  @Test func `sizes that do not fit are refused`() throws {
    func problem(_ kind: String, _ text: String) -> String {
      do {
        _ = try UnevenSizes(text: text, of: try CollectiveNames.kind(named: kind))
        return ""
      } catch { return "\(error)" }
    }
    #expect(problem("all-gather", "1MiB,2MiB\n").isEmpty)
    #expect(problem("all-gather", "1MiB\r\n2MiB\r\n").isEmpty)
    #expect(problem("all-to-all", "1, 2\n3 B,4").isEmpty)
    #expect(problem("all-reduce", "1,2").contains("has one buffer"))
    #expect(problem("all-to-all", "1,2\n3").contains("row 2 has 1"))
    #expect(problem("all-to-all", "1,2").contains("row 1 has 2"))
    #expect(problem("gather", "1,2\n3,4").contains("takes one row of sizes"))
    #expect(problem("gather", "0,0").contains("all sizes are zero"))
    #expect(problem("gather", "1,,2").hasPrefix("1: "))
    #expect(problem("all-to-all", "1,2\n3,-4").hasPrefix("2: "))
    #expect(problem("gather", "").contains("takes one row"))
  }
}
