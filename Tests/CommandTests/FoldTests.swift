// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What a person sees of folding: the answers are the same, and say how they were found.
struct FoldTests {
  private let workplace: Workplace

  init() throws { workplace = try Workplace() }

  private let tiny = ["run", "scenarios/tiny.yaml"]
  private let replay = ["replay", "workloads/tiny.yaml", "--on", "dgx-h100-node"]
  private let ring = [
    "collective", "all-reduce", "--algorithm", "ring", "--ranks", "4", "--bytes", "1000000",
    "--topology", "ring", "--bandwidth", "8 Gb/s", "--latency", "1 us",
  ]

  /// Numbers that do not depend on how a run was simulated, by their path in the JSON.
  private func figures(_ answer: [String: Any]) -> [String: Double] {
    var found: [String: Double] = [:]
    func walk(_ value: Any, _ path: String) {
      if let keys = value as? [String: Any] {
        for (key, value) in keys where !Self.ownWays.contains(key) { walk(value, "\(path)/\(key)") }
      } else if let items = value as? [Any] {
        for (index, item) in items.enumerated() { walk(item, "\(path)/\(index)") }
      } else if let number = value as? Double {
        found[path] = number
      }
    }
    walk(answer, "")
    return found
  }

  /// How a run was simulated, and for how long.
  private static let ownWays: Set = [
    "wall_s", "folding", "flow_classes", "batches", "solves", "events", "bounded_groups",
  ]

  @Test func `the figures are the same with every rank simulated, in each command`() throws {
    for command in [tiny, replay, ring] {
      let folded = figures(try workplace.json(command))
      let plain = figures(try workplace.json(command + ["--fold", "off"]))
      #expect(folded.count > 5)
      #expect(Set(folded.keys) == Set(plain.keys))
      for (path, value) in plain {
        // Sums over ranks and links in another order.
        #expect(abs((folded[path] ?? .nan) - value) <= 1e-9 * abs(value), "\(path)")
      }
    }
  }

  @Test func `what was folded is said in a line`() throws {
    let text = try Executable.run(ring, in: workplace.path).output
    #expect(
      text.contains("\nfolded: 4 ranks in 1 class, 8 links in 2, 24 flows simulated as 6\n"))
    _ = try Executable.run(tiny + ["-o", "tiny.h5"], in: workplace.path)
    for command in [tiny, replay, ["show", "tiny.h5"]] {
      let text = try Executable.run(command, in: workplace.path).output
      #expect(text.contains("\nfolded: 4 ranks in 1 class, "), "\(text)")
    }
    let comparison = try Executable.run(
      ["compare", "scenarios/first-light.yaml"], in: workplace.path
    ).output
    #expect(comparison.contains("\nfolded, dgx-h100-pod: 4 ranks in 1 class, "))
    #expect(comparison.contains("\nfolded, photonic-512-pod: 4 ranks in 1 class, "))
  }

  @Test func `with every rank simulated nothing is said to be folded`() throws {
    for command in [tiny, replay, ring] {
      #expect(try workplace.json(command + ["--fold", "off"])["folding"] is NSNull)
      let text = try Executable.run(command + ["--fold", "off"], in: workplace.path)
      #expect(!text.output.contains("folded"))
    }
  }

  @Test func `a comparison and a sweep take it as well`() throws {
    let comparison = try workplace.json(["compare", "scenarios/first-light.yaml", "--fold", "off"])
    let runs = try #require(comparison["runs"] as? [[String: Any]])
    #expect(runs.count == 2 && runs.allSatisfy { $0["folding"] is NSNull })
    let sweep = try workplace.json(
      ["collective", "all-reduce", "--on", "dgx-h100-node", "--sweep-size", "1KiB..4KiB"]
        + ["--algorithm", "ring", "--fold", "off"])
    let sizes = try #require(sweep["sizes"] as? [[String: Any]])
    for size in sizes {
      let result = try #require((size["results"] as? [[String: Any]])?.first)
      // 2 x 7 rounds of 8 messages.
      #expect(result["flows"] as? Int == 112)
      #expect(result["flow_classes"] as? Int == 112)
    }
  }

  @Test func `an unfolded file has as many events as one with every rank simulated`() throws {
    for command in [tiny, replay, ring] {
      _ = try workplace.json(command + ["--unfold", "-o", "unfolded.h5"])
      _ = try workplace.json(command + ["--fold", "off", "-o", "plain.h5"])
      let unfolded = try workplace.json(["show", "unfolded.h5"])
      let plain = try workplace.json(["show", "plain.h5"])
      #expect(unfolded["events"] as? Int == plain["events"] as? Int)
      #expect(unfolded["folding"] is NSNull)
      #expect(
        unfolded["busiest_link"] as? [String: AnyHashable]
          == plain["busiest_link"] as? [String: AnyHashable])
    }
  }

  @Test func `what show says of a folded file is what run said`() throws {
    let run = try workplace.json(tiny + ["-o", "tiny.h5"])
    let shown = try workplace.json(["show", "tiny.h5"])
    #expect(run["folding"] as? [String: Int] == shown["folding"] as? [String: Int])
    let traffic = try #require(run["traffic"] as? [String: Double])
    #expect(traffic == shown["traffic"] as? [String: Double])
  }

  @Test(arguments: [
    (["--fold", "on"], "--fold: \"on\" is no way to fold; known: off, auto"),
    (["--fold", "atuo"], "did you mean auto?"),
    (["--unfold"], "name one with -o"),
  ])
  func `what makes no sense is refused`(more: [String], message: String) throws {
    let compare = ["compare", "scenarios/first-light.yaml"]
    for command in [tiny, replay, ring, compare] {
      let result = try Executable.run(command + more, in: workplace.path)
      #expect(result.status == 64)
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }
}
