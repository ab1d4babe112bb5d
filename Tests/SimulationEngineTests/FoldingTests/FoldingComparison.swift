// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry
import Timelines
import Traffic

@testable import SimulationEngine

extension FoldingCase {
  /// Runs the case with every rank, folded and written out, and folded, and compares all that is kept.
  func report() throws -> FoldingReport {
    var report = FoldingReport()
    report.ranks = program.rankCount
    let graph: FlowGraph
    let plain: (timeline: Timeline, events: EventColumns)
    do {
      graph = try lowered()
    } catch is LoweringError {
      // Where a link is missing, no way may be left.
      return report
    }
    do {
      plain = try run(graph, folding: .off)
    } catch let error as SimulationError {
      if (try? run(graph, folding: .auto)) != nil {
        report.differences = ["\(error), but not folded"]
      }
      return report
    }
    let written = try run(graph, folding: .auto, unfolds: true)
    var sheet = DifferenceSheet(duration: plain.timeline.duration.rawValue)
    sheet.compare(plain.timeline, written.timeline)
    sheet.compare(plain.timeline, plain.events, written.timeline, written.events)
    let folded = try run(graph, folding: .auto)
    sheet.compareFolded(plain.timeline, plain.events, folded.timeline, folded.events)
    report.classes = folded.timeline.folding?.ranks.count ?? 0
    sheet.check(
      report.classes == 0 || folded.timeline.folding?.links == cluster.links.count,
      "links that the classes of links stand for")
    report.differences = sheet.found
    if !sheet.found.isEmpty { report.differences.insert(details(of: graph), at: 0) }
    return report
  }

  /// What people look at first where runs differ.
  private func details(of graph: FlowGraph) -> String {
    "\(graph.rankCount) ranks, \(graph.chunks) chunks, \(transport), \(graph.algorithmsInUse)"
  }
}

/// What differs between two runs of one case.
///
/// Instants agree to 10^-12 of the run: both runs add up the same terms, in another order at links
/// whose shares are fractions, which is some units in the last place for each step.
struct DifferenceSheet {
  private(set) var found: [String] = []
  let duration: Double
  static let rounding = 1e-12

  init(duration: Double) { self.duration = duration }

  mutating func check(_ holds: Bool, _ problem: @autoclosure () -> String) {
    if !holds, found.count < 8 { found.append(problem()) }
  }

  mutating func compare(
    _ name: @autoclosure () -> String, _ a: Double, _ b: Double, scale: Double
  ) {
    check(
      (a - b).magnitude <= Self.rounding * scale || (a.isNaN && b.isNaN),
      "\(name()): \(a), folded \(b)")
  }

  mutating func compare(_ name: String, _ a: [Double], _ b: [Double], scale: Double) {
    check(a.count == b.count, "\(name): \(a.count) values, folded \(b.count)")
    for index in 0..<min(a.count, b.count) {
      compare("\(name)[\(index)]", a[index], b[index], scale: scale)
    }
  }

  // MARK: Totals

  mutating func compare(_ plain: Timeline, _ folded: Timeline) {
    compare("duration", duration, folded.duration.rawValue, scale: duration)
    compare("computing", plain.ranks.computing, folded.ranks.computing, scale: duration)
    compare(
      "communicating", plain.ranks.communicating, folded.ranks.communicating, scale: duration)
    compare("waiting", plain.ranks.waiting, folded.ranks.waiting, scale: duration)
    compare("idle", plain.ranks.idle, folded.ranks.idle, scale: duration)
    compareTotals(plain, folded)
    compareLinks(plain.links, folded.links)
  }

  private mutating func compareTotals(_ plain: Timeline, _ folded: Timeline) {
    let total = plain.ledger.total.rawValue
    check(
      plain.ledger.entries.map(\.component) == folded.ledger.entries.map(\.component),
      "ledger lines")
    for (a, b) in zip(plain.ledger.entries, folded.ledger.entries) {
      compare(
        "\(a.component) static", a.staticEnergy.rawValue, b.staticEnergy.rawValue, scale: total)
      compare(
        "\(a.component) dynamic", a.dynamicEnergy.rawValue, b.dynamicEnergy.rawValue,
        scale: total)
    }
    compareSeries("power", plain.power.energy, folded.power.energy)
    check(plain.power.component == folded.power.component, "components of power")
    let (a, b) = (plain.traffic, folded.traffic)
    check(a.flows == b.flows, "flows: \(a.flows), folded \(b.flows)")
    // Every message is added to one sum: it may round by half a unit in the last place of the sum.
    let added = max(1, Double(a.flows) * Double.ulpOfOne / 2 / Self.rounding)
    let sent = a.bytesSent.rawValue
    compare("bytes sent", sent, b.bytesSent.rawValue, scale: sent * added)
    let received = a.bytesReceived.rawValue
    compare("bytes received", received, b.bytesReceived.rawValue, scale: received * added)
    let crossed = a.linkBytes.rawValue
    compare("link bytes", crossed, b.linkBytes.rawValue, scale: crossed * added)
  }

  private mutating func compareLinks(_ plain: LinkUtilisation, _ folded: LinkUtilisation) {
    let (a, b) = (plain.sortedByLink, folded.sortedByLink)
    check(a.link == b.link, "links in use: \(a.link), folded \(b.link)")
    check(a.name == b.name && a.capacity == b.capacity, "names or capacities of links")
    check(folded.multiplicity.allSatisfy { $0 == 1 }, "a written link stands for several")
    guard a.link == b.link else { return }
    compareSeries("links", a.bytes, b.bytes)
  }

  /// A bin takes what moved between two edges: an instant that is off by its rounding moves as much
  /// of a row from one bin to the next.
  private mutating func compareSeries(_ name: String, _ a: BinnedSeries, _ b: BinnedSeries) {
    compare("\(name) edges", a.edges, b.edges, scale: duration)
    guard a.edges.count == b.edges.count, a.rowCount == b.rowCount else {
      return check(false, "\(name): \(a.rowCount) rows, folded \(b.rowCount)")
    }
    for row in 0..<a.rowCount {
      let total = a.row(row).reduce(0, +)
      let busiest = a.row(row).max() ?? 0
      compare(
        "\(name) row \(row)", Array(a.row(row)), Array(b.row(row)),
        scale: max(total, busiest * Double(a.binCount)))
    }
  }
}

extension LinkUtilisation {
  /// The same rows by number of link.
  var sortedByLink: LinkUtilisation {
    let order = link.indices.sorted { link[$0] < link[$1] }
    return LinkUtilisation(
      link: order.map { link[$0] }, name: order.map { name[$0] },
      capacity: order.map { capacity[$0] },
      bytes: BinnedSeries(
        edges: bytes.edges, amounts: order.flatMap { bytes.row($0) }, rowCount: order.count),
      multiplicity: order.map { multiplicity[$0] })
  }
}
