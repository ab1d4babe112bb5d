// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// What every cluster must satisfy, whatever its shape.
///
/// Checks return what is wrong in words; a test expects an empty list.
package struct ClusterConformance {
  /// Closed forms of a shape.
  package struct Expectation {
    /// Most hops between two accelerators.
    package var diameter: Int
    /// Directed links, bundles counting as one.
    package var links: Int
    /// From the first half of the accelerators to the second, one way; nil leaves it unchecked.
    package var bisection: BitsPerSecond?
    /// Whether every link has an equal one the other way.
    package var isSymmetric: Bool

    package init(
      diameter: Int, links: Int, bisection: BitsPerSecond?, isSymmetric: Bool = true
    ) {
      self.diameter = diameter
      self.links = links
      self.bisection = bisection
      self.isSymmetric = isSymmetric
    }
  }

  private let cluster: Cluster
  private var violations: [String] = []

  /// Checks tables, symmetry, link count, bisection and the routes of pairs.
  ///
  /// - Parameters:
  ///   - cluster: what to check.
  ///   - expectation: closed forms, or nil to check only what holds for every cluster.
  ///   - stride: checks the routes to every `stride`th accelerator after each source; 1 is all.
  ///   - joins: whether there must be a way from one accelerator to another; where not, there must
  ///     be none.
  /// - Returns: what is wrong, in words; empty where nothing is.
  package static func violations(
    of cluster: Cluster, expecting expectation: Expectation? = nil, everyNth stride: Int = 1,
    joining joins: (_ source: Int, _ destination: Int) -> Bool = { _, _ in true }
  ) -> [String] {
    var check = ClusterConformance(cluster)
    check.tables()
    guard check.violations.isEmpty else { return check.violations }
    let diameter = check.routes(every: stride, joins)
    if let expectation {
      check.expect("links", cluster.links.count, expectation.links)
      check.expect("diameter", diameter, expectation.diameter)
      if expectation.isSymmetric { check.symmetry() }
      if let bisection = expectation.bisection {
        let half = cluster.accelerators.count / 2
        let cut = MaximumFlow.bisection(of: cluster, half: half)
        // Sums of a few thousand rates in another order than the closed form's.
        if (cut - bisection.rawValue).magnitude > 1e-9 * bisection.rawValue {
          check.violations.append("bisection is \(cut) b/s, expected \(bisection.rawValue)")
        }
      }
    }
    return check.violations
  }

  private init(_ cluster: Cluster) { self.cluster = cluster }

  private mutating func expect(_ what: String, _ found: Int, _ expected: Int) {
    if found != expected { violations.append("\(what): \(found), expected \(expected)") }
  }

  /// Every column has one entry a row and every index is in range.
  private mutating func tables() {
    let links = cluster.links
    let nodes = cluster.nodes
    let columns = [
      links.to.count, links.rate.count, links.latency.count, links.dynamicEnergy.count,
      links.staticPower.count, links.technology.count, links.domain.count,
    ]
    for column in columns { expect("a column of links", column, links.count) }
    expect("names of nodes", nodes.name.count, nodes.count)
    expect("distinct names of nodes", Set(nodes.name).count, nodes.count)
    expect("accelerator nodes", nodes.acceleratorCount, cluster.accelerators.count)
    for node in 0..<nodes.count
    where (nodes.kind[node] == .accelerator) != (node < nodes.acceleratorCount) {
      violations.append("node \(node) is out of place: accelerators come first")
    }
    expect("message overheads", cluster.messageOverhead.count, cluster.domains.count)
    expect("reduction flags", cluster.inNetworkReduction.count, cluster.domains.count)
    for link in 0..<min(links.count, columns.min() ?? 0) {
      let ends = [links.from[link], links.to[link]]
      let isWhole =
        ends.allSatisfy { (0..<Int32(nodes.count)).contains($0) } && ends[0] != ends[1]
        && links.rate[link] > .zero && links.rate[link].isFinite && links.latency[link] >= .zero
        && links.dynamicEnergy[link] >= .zero && links.staticPower[link] >= .zero
        && links.technologies.indices.contains(Int(links.technology[link]))
        && cluster.domains.indices.contains(Int(links.domain[link]))
      if !isWhole { violations.append("link \(link) is malformed") }
    }
  }

  private struct Direction: Hashable {
    var from: Int32
    var to: Int32
    var rate: BitsPerSecond
    var energy: JoulesPerBit
    var power: Watts
  }

  /// Latency is left out: a link's far device differs between the two ways.
  private mutating func symmetry() {
    let links = cluster.links
    var balance: [Direction: Int] = [:]
    for link in 0..<links.count {
      let (from, to) = (links.from[link], links.to[link])
      let isUp = from < to
      let key = Direction(
        from: min(from, to), to: max(from, to), rate: links.rate[link],
        energy: links.dynamicEnergy[link], power: links.staticPower[link])
      balance[key, default: 0] += isUp ? 1 : -1
    }
    let lone = balance.values.count { $0 != 0 }
    if lone > 0 { violations.append("\(lone) links have no equal the other way") }
  }

  /// Checks routes and returns the most hops of any.
  private mutating func routes(every stride: Int, _ joins: (Int, Int) -> Bool) -> Int {
    var router = Router(cluster)
    var most = 0
    let count = cluster.accelerators.count
    var balance = [Double](repeating: 0, count: cluster.nodes.count)
    for source in 0..<count {
      for step in Swift.stride(from: 1, to: count, by: stride) {
        let destination = (source + step) % count
        do {
          let route = try router.route(from: GPUID(source), to: GPUID(destination))
          if !joins(source, destination) {
            violations.append("a way leads from \(source) to \(destination)")
          }
          if let wrong = fault(in: route, from: source, to: destination, &balance) {
            violations.append("route \(source) -> \(destination): \(wrong)")
          }
          // Every path of a route has the same number of hops, so the shares sum to it.
          most = max(most, Int(route.hops.reduce(0) { $0 + $1.share }.rounded()))
        } catch {
          if joins(source, destination) { violations.append(error.description) }
        }
        if violations.count > 20 { return most }
      }
    }
    return most
  }

  /// What leaves a node less what enters it: 1 at the source, -1 at the end, 0 between.
  private func fault(
    in route: Route, from source: Int, to destination: Int, _ balance: inout [Double]
  ) -> String? {
    let links = cluster.links
    var last: LinkID?
    for hop in route.hops {
      if let last, hop.link <= last { return "link \(hop.link.rawValue) is used twice" }
      last = hop.link
      guard hop.share > 0, hop.share <= 1 + 1e-12 else { return "a share of \(hop.share)" }
      balance[Int(links.from[Int(hop.link.rawValue)])] += hop.share
      balance[Int(links.to[Int(hop.link.rawValue)])] -= hop.share
    }
    balance[source] -= 1
    balance[destination] += 1
    var isConserved = balance[source].magnitude < 1e-12 && balance[destination].magnitude < 1e-12
    for hop in route.hops {
      for node in [links.from[Int(hop.link.rawValue)], links.to[Int(hop.link.rawValue)]] {
        // A sum of at most a few hundred shares of one: rounding stays far below.
        if balance[Int(node)].magnitude > 1e-12 { isConserved = false }
        balance[Int(node)] = 0
      }
    }
    balance[source] = 0
    balance[destination] = 0
    return isConserved ? nil : "what enters a node does not leave it"
  }
}
