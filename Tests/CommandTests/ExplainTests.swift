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
    (["connectx-7", "--route", "0,1"], "a route is one of a cluster"),
    (["gb200-nvl72", "--route", "0,72"], "\"72\" is no accelerator of gb200-nvl72"),
    (["dgx-h100-node", "--from", "gpu1", "--to", "gpo2"], "did you mean gpu2?"),
    (["gb200-nvl72", "--from", "gpu0", "--to", "0"], "from one accelerator to another"),
    (["gb200-nvl72", "--from", "gpu0", "--to", "nvlink.switch0"], "is no accelerator"),
    (["gb200-nvl72", "--set", "power_budget={rack: 1 kW}"], "power_budget.rack"),
  ])
  func `what cannot be explained is refused`(arguments: [String], problem: String) throws {
    let result = try Executable.run(["explain"] + arguments, in: workplace.path)
    #expect(result.status == 65)
    #expect(result.errors.contains(problem), "\(result.errors)")
  }

  @Test func `a cluster's bill says what cannot be determined, and is never zero for it`() throws {
    let found = try explain(["dgx-h100-pod"])
    let bill = try #require(found["bill"] as? [String: Any])
    func value(_ of: Any?, _ key: String) -> Double {
      (((of as? [String: Any])?[key] as? [String: Any])?["value"] as? Double) ?? .nan
    }
    // 512 x 700 W, 512 x 25 W, 256 x 128 W, 24 x 747 W and 2,048 modules of 9 W.
    #expect(abs(value(bill["equipment"], "busy_W") - 440_328) < 1e-6)
    #expect(abs(value(bill["site"], "busy_W") - 1.2 * 440_328) < 1e-6)
    #expect(abs(value(bill["per_accelerator"], "busy_W") - 440_328 / 512) < 1e-9)
    #expect(abs(value(bill["per_rack"], "busy_W") - 440_328 / 16) < 1e-8)
    #expect((bill["per_rack"] as? [String: Any])?["racks"] as? Int == 16)
    let cost = try #require(bill["cost"] as? [String: Any])
    #expect(cost["total_USD"] is NSNull)
    #expect(cost["determinable"] as? Bool == false)
    // 512 x 27,500 USD and 24 x 43,000 USD.
    #expect(value(cost, "known_USD") == 512 * 27_500 + 24 * 43_000)
    #expect((cost["without_price"] as? [String])?.contains("connectx-7") == true)
    let lines = try #require(bill["lines"] as? [[String: Any]])
    #expect(Set(lines.compactMap { $0["kind"] as? String }).count == 5)
    let unpriced = try #require(lines.first { $0["name"] as? String == "connectx-7" })
    #expect(unpriced["cost_USD"] is NSNull)
  }

  @Test func `a broken budget ends with 1 and is named`() throws {
    func run(_ budget: String) throws -> (status: Int32, output: String) {
      let result = try Executable.run(
        ["explain", "dgx-h100-pod", "--set", "power_budget=\(budget)"], in: workplace.path)
      return (result.status, result.output)
    }
    let broken = try run("{site: 500 kW, accelerator: 1 kW}")
    #expect(broken.status == 1)
    #expect(broken.output.contains("budget of the site, 500 kW: exceeded"))
    #expect(broken.output.contains("budget of the accelerator, 1 kW: holds"))
    let close = try run("{rack: 28 kW}")
    #expect(close.status == 0)
    #expect(close.output.contains("budget of the rack, 28 kW: may be exceeded"))
  }

  @Test func `a route is told by names or by numbers`() throws {
    let named = try explain(["gb200-nvl72", "--from", "gpu0", "--to", "gpu9"])
    let route = try #require(named["route"] as? [String: Any])
    let numbered = try explain(["gb200-nvl72", "--route", "0,9"])
    #expect(NSDictionary(dictionary: route) == numbered["route"] as? NSDictionary)
    #expect((route["stages"] as? [Any])?.count == 2)
    #expect(route["switches_passed"] as? Double == 1)
    let text = try Executable.run(
      ["explain", "gb200-nvl72", "--route", "0,9"], in: workplace.path)
    #expect(text.output.contains("1. gpu0 -> nvlink.switch0: nvlink5 (nvlink)"))
    #expect(text.output.contains("not added: in nvswitch-4.power"))
  }

  @Test(arguments: [
    ["gb200-nvl72", "--route", "0"], ["gb200-nvl72", "--route", "0,"],
    ["gb200-nvl72", "--route", "0,1,2"], ["gb200-nvl72", "--from", "gpu0"],
    ["gb200-nvl72", "--from", "gpu0", "--to", "gpu1", "--route", "0,1"],
    ["--plot", "--route", "0,1"],
  ])
  func `half a route is refused`(arguments: [String]) throws {
    #expect(try Executable.run(["explain"] + arguments, in: workplace.path).status == 64)
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
