// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Workloads

struct GOALTraceTests {
  private func load(_ text: String) throws -> LoadedProgram {
    let folder = try ScratchFolder()
    return try GOALTrace.load(path: try folder.write("test.goal", text))
  }

  @Test func `sends, receives and calculations become operations with their dependencies`() throws {
    let loaded = try load(
      """
      // two ranks, and
      /* a comment
         of two lines */ num_ranks 2

      rank 0 {
        a: calc 1000 cpu 0
        c requires a   // before its operation
        c: send 16b to 1 tag 7 cpu 1 nic 0
      }
      rank 1
      { b: recv 16b from 0 tag 7 calc 5 }
      """)
    let first = loaded.graph(ofRank: 0)
    let second = loaded.graph(ofRank: 1)
    #expect(loaded.program.name == "test")
    #expect(first.kind == [.compute, .send])
    #expect(abs(first.duration[0] - 1e-6) < 1e-18)
    // The calculation has the processor, messages have no queue.
    #expect(first.stream == [0, -1])
    #expect(loaded.program.streams == [Program.hostStream])
    #expect(first.bytes == [0, 16])
    #expect(first.peer[1] == 1)
    #expect(first.tag[1] == 7)
    #expect(loaded.edges(ofRank: 0) == ["a>c"])
    #expect(second.kind == [.receive, .compute])
    #expect(second.peer[0] == 0)
    #expect(loaded.edges(ofRank: 1).isEmpty)
    #expect(loaded.notes.count == 1)
    WorkloadConformance.check(loaded.program)
  }

  @Test(arguments: [
    ("ranks 2", ":1: found \"ranks\"; a schedule begins with num_ranks N"),
    ("num_ranks 0", ":1: found \"0\"; expected ranks: a whole number from 1"),
    ("num_ranks 2\nrank 2 { }", ":2: found \"2\"; expected a rank: a whole number from 0 to 1"),
    ("num_ranks 2\nrank 0 { }\nrank 0 { }", ":3: rank 0 has a block already"),
    ("num_ranks 2000000000\nrank 0 { }", "rank 1 has no block"),
    ("num_ranks 1\nrank 0 {\n", ":3: the file ends"),
    ("num_ranks 1\n/* rank 0 { }", ":2: the comment has no end"),
    ("num_ranks 1\nrank 0 { }\nx", ":3: found \"x\"; allowed between ranks"),
  ])
  func `a wrong frame is an error that names the line`(text: String, expected: String) {
    #expect(problem { _ = try load(text) }?.contains(expected) == true)
  }

  @Test(arguments: [
    ("a: calc 1\nb: calc 2\nb irequires a", ":6: irequires"),
    ("a: send 8 to 1", ":4: found \"8\"; expected bytes"),
    ("a: send -8b to 1", ":4: found \"-8b\"; expected bytes"),
    ("a: send 8b from 1", ":4: found \"from\"; allowed here: to"),
    ("a: recv 8b from * tag 0", ":4: found \"*\"; expected a rank (no wildcards)"),
    ("a: recv 8b from 1 tag -1", ":4: found \"-1\"; expected a tag (no wildcards)"),
    ("a: calc 1 cpu 3", ":4: found \"3\""),
    ("a: put 8b to 1", ":4: found \"put\"; allowed: send, recv, calc"),
    ("a calc 1", ":4: found \"a calc\"; allowed: LABEL: send"),
    ("a: calc 1\na: calc 2", ":5: label \"a\" is already used"),
    ("a: calc 1\na requires b", ":5: label \"b\" is not defined"),
    ("a: calc 1\na requires a", ":5: \"a\" requires itself"),
    ("a: calc 1\nb: calc 1\na requires b\nb requires a", "wait for each other"),
    ("a: send 8b to 1 tag 0", "has no receive there"),
    ("a: send 8b to 0 tag 0", "names its own rank"),
  ])
  func `a wrong statement is an error that names the line and what is allowed`(
    body: String, expected: String
  ) {
    let text = "num_ranks 2\nrank 1 { }\nrank 0 {\n\(body)\n}\n"
    let found = problem { _ = try load(text) }
    #expect(found?.contains(expected) == true, "\(found ?? "no error")")
  }
}
