// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Clusters
import Quantities

/// How much of everything a cluster has, on a ruler whose marks are ten times apart.
struct FabricCounts {
  struct Row: Sendable, Hashable {
    let name: String
    let count: Int
  }

  let rows: [Row]
  let injection: String
  let headline: String

  static let width = 560.0
  private static let rowHeight = 17.0
  private static let nameRoom = 300.0

  init(_ cluster: Cluster) {
    let accelerators = cluster.nodes.acceleratorCount
    var rows = [
      Row(name: Count.plural(accelerators, "accelerator"), count: accelerators)
    ]
    let switches = cluster.nodes.kind.count { $0 == .packetSwitch }
    if switches > 0 { rows.append(Row(name: Count.plural(switches, "switch"), count: switches)) }
    let nics = Self.nics(of: cluster)
    if nics > 0 { rows.append(Row(name: Count.plural(nics, "NIC"), count: nics)) }
    let first = "\(Count.of(accelerators, "accelerator")) (\(cluster.accelerators.name))"
    let others = rows.dropFirst().map { "\(Count.text($0.count)) \($0.name)" }
    headline = ([first] + others).joined(separator: ", ")
    let pairs = Self.pairs(of: cluster)
    for (technology, count) in zip(cluster.links.technologies, pairs) {
      let medium = technology.isOptical ? "light" : "copper"
      if count.pairs > 0 {
        rows.append(
          Row(
            name: "\(Count.plural(count.pairs, "link")) of \(technology.name) (\(medium))",
            count: count.pairs))
      }
      if count.single > 0 {
        rows.append(
          Row(
            name: "one-way \(Count.plural(count.single, "link")) of \(technology.name) (\(medium))",
            count: count.single))
      }
    }
    self.rows = rows
    injection = Self.injection(of: cluster)
  }

  var height: Double { Double(rows.count + 2) * Self.rowHeight + 14 }

  /// NICs that are nodes, or those that stand in front of accelerators as devices.
  private static func nics(of cluster: Cluster) -> Int {
    let nodes = cluster.nodes.kind.count { $0 == .nic }
    guard nodes == 0 else { return nodes }
    // A server's figure may cover its NICs too; it covers its processors with them.
    return cluster.devices.filter { $0.includes.contains("nic") && !$0.includes.contains("cpu") }
      .reduce(0) { $0 + $1.count }
  }

  /// Links both ways and one way, by technology.
  private static func pairs(of cluster: Cluster) -> [(pairs: Int, single: Int)] {
    struct Ends: Hashable {
      let low: Int32
      let high: Int32
      let technology: Int32
    }
    var found: [Ends: (up: Int, down: Int)] = [:]
    let links = cluster.links
    for link in 0..<links.count {
      let (from, to) = (links.from[link], links.to[link])
      let ends = Ends(low: min(from, to), high: max(from, to), technology: links.technology[link])
      if from < to {
        found[ends, default: (0, 0)].up += 1
      } else {
        found[ends, default: (0, 0)].down += 1
      }
    }
    var counts = links.technologies.map { _ in (pairs: 0, single: 0) }
    // Sums do not depend on the order.
    for (ends, count) in found {
      counts[Int(ends.technology)].pairs += min(count.up, count.down)
      counts[Int(ends.technology)].single += abs(count.up - count.down)
    }
    return counts
  }

  /// What all accelerators can send at once, by domain too where there are several.
  private static func injection(of cluster: Cluster) -> String {
    var byDomain = cluster.domains.map { _ in BitsPerSecond.zero }
    let links = cluster.links
    for link in 0..<links.count where links.from[link] < cluster.nodes.acceleratorCount {
      byDomain[Int(links.domain[link])] += links.rate[link]
    }
    let total = byDomain.reduce(BitsPerSecond.zero, +)
    let parts = zip(cluster.domains, byDomain).filter { $0.1 > .zero }.map { "\($0.0) \($0.1)" }
    return "Injection of all accelerators, one way: \(total)"
      + (parts.count > 1 ? " (\(parts.joined(separator: ", ")))" : "")
  }

  // MARK: Drawing

  /// A power of ten, short: 100, 1k, 10k.
  private static func mark(_ decade: Int) -> String {
    let prefixes = ["", "k", "M", "G"]
    return "1" + String(repeating: "0", count: decade % 3)
      + prefixes[min(decade / 3, prefixes.count - 1)]
  }

  func draw(left: Double, top: Double, into markup: inout Markup) {
    let start = left + Self.nameRoom
    let decades = max(1, (rows.map(\.count).max() ?? 1).description.count)
    let step = (Self.width - Self.nameRoom - 60) / Double(decades)
    let bottom = top + Double(rows.count + 1) * Self.rowHeight
    markup.begin("g", ["font-size": "12"])
    markup.add(
      "text",
      [
        "class": "ink", "x": Markup.pixels(left), "y": Markup.pixels(top + 4), "font-weight": "600",
      ], content: "Counts")
    for decade in 0...decades {
      let x = Markup.pixels(start + Double(decade) * step)
      markup.add(
        "line",
        [
          "class": "rule", "x1": x, "x2": x, "y1": Markup.pixels(top + 8),
          "y2": Markup.pixels(bottom),
        ])
      markup.add(
        "text",
        [
          "class": "quiet", "x": x, "y": Markup.pixels(bottom + 14), "font-size": "10",
          "text-anchor": "middle",
        ], content: Self.mark(decade))
    }
    for (place, row) in rows.enumerated() {
      let y = top + Double(place + 1) * Self.rowHeight + 4
      let length = Logarithm.natural(Double(max(1, row.count))) / Logarithm.natural(10) * step
      markup.add(
        "text",
        [
          "class": "ink", "x": Markup.pixels(start - 10), "y": Markup.pixels(y),
          "text-anchor": "end",
        ], content: row.name)
      markup.add(
        "rect",
        [
          "class": "bar", "x": Markup.pixels(start), "y": Markup.pixels(y - 9),
          "width": Markup.pixels(max(2, length)), "height": "9",
        ])
      markup.add(
        "text",
        ["class": "ink", "x": Markup.pixels(start + max(2, length) + 6), "y": Markup.pixels(y)],
        content: Count.text(row.count))
    }
    markup.end()
  }
}
