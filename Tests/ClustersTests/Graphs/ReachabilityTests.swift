// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import TestSupport
import Testing

@Suite struct ReachabilityTests {
  /// What is wrong with a graph of boards a, b and c, and switches s and t.
  private func problem(_ links: String, forward: Bool) throws -> String? {
    let nodes = ["a", "b", "c"].map { "{name: \($0), kind: accelerator}" }
    let switches = ["s", "t"].filter { links.contains($0 + " ") || links.contains(" " + $0) }
      .map { "{name: \($0), kind: switch, switch: hub}" }
    let lines = links.split(separator: ",").map { line in
      let words = line.split(separator: " ")
      return "{from: \(words[0]), to: \(words[2]), link: wire, duplex: \(words[1] == "=")}"
    }
    let text = """
      name: g
      accelerator: {kind: board, count: 3}
      accelerators_forward: \(forward)
      nodes: [\((nodes + switches).joined(separator: ", "))]
      links: [\(lines.joined(separator: ", "))]
      pue: 1

      """
    do {
      let cluster = try Bench().load(text).cluster
      #expect(ClusterConformance.violations(of: cluster) == [], "\(links)")
      return nil
    } catch let error as DocumentError { return error.description }
  }

  @Test(arguments: [
    // One switch for all; a mesh; two switches that are joined; two that each pair shares.
    ("a = s,b = s,c = s", false), ("a = b,b = c,c = a", false),
    ("a = s,b = s,s = t,t = c", false), ("a = s,b = s,c = t,a = t,b = t", false),
    ("a = s,b = s,b = t,c = t,c = a", false),
    // A ring one way, which must forward; a switch that sends up one way and down another.
    ("a > b,b > c,c > a", true), ("a > s,b > s,c > s,s > t,t > a,t > b,t > c", false),
  ])
  func `a graph whose pairs all have a way is read`(links: String, forward: Bool) throws {
    #expect(try problem(links, forward: forward) == nil)
  }

  @Test(arguments: [
    ("a = b", true, "no way leads from \"a\" to \"c\""),
    ("a = b,b = c", false, "no way leads from \"a\" to \"c\""),
    ("a = s,b = s,b = t,c = t", false, "no way leads from \"a\" to \"c\""),
    ("a = s,b = s,c > s", false, "no way leads from \"a\" to \"c\""),
    ("a = s,b = s,s > c", false, "no way leads from \"c\" to \"a\""),
    ("a > b,b > c", true, "no way leads from \"b\" to \"a\""),
    // The first reaches all, and all reach it, but two not each other.
    ("a = b,a = c", false, "no way leads from \"b\" to \"c\""),
    ("a = b,b = c,c = a,s = t", false, "\"s\" is joined to no accelerator"),
  ])
  func `a pair without a way is refused`(links: String, forward: Bool, problem: String) throws {
    let found = try self.problem(links, forward: forward)
    #expect(found?.contains(problem) == true, "\(found ?? "nothing")")
    #expect(found?.contains("accelerators do not forward") == (!forward && problem.hasPrefix("no")))
  }

  @Test func `a graph of switches alone is refused`() throws {
    let text = """
      name: g
      accelerator: {kind: board, count: 1}
      nodes: [{name: s, kind: switch, switch: hub}]
      links: []
      pue: 1

      """
    let error = #expect(throws: DocumentError.self) { try Bench().load(text) }
    #expect(error?.description.contains("no node of the graph is an accelerator") == true)
  }

  @Test func `a figure of a server and one of a switch in it are refused`() throws {
    let bench = try Bench(switchIncludes: "[switch-core, cpu]")
    let text = """
      name: g
      accelerator: {kind: board, count: 1}
      server: box
      nodes:
        - {name: a, kind: accelerator}
        - {name: s, kind: switch, switch: hub}
      links: [{from: a, to: s, link: wire}]
      pue: 1

      """
    let error = #expect(throws: DocumentError.self) { try bench.load(text) }
    #expect(error?.description.contains("both include cpu") == true, "\(error?.description ?? "")")
  }
}
