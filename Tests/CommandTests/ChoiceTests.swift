// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

struct ChoiceTests {
  private let workplace: Workplace
  private let plain = [
    "collective", "all-reduce", "--ranks", "4", "--bytes", "1000000", "--topology", "switch",
    "--bandwidth", "8 Gb/s", "--latency", "1 us", "--json",
  ]

  init() throws { workplace = try Workplace() }

  private func answer(_ arguments: [String]) throws -> [String: Any] {
    let result = try Executable.run(arguments, in: workplace.path)
    #expect(result.status == 0, "\(result.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `a plain network's switch reduces where it is told to`() throws {
    // 1 MB up and down at 1 GB/s and two links of 1 us; by reads a quarter more, and twice the way.
    for (way, time) in [("aggregation", 1.002e-3), ("reads", 1.254e-3)] {
      let found = try answer(plain + ["--in-network-reduction", way])
      #expect(found["algorithm"] as? String == "in-network")
      #expect(abs((found["time_s"] as? Double ?? 0) - time) < 1e-12)  // sums of four digits
    }
    #expect(try answer(plain)["algorithm"] as? String == "direct")
  }

  @Test func `a protocol is named in the answer, and its bytes are on the wire`() throws {
    let found = try answer(plain + ["--algorithm", "ring", "--protocol", "ll"])
    #expect(found["protocol"] as? String == "ll")
    // 6.6 us once; six steps of 0.6 us, or the links' 2 where that is longer, and twice 250 kB.
    #expect(abs((found["time_s"] as? Double ?? 0) - (6.6e-6 + 6 * (2e-6 + 5e-4))) < 1e-12)
    #expect(try answer(plain)["protocol"] is NSNull)
  }

  @Test func `a table chooses by size, and says where a rule is wrong`() throws {
    try workplace.folder.write(
      "t.csv", "allreduce,0,999999,ring,ll,-1,-1,-1\nallreduce,1000000,2000000,swing,-1,-1,-1,4\n")
    #expect(try answer(plain + ["--tuner", "t.csv"])["algorithm"] as? String == "swing")
    try workplace.folder.write("t.csv", "allreduce,0,9,ring,ll,0,-1,-1\n")
    let result = try Executable.run(plain + ["--tuner", "t.csv"], in: workplace.path)
    #expect(result.status == 65)
    #expect(result.errors == "error: t.csv:1: channels: \"0\"; allowed: 1 or more, or -1 for any\n")
  }

  @Test(arguments: [
    (["--protocol", "lll"], 65, "no protocol \"lll\"; known: auto, ll, ll128, simple"),
    (["--protocol", "ll", "--transport", "loggops"], 65, "are for the transport fluid"),
    (["--tuner", "absent.csv"], 65, "absent.csv: cannot be read"),
    (["--in-network-reduction", "magic"], 65, "known: reads, aggregation"),
    (["--algorithm", "in-network"], 65, "no switches that join all of its members reduce"),
  ])
  func `what cannot be chosen is refused with what can`(
    more: [String], status: Int, words: String
  ) throws {
    let result = try Executable.run(plain + more, in: workplace.path)
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output == "")
  }
}
