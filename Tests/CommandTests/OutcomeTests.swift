// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Runs that end otherwise than well, and what they leave.
struct OutcomeTests {
  private let workplace: Workplace

  init() throws { workplace = try Workplace() }

  @Test func `a broken ceiling is answered in full and ends with 1`() throws {
    let result = try Executable.run(
      ["run", "scenarios/tiny.yaml", "--ceiling", "1 W"], in: workplace.path)
    #expect(result.status == 1)
    #expect(result.output.contains("ceiling (site, average of 1 W): broken by"))
    #expect(result.output.contains("step time"))
    #expect(result.errors.isEmpty)
  }

  @Test func `a ceiling that holds says what is left`() throws {
    let result = try Executable.run(
      ["run", "scenarios/tiny.yaml", "--ceiling", "peak 1 MW"], in: workplace.path)
    #expect(result.status == 0)
    #expect(result.output.contains("ceiling (site, peak of 1 MW): holds, "))
  }

  @Test func `ranks that wait for each other end with 2 and leave no file`() throws {
    try ChakraBytes.deadlock(in: workplace.folder)
    let before = try workplace.folder.names()
    let result = try Executable.run(
      ["replay", "traces/stuck", "--on", "dgx-h100-node", "-o", "stuck.h5"], in: workplace.path)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.output.isEmpty)
    #expect(try workplace.folder.names() == before)
  }

  @Test func `an interrupted run ends with 130 and leaves no partial file`() throws {
    let capture = try Capture()
    // Long enough to be caught in the act: the whole step, without optimisation.
    let process = Executable.process(
      [
        "run", PackageRoot.path("scenarios/first-light.yaml"), "--set",
        "cluster=topologies/dgx-h100-pod.yaml", "--fold", "off", "-o", "long.h5",
      ], in: workplace.path, capture: capture)
    try process.run()
    let deadline = Date().addingTimeInterval(120)
    while try !names().contains(where: { $0.hasPrefix(".long.h5.partial") }), Date() < deadline {
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(try names().contains { $0.hasPrefix(".long.h5.partial") })
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    #expect(try !names().contains { $0.contains("long.h5") })
  }

  private func names() throws -> [String] { try workplace.folder.names() }

  @Test func `the same run prints and writes the same`() throws {
    func once(_ output: String) throws -> String {
      let result = try Executable.run(
        ["run", "scenarios/tiny.yaml", "-o", output], in: workplace.path)
      #expect(result.status == 0, "\(result.errors)")
      return result.output.replacing(output, with: "FILE")
    }
    #expect(try once("a.h5") == once("b.h5"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func `an answer that cannot be written is an error`() throws {
    let result = try Executable.shell(
      "heliograph list algorithms > /dev/full", in: workplace.path)
    #expect(result.status == 2)
    #expect(result.errors == "error: standard output cannot be written\n")
  }

  @Test func `lint checks every file and fails once for all`() throws {
    try workplace.folder.write("odd.yaml", "colour: blue\n")
    let result = try Executable.run(
      ["lint", "odd.yaml", "workloads/tiny.yaml"], in: workplace.path)
    #expect(result.status == 65)
    #expect(result.output.contains("workloads/tiny.yaml: program: fine"))
    #expect(result.errors.hasPrefix("error: odd.yaml: "))
    let table = try Executable.run(
      ["lint", PackageRoot.path("tuners/example.csv")], in: workplace.path)
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.output.contains("example.csv: tuner: fine"))
  }
}
