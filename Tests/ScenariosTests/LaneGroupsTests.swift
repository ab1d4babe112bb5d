// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Scenarios

struct LaneGroupsTests {
  private static func groups(_ operations: String) throws -> LaneGroups {
    let folder = try ScratchFolder()
    let program = try folder.write(
      "program.yaml",
      "name: p\ngroups: {tp: 2, dp: 2}\nphases:\n  - name: all\n    operations:\n\(operations)\n")
    let scenario = try folder.write(
      "scenario.yaml",
      "name: s\ncluster: topologies/dgx-h100-node.yaml\nworkload: {program: \(program)}\n")
    let workbench = try Workbench(root: DataRoot(path: PackageRoot.path("")))
    let jobs = try workbench.jobs(for: try ScenarioFile.load(path: scenario, root: workbench.root))
    let job = try #require(jobs.first)
    let groups = LaneGroups(of: job)
    #expect(groups.ofName.count == job.program.names.count)
    #expect(groups.names.prefix(2) == ["tp", "dp"] && groups.names.last == "messages")
    return groups
  }

  @Test func `a name is of the group whose operations have it`() throws {
    let groups = try Self.groups(
      """
            - {compute: 1 us, name: work}
            - {collective: all-reduce, group: tp, bytes: 1 kB, name: a}
            - {collective: all-reduce, group: dp, bytes: 1 kB, name: b}
            - {collective: all-gather, group: tp, bytes: 1 kB, name: a}
      """)
    #expect(groups.ofName.sorted() == [-1, 0, 1])
  }

  @Test func `a name that two groups share tells nothing`() throws {
    let groups = try Self.groups(
      """
            - {collective: all-reduce, group: tp, bytes: 1 kB, name: a}
            - {collective: all-reduce, group: dp, bytes: 1 kB, name: a}
            - {collective: all-gather, group: dp, bytes: 1 kB, name: b}
      """)
    #expect(groups.ofName.sorted() == [-1, 1])
  }
}
