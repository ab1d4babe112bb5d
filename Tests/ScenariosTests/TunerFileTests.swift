// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

@testable import Scenarios

struct TunerFileTests {
  @Test func `a library's table is read with its own names`() throws {
    let (table, notes) = try TunerFile.read(
      """
      # collective,min_bytes,max_bytes,algorithm,protocol,channels,nodes,ranks
      allreduce,0,65536,tree,LL,2,1,-1,-1,1
      all-reduce, 65537, 1048576, swing, -1, -1, -1, 8

      reducescatter,0,4294967295,ring,simple,-1,4,32
      """, file: "t.csv")
    #expect(table.rules.map(\.kind) == [.allReduce, .allReduce, .reduceScatter])
    #expect(table.rules[0].algorithms == ["double-binary-tree", "ring"])
    #expect(table.rules[0].messageProtocol == "ll")
    #expect(table.rules[0].nodes == 1)
    #expect(table.rules[0].ranks == nil)
    #expect(table.rules[1].algorithms == ["swing"])
    #expect(table.rules[1].messageProtocol == nil)
    #expect(table.rules[1].ranks == 8)
    #expect(table.rules[2].algorithms == ["multi-ring", "ring"])
    #expect(table.rules[2].bytes == 0...4_294_967_295)
    #expect(table.rules[2].place == "t.csv:5")
    #expect(notes.contains { $0.contains("1 rules name a number of channels") })
    #expect(notes.contains { $0.contains("registered buffers") })
  }

  @Test(arguments: [
    ("allreduce,0,1,tree,ll,-1,-1", "t.csv:1: has 7 fields; allowed: 8 to 10"),
    (
      "allredue,0,1,tree,ll,-1,-1,-1",
      "t.csv:1: collective: \"allredue\" is unknown; allowed: allgather"
    ),
    ("allreduce,-1,1,tree,ll,-1,-1,-1", "t.csv:1: min_bytes: \"-1\"; allowed: a whole number"),
    (
      "allreduce,5,4,tree,ll,-1,-1,-1",
      "t.csv:1: max_bytes: \"4\"; allowed: a whole number, min_bytes"
    ),
    ("allgather,0,1,tree,ll,-1,0,-1", "t.csv:1: nodes: \"0\"; allowed: 1 or more, or -1"),
    ("allreduce,0,1,tee,ll,-1,-1,-1", "t.csv:1: algorithm: \"tee\" is no algorithm for all-reduce"),
    ("allreduce,0,1,tree,,-1,-1,-1", "t.csv:1: protocol: is empty"),
    ("# nothing", "t.csv: has no rule"),
  ])
  func `what is wrong in a table is named with line, column and what is allowed`(
    text: String, problem: String
  ) {
    var found = ""
    do { _ = try TunerFile.read(text, file: "t.csv") } catch { found = "\(error)" }
    #expect(found.hasPrefix(problem), "\(found)")
  }
}
