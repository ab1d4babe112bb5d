// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `What a cluster costs, and may draw` {
  private static let star =
    "  - {name: star, shape: switch, size: 4, link: wire, switch: hub, count: 2}"

  /// A bench whose records of some kinds have prices.
  private func load(_ priced: [String], rest: String = "pue: 1") throws -> LoadedCluster {
    let bench = try Bench()
    for (kind, name, price) in [
      ("accelerators", "board", "{value: 1 kUSD, low: 900 USD, high: 1.2 kUSD"),
      ("switches", "hub", "{value: 300 USD"), ("links", "wire", "{value: 20 USD, high: 30 USD"),
    ] where priced.contains(name) {
      let path = "\(kind)/\(name).yaml"
      let text = try String(contentsOfFile: "\(bench.folder.path)/\(path)", encoding: .utf8)
      try bench.folder.write(path, text + "\nprice: \(price), grade: C, source: a test}\n")
    }
    let catalogue = try TechnologyCatalogue(folders: [bench.folder.path])
    return try ClusterFile.load(
      try Document(
        text: "name: c\naccelerator: {kind: board, count: 4}\ndomains:\n\(Self.star)\n\(rest)\n",
        name: "cluster.yaml"), catalogue: catalogue)
  }

  @Test func `where everything has a price, it is their sum`() throws {
    let cost = ClusterBill(try load(["board", "hub", "wire"])).cost
    // 4 boards, 1 switch, 8 links.
    #expect(cost.total?.value == Dollars(rawValue: 4000 + 300 + 160))
    #expect(cost.total?.low == Dollars(rawValue: 3600 + 300 + 160))
    #expect(cost.total?.high == Dollars(rawValue: 4800 + 300 + 240))
    #expect(cost.missing.isEmpty)
  }

  @Test func `where something has none, it is not determinable, and never zero`() throws {
    let cost = ClusterBill(try load(["board", "wire"])).cost
    #expect(cost.total == nil)
    #expect(cost.known?.value == Dollars(rawValue: 4160))
    #expect(cost.missing == ["hub"])
    let nothing = ClusterBill(try load([])).cost
    #expect(nothing.total == nil && nothing.known == nil)
    #expect(nothing.missing == ["board", "hub", "wire"])
  }

  @Test func `a link at another rate than its price is for has none`() throws {
    let bench = try load(["board", "hub", "wire"])
    #expect(bench.linkKinds.allSatisfy { $0.price.price != nil })
    let slow = try Bench().cluster(
      count: 4,
      domains: Self.star.replacing("link: wire", with: "link: {technology: wire, rate: 50 Gb/s}"))
    #expect(slow.linkKinds.map(\.price.record) == ["wire at 50 Gb/s"])
    #expect(slow.linkKinds[0].price.price == nil)
  }

  @Test func `a price of nothing is refused`() throws {
    let bench = try Bench()
    let path = "switches/hub.yaml"
    let text = try String(contentsOfFile: "\(bench.folder.path)/\(path)", encoding: .utf8)
    for (price, problem) in [
      ("{value: 0 USD, grade: C, source: a test}", "a price is above zero"),
      ("{value: 5, grade: C, source: a test}", "unit"),
      ("{value: 5 W, grade: C, source: a test}", "price"),
      ("{value: 5 USD, grade: C}", "source"),
    ] {
      try bench.folder.write(path, text + "\nprice: \(price)\n")
      let error = #expect(throws: DocumentError.self) {
        try TechnologyCatalogue(folders: [bench.folder.path])
      }
      #expect(error?.keyPath.hasPrefix("price") == true, "\(error?.description ?? "")")
      #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `nor does a record of any other kind cost nothing`() throws {
    for (folder, body) in [
      (
        "modules",
        "form: pluggable\nmedium: fibre\nrate: {value: 1 Gb/s, grade: A, source: a test}\n"
      ), ("circuit-switches", ""),
      (
        "lines", "loss: [{frequency: 1 GHz, value: 1 dB/m, grade: A, source: a test}]\n"
      ),
    ] {
      let bench = try Bench()
      for (price, isRight) in [("1 USD", true), ("0 USD", false)] {
        try bench.folder.write(
          "\(folder)/thing.yaml",
          "name: thing\ntitle: a thing\n\(body)"
            + "price: {value: \(price), grade: C, source: a test}\n")
        let known = try? TechnologyCatalogue(folders: [bench.folder.path])
        #expect((known != nil) == isRight, "\(folder)")
      }
    }
  }

  // 4 x 100 W, a switch of 30 W, and 8 x 2 x 3 pJ/bit x 100 Gb/s: 434.8 W; at pue 2, 869.6 W.
  private static let rest = "pue: 2\nfloor: {rack_pitch: 1 m, accelerators_per_rack: 2}\n"

  @Test(arguments: [
    ("{site: 869 W}", "site", BudgetVerdict.Outcome.exceeded),
    ("{site: 870 W}", "site", .holds),
    ("{rack: 217 W}", "rack", .exceeded),
    ("{rack: 218 W}", "rack", .holds),
    ("{accelerator: 108.6 W}", "accelerator", .exceeded),
    ("{accelerator: 108.8 W}", "accelerator", .holds),
  ])
  func `a budget is held to the busy power`(
    budget: String, scope: String, outcome: BudgetVerdict.Outcome
  ) throws {
    let bill = ClusterBill(try load([], rest: Self.rest + "power_budget: \(budget)"))
    #expect(bill.verdicts.map(\.scope.rawValue) == [scope])
    #expect(bill.verdicts.map(\.outcome) == [outcome])
  }

  @Test func `a budget that only the high end breaks may be exceeded`() throws {
    let module = """
      power_per_end: [{value: 9 W, low: 5 W, high: 12 W, boundary: b, includes: [laser], \
      grade: A, source: a test}]
      """
    // 400 + 30 + 16 modules of 9 W: 574; of 12 W: 622.
    let loaded = try Bench(linkEnergy: module).cluster(
      count: 4, domains: Self.star, rest: "pue: 1\npower_budget: {site: 600 W}")
    let verdict = try #require(ClusterBill(loaded).verdicts.first)
    #expect(verdict.outcome == .mayBeExceeded)
  }

  @Test(arguments: [
    ("{site: 0 W}", "power_budget.site", "above zero"),
    ("{site: 12}", "power_budget.site", "unit"),
    ("{}", "power_budget", "site, rack or accelerator"),
    ("{hall: 1 MW}", "power_budget.hall", "unknown key"),
    ("{rack: 1 kW}", "power_budget.rack", "floor"),
  ])
  func `a budget that says nothing is refused`(
    budget: String, key: String, problem: String
  ) throws {
    let error = #expect(throws: DocumentError.self) {
      try load([], rest: "pue: 1\npower_budget: \(budget)")
    }
    #expect(error?.keyPath == key, "\(error?.description ?? "")")
    #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
  }
}
