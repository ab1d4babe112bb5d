// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import TestSupport
import Testing
import Workloads

/// A file of two ranks, tensor parallel, with these operations as its one layer.
private func load(
  _ operations: String, groups: String = "{tp: 2}", times: Int = 1, steps: Int = 1
) throws -> LoadedProgram {
  let text = "name: test\ngroups: \(groups)\nrepeat: \(times)\nlayer:\n\(operations)\n"
  return try WorkloadFile.load(Document(text: text, name: "test.yaml"), steps: steps)
}

@Suite struct WorkloadFileTests {
  @Test func `the first group varies fastest`() throws {
    let program = try load("  - {compute: 1 ms}", groups: "{tp: 2, dp: 3}").program
    #expect(program.rankCount == 6)
    #expect(program.families.map(\.name) == ["tp", "dp", "world"])
    #expect(program.families[0].groups == [[0, 1], [2, 3], [4, 5]])
    #expect(program.families[1].groups == [[0, 2, 4], [1, 3, 5]])
    #expect(program.families[2].groups == [[0, 1, 2, 3, 4, 5]])
    #expect(program.families[1].groupOfRank == [0, 1, 0, 1, 0, 1])
  }

  @Test func `the main stream runs in file order`() throws {
    let loaded = try load(
      """
        - {compute: 1 ms, name: a}
        - {collective: all-reduce, group: tp, bytes: 1 MiB, name: b}
        - {compute: 2 ms, name: c}
      """)
    #expect(loaded.edges(ofRank: 0) == ["a>b", "b>c"])
    let graph = loaded.graph(ofRank: 0)
    #expect(graph.duration == [0.001, 0, 0.002])
    #expect(graph.bytes == [0, 1_048_576, 0])
    #expect(graph.kind == [.compute, .collective, .compute])
  }

  @Test func `another stream follows the main operation before it and itself`() throws {
    let loaded = try load(
      """
        - {compute: 1 ms, name: a}
        - {collective: all-reduce, group: tp, bytes: 1 B, stream: background, name: x}
        - {compute: 1 ms, name: b}
        - {collective: all-reduce, group: tp, bytes: 1 B, stream: background, name: y}
        - {compute: 1 ms, name: c}
      """)
    #expect(loaded.edges(ofRank: 0) == ["a>x", "a>b", "x>y", "b>y", "b>c"])
    #expect(loaded.program.streams == ["main", "background"])
    #expect(loaded.graph(ofRank: 0).ordinal == [0, 0, 0, 1, 0])
  }

  @Test func `a wait holds back the next operation until a stream is done so far`() throws {
    let loaded = try load(
      """
        - {compute: 1 ms, name: a}
        - {collective: all-reduce, group: tp, bytes: 1 B, stream: background, name: x}
        - {wait: background}
        - {compute: 1 ms, name: b}
        - {compute: 1 ms, name: c, wait: [background]}
      """)
    #expect(loaded.edges(ofRank: 0) == ["a>x", "a>b", "x>b", "x>c", "b>c"])
  }

  @Test func `after names an operation of the same iteration`() throws {
    let loaded = try load(
      """
        - {compute: 1 ms, stream: s, name: x}
        - {compute: 1 ms, stream: t, name: y, after: x}
      """, times: 2)
    // x1 = 0, y1 = 1, x2 = 2, y2 = 3: each y after its own x, each stream in its own order.
    let graph = loaded.graph(ofRank: 0)
    #expect(graph.successors == [1, 2, 3, 3])
    #expect(graph.successorStart == [0, 2, 3, 4, 4])
  }

  @Test func `a wait in a repeated phase is for the iteration before`() throws {
    // Each layer waits for its weights, which the layer before it asked for.
    let loaded = try load(
      """
        - {wait: weights}
        - {collective: all-gather, group: tp, bytes: 1 B, stream: weights, name: gather}
        - {compute: 1 ms, name: layer}
      """, times: 3)
    // gather 0, 2, 4; layer 1, 3, 5. gather(i) > gather(i+1), gather(i) > layer(i+1),
    // layer(i) > gather(i+1), layer(i) > layer(i+1).
    let graph = loaded.graph(ofRank: 0)
    #expect(graph.successors == [2, 3, 2, 3, 4, 5, 4, 5])
    #expect(graph.dependencyCount == [0, 0, 2, 2, 2, 2])
  }

  @Test func `phases run one after the other and may hold phases`() throws {
    let text = """
      name: nested
      groups: {dp: 2}
      phases:
        - name: batches
          repeat: 2
          phases:
            - {name: forward, repeat: 2, operations: [{compute: 1 ms, name: f}]}
            - {name: backward, operations: [{compute: 2 ms, name: b}]}
        - {name: optimizer, operations: [{compute: 3 ms, name: o}]}
      """
    let loaded = try WorkloadFile.load(Document(text: text, name: "n.yaml"))
    #expect(loaded.names(ofRank: 1) == ["f", "f", "b", "f", "f", "b", "o"])
  }

  @Test func `a step waits for every stream of the step before`() throws {
    let loaded = try load(
      """
        - {compute: 1 ms, name: a}
        - {compute: 1 ms, name: x, stream: s}
        - {compute: 1 ms, name: y, stream: t}
      """, steps: 2)
    // Rows: a 0, x 1, y 2; a' 3, x' 4, y' 5. All of 0, 1, 2 end before any of 3, 4, 5 begins.
    let graph = loaded.graph(ofRank: 0)
    #expect(graph.count == 6)
    let last = (0..<3).map { row in
      Set(graph.successors[Int(graph.successorStart[row])..<Int(graph.successorStart[row + 1])])
    }
    #expect(last.allSatisfy { $0.isSuperset(of: [3, 4, 5]) })
  }

  @Test func `ranks with the same work share one graph`() throws {
    let loaded = try load("  - {compute: 1 ms}", groups: "{tp: 8, dp: 64}")
    #expect(loaded.program.graphs.count == 1)
    #expect(loaded.program.graphOfRank == [Int32](repeating: 0, count: 512))
  }

  @Test func `a chain has no neighbour beyond its ends`() throws {
    let loaded = try load(
      """
        - {receive: 8 MiB, group: pp, from: previous, name: in}
        - {compute: 1 ms, name: stage}
        - {send: 8 MiB, group: pp, to: next, name: out}
      """, groups: "{tp: 2, pp: 4}")
    #expect(loaded.program.graphs.count == 3)
    #expect(loaded.names(ofRank: 0) == ["stage", "out"])
    #expect(loaded.names(ofRank: 3) == ["in", "stage", "out"])
    #expect(loaded.names(ofRank: 7) == ["in", "stage"])
    #expect(loaded.graph(ofRank: 3).peer == [-1, -1, 1])
    WorkloadConformance.check(loaded.program)
  }

  @Test func `a ring wraps around its end`() throws {
    let loaded = try load(
      """
        - {send: 1 B, group: cp, to: next, wrap: true, stream: out}
        - {receive: 1 B, group: cp, from: previous, wrap: true}
      """, groups: "{cp: 4}")
    #expect(loaded.program.graphs.count == 1)
    WorkloadConformance.check(loaded.program)
  }

  @Test func `a rooted collective has its root's place`() throws {
    let loaded = try load("  - {collective: broadcast, group: tp, bytes: 1 B, root: 1}")
    #expect(loaded.graph(ofRank: 0).peer == [1])
  }

  @Test func `an override changes one value`() throws {
    let document = try Document(
      path: "\(Place.package)/workloads/tiny.yaml",
      overrides: ["groups.dp=4", "phases[0].repeat=5"])
    let loaded = try WorkloadFile.load(document)
    #expect(loaded.program.rankCount == 8)
    #expect(loaded.names(ofRank: 0).filter { $0 == "layer" }.count == 5)
    #expect(loaded.resolved.contains("dp: 4"))
    #expect(loaded.files.map { $0.hasSuffix("tiny.yaml") } == [true])
  }

  @Test func `the small example is sound`() throws {
    let loaded = try WorkloadFile.load(path: "\(Place.package)/workloads/tiny.yaml", steps: 2)
    // Two steps of 2 x 10 + 2 x 20 GFLOP; tp 4 x 1 MiB, dp 2 x 4 + 8 MiB a step.
    WorkloadConformance.check(
      loaded.program, work: { _ in 120e9 },
      bytes: { _ in ["tp": 8 * 0x1p20, "dp": 32 * 0x1p20] })
  }
}
