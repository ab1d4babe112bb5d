// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import SimulationEngine
import TestSupport
import Testing

@testable import Scenarios

/// Two pairs over two leaves with one link between them: jobs that meet there share it.
struct SeveralJobsTests {
  @Test(arguments: [FoldingMode.off, .auto])
  func `jobs that share a link slow each other down, and others do not`(
    mode: FoldingMode
  ) throws {
    let data = try JobData()
    let one = ("a", "accelerators: [0, 6]")
    let other = ("b", "accelerators: [gpu1, 7]")
    let alone = try data.run([one], mode).jobs[0].duration
    let both = try data.run([one, other], mode)
    // 100 MB each way over 100 Gb/s take 8 ms; two at once 16 ms.
    #expect(alone > .milliseconds(8))
    #expect((alone - .milliseconds(8)).rawValue < 1e-5)
    for job in both.jobs {
      #expect((job.duration - .milliseconds(16)).rawValue < 1e-5)
      #expect(job.duration > .milliseconds(16))
    }
    // Below one leaf each they do not meet.
    let apart = try data.run([("a", "accelerators: [0, 1]"), ("b", "accelerators: [6-7]")], mode)
    #expect(apart.jobs.allSatisfy { $0.duration == apart.jobs[0].duration })
    #expect((apart.jobs[0].duration - .milliseconds(8)).rawValue < 1e-5)
  }

  @Test func `a job that starts when the other has ended does not meet it`() throws {
    let data = try JobData()
    let report = try data.run([
      ("a", "accelerators: [0, 6]"), ("b", "accelerators: [1, 7]\n    start: 10 ms"),
    ])
    #expect(report.jobs.map(\.name) == ["a", "b"])
    #expect(report.jobs[1].start == .milliseconds(10))
    #expect((report.jobs[0].duration - .milliseconds(8)).rawValue < 1e-5)
    #expect((report.jobs[1].duration - report.jobs[0].duration).rawValue.magnitude < 1e-12)
    #expect(report.measures.duration == report.jobs[1].end)
  }

  @Test func `a job takes the first seats that others leave, in its own order`() throws {
    let data = try JobData()
    let jobs = try data.jobs([
      ("a", "placement: {order: [dp]}"), ("b", "accelerators: [0, 2]"), ("c", "steps: 2"),
    ])
    let job = try #require(jobs.first)
    let placement = try job.options.placement.placement(of: job.program, on: job.cluster)
    #expect(placement.acceleratorOfRank.map { Int($0.rawValue) } == [1, 3, 0, 2, 4, 5])
    let families = ["a/dp", "a/world", "b/dp", "b/world", "c/dp", "c/world"]
    #expect(job.program.families.map(\.name) == families)
    #expect(job.program.parts.map(\.ranks) == [0..<2, 2..<4, 4..<6])
  }

  @Test(arguments: [
    ("accelerators: [0, 12]", "no accelerator 12"),
    ("accelerators: [0, 0]", "is there twice"),
    ("accelerators: [0]", "1 accelerators for the 2 ranks"),
    ("accelerators: [0, 6]", "is that of a already"),
    ("accelerators: [0, gpu99]", "did you mean gpu"),
    ("accelerators: [3-1]", "a range rises"),
    ("accelerators: []", "the list is empty"),
    ("start: -1 ms", "is negative"),
    ("placement: {order: [tp], file: x.csv}", "one of them alone"),
    ("placement: {order: [qp]}", "is no group of"),
    ("placement: {order: []}", "the order is empty"),
    ("colour: red", "unknown key"),
  ])
  func `a job that cannot be is refused`(keys: String, reason: String) throws {
    let data = try JobData()
    let error = try #require(throws: (any Error).self) {
      for job in try data.jobs([("a", "accelerators: [0, 6]"), ("b", keys)]) {
        try Runner.check(job)
      }
    }
    #expect("\(error)".contains(reason), "\(error)")
  }

  @Test func `names of jobs are their own, and what belongs to jobs is refused beside them`() throws
  {
    let data = try JobData()
    func problem(_ text: String) throws -> String {
      let path = try data.folder.write("scenarios/s.yaml", text)
      let error = try #require(throws: (any Error).self) {
        try ScenarioFile.load(path: path, root: DataRoot(path: data.folder.path))
      }
      return "\(error)"
    }
    let head = "name: s\ncluster: topologies/tree.yaml\n"
    let a = "{name: a, workload: {program: workloads/pair.yaml}}"
    #expect(try problem(head + "jobs: [\(a), \(a)]\n").contains("is there already"))
    #expect(try problem(head + "jobs: []\n").contains("lists no job"))
    #expect(try problem(head + "jobs: [\(a)]\nplacement: {order: [dp]}\n").contains("its own"))
    #expect(try problem(head + "jobs: [\(a)]\nend: {steps: 2}\n").contains("steps of its own"))
    #expect(
      try problem(head + "jobs: [\(a)]\nworkload: {program: workloads/pair.yaml}\n")
        .contains("give one of them"))
    #expect(try problem(head).contains("or jobs"))
    #expect(
      try problem(head + "jobs: [\(a.replacing("name: a", with: "name: a/b"))]\n").contains("slash")
    )
  }

  @Test func `ranks run where a table says`() throws {
    let data = try JobData()
    try data.folder.write("scenarios/p.csv", "rank,accelerator\n1,0\n0,gpu4\n")
    let path = try data.folder.write(
      "scenarios/s.yaml",
      """
      name: s
      cluster: topologies/tree.yaml
      workload: {program: workloads/pair.yaml}
      placement: {file: p.csv}
      """)
    let root = DataRoot(path: data.folder.path)
    let job = try #require(
      try Workbench(root: root).jobs(for: try ScenarioFile.load(path: path, root: root)).first)
    let placement = try job.options.placement.placement(of: job.program, on: job.cluster)
    #expect(placement.acceleratorOfRank.map { Int($0.rawValue) } == [4, 0])
    for (table, reason) in [
      ("rank,accelerator\n0,1\n0,2\n", "rank 0 is there twice"),
      ("rank,accelerator\n0,1\n2,2\n", "0 to 1"), ("rank,accelerator\n", "lists no rank"),
      ("rank,accelerator\n0,1-2\n", "on one accelerator"),
      ("rank\n0\n", "\"accelerator\" is missing"),
    ] {
      try data.folder.write("scenarios/p.csv", table)
      let error = try #require(throws: (any Error).self) {
        try ScenarioFile.load(path: path, root: root)
      }
      #expect("\(error)".contains(reason), "\(error)")
    }
  }
}

/// Twelve boards under two leaves and a spine, and an all-reduce of 100 MB between two.
struct JobData {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write(
      "technologies/accelerators/board.yaml", RoundRecords.board(includes: "[core]"))
    try folder.write("technologies/switches/hub.yaml", RoundRecords.hub(includes: "[switch-core]"))
    try folder.write(
      "technologies/links/wire.yaml",
      """
      name: wire
      title: a wire
      medium: copper
      rate: {value: 100 Gb/s, grade: A, source: a test}
      latency: [{value: 30 ns, grade: A, source: a test}]
      propagation: {value: 5 ns/m, grade: A, source: a test}
      message_overhead: {value: 0 us, grade: A, source: a test}
      energy: [{value: 6 pJ/bit, boundary: b, includes: [serdes], grade: A, source: a test}]
      """)
    try folder.write("technologies/facility.yaml", "pue: {value: 1.5, grade: A, source: a test}\n")
    // 12 boards at 6 to 1: 6 down and one up at each of two leaves.
    try folder.write(
      "topologies/tree.yaml",
      """
      name: tree
      accelerator: {kind: board, count: 12}
      domains:
        - {name: tree, shape: fat-tree, size: 12, link: wire, switch: hub, count: 1, oversubscription: 6, length: 1 m}
      """)
    try folder.write(
      "workloads/pair.yaml",
      """
      name: pair
      groups: {dp: 2}
      phases:
        - name: all
          operations: [{collective: all-reduce, group: dp, bytes: 100 MB, name: sum}]
      """)
  }

  func jobs(_ jobs: [(name: String, keys: String)]) throws -> [Job] {
    let list = jobs.map {
      "  - name: \($0.name)\n    workload: {program: workloads/pair.yaml}\n    \($0.keys)"
    }
    let path = try folder.write(
      "scenarios/s.yaml",
      "name: s\ncluster: topologies/tree.yaml\ncollectives: {all-reduce: ring}\njobs:\n"
        + list.joined(separator: "\n") + "\n")
    let root = DataRoot(path: folder.path)
    return try Workbench(root: root).jobs(for: try ScenarioFile.load(path: path, root: root))
  }

  func run(
    _ jobs: [(name: String, keys: String)], _ mode: FoldingMode = .auto
  ) throws -> RunReport {
    var job = try #require(try self.jobs(jobs).first)
    job.options.folding = mode
    return try Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: "")
    ).run(job)
  }
}
