// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Sweeps of a collective over sizes, as a person meets them.
struct SweepTests {
  private let workplace: Workplace
  private let sweep = [
    "collective", "all-reduce", "--on", "dgx-h100-node", "--sweep-size", "1KiB..1MiB",
    "--sweep-factor", "32",
  ]

  init() throws { workplace = try Workplace() }

  private func run(_ more: String...) throws -> Executable.Result {
    try Executable.run(sweep + more, in: workplace.path)
  }

  @Test func `a table has nccl-tests' columns, what auto takes, and who cannot serve`() throws {
    let result = try run("--algorithm", "ring,hierarchical", "--algorithm", "direct")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    let lines = result.output.split(separator: "\n")
    let units = try #require(lines.first { $0.contains("(B)") })
    let ofOne = ["(us)", "(GB/s)", "(GB/s)"]
    #expect(units.split(separator: " ").map(String.init) == ["(B)"] + ofOne + ofOne)
    #expect(lines.contains { $0.split(separator: " ").first == "32768" })
    #expect(result.output.contains("auto takes"))
    #expect(result.output.contains("not served: hierarchical cannot carry out"))
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test func `CSV has a line for each size and algorithm, on one core and on all`() throws {
    let result = try run("--algorithm", "all", "--csv")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    #expect(header.prefix(4) == ["bytes", "asked", "algorithm", "protocol"])
    let algorithms = Set(lines.dropFirst().map { $0.split(separator: ",")[1] })
    #expect(lines.count - 1 == 3 * algorithms.count)
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields.count == header.count)
    }
    guard FileManager.default.fileExists(atPath: "/usr/bin/taskset") else { return }
    let one = try Executable.shell(
      "taskset -c 0 heliograph "
        + (sweep + ["--algorithm", "all", "--csv"]).joined(separator: " "),
      in: workplace.path)
    // The first core may be closed to us.
    if one.status == 0 { #expect(one.output == result.output) }
  }

  @Test func `JSON has each size's bound in parts, what auto takes and what was fastest`() throws {
    let result = try run("--algorithm", "ring,direct,auto", "--json")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let answer = try #require(value as? [String: Any])
    let sizes = try #require(answer["sizes"] as? [[String: Any]])
    #expect(sizes.compactMap { $0["bytes"] as? Double } == [1024, 32768, 1_048_576])
    for size in sizes {
      let bound = try #require(size["lower_bound"] as? [String: Any])
      #expect(
        Set(bound.keys) == [
          "latency_s", "injection_s", "cut_s", "cut", "reduction_s", "binding",
        ])
      let results = try #require(size["results"] as? [[String: Any]])
      #expect(results.compactMap { $0["asked"] as? String } == ["ring", "direct", "auto"])
      let times = results.compactMap { $0["time_s"] as? Double }
      let best = try #require(times.min())
      let fastest = results.first { $0["algorithm"] as? String == size["fastest"] as? String }
      #expect(fastest?["time_s"] as? Double == best)
      #expect(results[2]["algorithm"] as? String == size["auto"] as? String)
      let least = try #require(size["lower_bound_s"] as? Double)
      for (result, time) in zip(results, times) {
        // Foundation reads some numbers a unit in the last place off.
        let gap = try #require(result["gap"] as? Double)
        #expect(abs(gap - time / least) <= 1e-14 * gap)
        #expect(time >= least)
      }
    }
  }

  @Test func `a prefix gets a table and a picture, a name with an ending only that`() throws {
    let result = try run("--algorithm", "ring,direct", "-o", "out")
    #expect(result.output.contains("written: out.csv\nwritten: out.svg"))
    let csv = try String(contentsOfFile: "\(workplace.path)/out.csv", encoding: .utf8)
    #expect(csv == (try run("--algorithm", "ring,direct", "--csv")).output)
    let svg = try String(contentsOfFile: "\(workplace.path)/out.svg", encoding: .utf8)
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    for text in ["ring", "direct", "lower bound", "bus bandwidth (GB/s)", "1 KiB", "1 MiB"] {
      #expect(svg.contains(">\(text)</"), "\(text)")
    }
    _ = try run("-o", "only.svg", "--chart", "time")
    _ = try run("-o", "only.csv")
    let names = try workplace.folder.names()
    #expect(
      names.filter { $0.hasPrefix("only") || $0.hasPrefix("out") }.sorted() == [
        "only.csv", "only.svg", "out.csv", "out.svg",
      ])
    #expect(!names.contains { $0.contains("partial") })
  }

  @Test(arguments: [
    (["--bytes", "1MiB"], "exclude each other"),
    (["--sweep-factor", "1"], "allowed: 2 to"),
    (["--algorithm", "all,ring"], "name it alone"),
    (["--algorithm", "ring,ring"], "asked for twice"),
    (["--algorithm", "rnig"], "did you mean ring?"),
    (["--algorithm", ""], "is no algorithm"),
    (["-o", "x.h5"], "a sweep writes tables and pictures"),
    (["-o", "nowhere/x"], "no folder \"nowhere\""),
    (["--csv", "--json"], "exclude each other"),
    (["--unfold"], "a sweep writes none"),
  ])
  func `what makes no sense in a sweep is refused`(more: [String], message: String) throws {
    let result = try Executable.run(sweep + more, in: workplace.path)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    ("8GiB..8B", "ends before it begins"), ("8B", "write FROM..TO"), ("0B..8B", "1 B or more"),
    ("8B..lots", "is not an amount of data"),
  ])
  func `a range of sizes that is none is refused`(range: String, message: String) throws {
    let result = try Executable.run(
      ["collective", "all-reduce", "--on", "dgx-h100-node", "--sweep-size", range],
      in: workplace.path)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `an interrupted sweep ends with 130 and leaves nothing`() throws {
    let before = try workplace.folder.names()
    let capture = try Capture()
    let process = Executable.process(
      [
        "collective", "all-to-all", "--on", "dgx-h100-pod", "--sweep-size", "8B..8GiB",
        "--algorithm", "direct", "--fold", "off", "-o", "long",
      ], in: workplace.path, capture: capture)
    try process.run()
    Thread.sleep(forTimeInterval: 2)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try workplace.folder.names() == before)
  }
}
