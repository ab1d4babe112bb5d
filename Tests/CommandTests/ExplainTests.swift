// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

struct ExplainTests {
  private let workplace: Workplace

  init() throws { workplace = try Workplace() }

  private func explain(_ arguments: [String]) throws -> [String: Any] {
    let result = try Executable.run(["explain"] + arguments + ["--json"], in: workplace.path)
    #expect(result.status == 0, "\(result.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `lines of a path add up to its sum`() throws {
    let found = try explain(["nvlink5", "--over", "serdes-224g-vsr,800g-2xdr4-module"])
    let path = try #require(found["path"] as? [String: Any])
    func value(_ amount: Any?) -> Double {
      ((amount as? [String: Any])?["value"] as? Double) ?? .nan
    }
    let lines = try #require(path["lines"] as? [[String: Any]])
    let sum = lines.map { value($0["energy_J_per_bit"]) }.reduce(0, +)
    // 16 W over 0.8 Tb/s and 3.5 pJ/bit.
    #expect(abs(sum - 23.5e-12) < 1e-24)
    #expect(abs(value(path["total_J_per_bit"]) - 23.5e-12) < 1e-24)
    #expect(path["weakest_grade"] as? String == "M")
  }

  @Test func `a cluster's links are told apart from what devices have in them`() throws {
    let found = try explain([
      "gb200-nvl72", "--set",
      "domains[0].link.devices={serdes: serdes-224g-vsr, module: 800g-2xdr4-module}",
    ])
    let domain = try #require((found["domains"] as? [[String: Any]])?.first)
    // 1,036.8 Tb/s at 20 pJ/bit of modules; the SerDes are in the boards and the switches.
    #expect(abs((domain["counted_W"] as? Double ?? 0) - 20736) < 1e-6)
    let whole = try #require(domain["whole_path_W"] as? [String: Any])
    #expect(abs((whole["value"] as? Double ?? 0) - 24364.8) < 1e-6)
  }

  @Test(arguments: [
    (["nvlnk5"], "did you mean nvlink5?"),
    (["nvlink5", "--over", "800g-2xdr4-module"], "names no SerDes"),
    (["nvlink5", "--over", "serdes-224g-vsr,palomar"], "palomar is no SerDes, module"),
    (["nvlink5", "--over", "serdes-224g-vsr,serdes-224g-lr"], "are both a SerDes"),
    (["connectx-7", "--over", "serdes-224g-vsr"], "--over is for a link"),
    (["connectx-7", "--set", "a=1"], "--set changes a cluster"),
  ])
  func `what cannot be explained is refused`(arguments: [String], problem: String) throws {
    let result = try Executable.run(["explain"] + arguments, in: workplace.path)
    #expect(result.status == 65)
    #expect(result.errors.contains(problem), "\(result.errors)")
  }

  @Test func `pictures need a folder, and a name or the flag`() throws {
    #expect(try Executable.run(["explain"], in: workplace.path).status == 64)
    #expect(try Executable.run(["explain", "nvlink5", "--plot"], in: workplace.path).status == 64)
    let absent = try Executable.run(["explain", "--plot", "-o", "absent"], in: workplace.path)
    #expect(absent.status == 64)
  }

  @Test func `the pictures of the documentation are those of the catalogue`() throws {
    let result = try Executable.run(["explain", "--plot", "-o", "."], in: workplace.path)
    #expect(result.status == 0, "\(result.errors)")
    for name in ["energy-utilisation.svg", "energy-reach.svg", "reach-rate.svg"] {
      let drawn = try String(contentsOfFile: "\(workplace.path)/\(name)", encoding: .utf8)
      let kept = try String(
        contentsOfFile: PackageRoot.path("docs/pictures/\(name)"), encoding: .utf8)
      #expect(drawn == kept, "\(name): run heliograph explain --plot -o docs/pictures")
    }
  }
}
