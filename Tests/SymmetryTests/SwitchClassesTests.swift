// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing

@testable import Symmetry

/// A tree of three levels in planes: spine s of every pod reaches the cores of plane s, and no
/// other.
struct SwitchClassesTests {
  private static let pods = 2
  private static let leaves = 2
  private static let members = 2
  private static let planes = 3
  private static let coresOfPlane = 3

  private struct Planes {
    var sketch: FabricSketch
    /// By pod and plane.
    var spines: [[Int]] = []
    /// By plane.
    var cores: [[Int]] = []
    /// Row of the line from the first pod's first spine to its first core; the way back follows.
    var line = 0
  }

  private static func fabric() -> Planes {
    var made = Planes(sketch: FabricSketch(accelerators: pods * leaves * members))
    let low = (0..<pods * leaves).map { _ in made.sketch.node() }
    made.spines = (0..<pods).map { _ in (0..<planes).map { _ in made.sketch.node() } }
    made.cores = (0..<planes).map { _ in (0..<coresOfPlane).map { _ in made.sketch.node() } }
    for rank in 0..<pods * leaves * members {
      made.sketch.join(rank, low[rank / members], rate: 1, latency: 5)
    }
    for leaf in low.indices {
      for spine in made.spines[leaf / leaves] {
        made.sketch.join(low[leaf], spine, rate: 2, latency: 7)
      }
    }
    made.line = made.sketch.lines.count
    for pod in made.spines {
      for (plane, spine) in pod.enumerated() {
        for core in made.cores[plane] { made.sketch.join(spine, core, rate: 3, latency: 11) }
      }
    }
    return made
  }

  private static func first(_ cluster: Cluster) -> [Int] {
    SwitchClasses(
      cluster.links, (0..<Int32(cluster.links.count)).map { $0 },
      accelerators: cluster.accelerators.count, nodes: cluster.nodes.count
    ).first.map(Int.init)
  }

  @Test func `spines of a pod are one class, and cores of all planes`() {
    let made = Self.fabric()
    let first = Self.first(made.sketch.cluster)
    for pod in made.spines {
      for spine in pod { #expect(first[spine] == pod[0]) }
    }
    for core in made.cores.joined() { #expect(first[core] == made.cores[0][0]) }
    // Leaves have accelerators of their own.
    for leaf in 8..<12 { #expect(first[leaf] == leaf) }
  }

  /// Ways in which the link between a spine and a core may differ from the others.
  enum Change: CaseIterable {
    case missing, slower, longer, dearer, slowerOneWay
  }

  private static func apply(_ change: Change, _ made: inout Planes) {
    let both = made.line..<made.line + 2
    switch change {
    case .missing: made.sketch.lines.removeSubrange(both)
    case .slower: for line in both { made.sketch.lines[line].rate = 1 }
    case .longer: for line in both { made.sketch.lines[line].latency = 12 }
    case .dearer: for line in both { made.sketch.lines[line].energy = 1 }
    case .slowerOneWay: made.sketch.lines[made.line + 1].rate = 1
    }
  }

  // The core at its end is alone, and the two others of its plane are a pair; so are both pods'
  // spines of that plane alone. Planes without the change stay as alike as they were.
  @Test(arguments: Change.allCases)
  func `one core link that differs sets its plane apart and nothing else`(change: Change) {
    var made = Self.fabric()
    Self.apply(change, &made)
    let first = Self.first(made.sketch.cluster)
    for pod in made.spines { #expect(pod.map { first[$0] } == [pod[0], pod[1], pod[1]]) }
    let changed = made.cores[0]
    #expect(changed.map { first[$0] } == [changed[0], changed[1], changed[1]])
    for core in made.cores[1] + made.cores[2] { #expect(first[core] == made.cores[1][0]) }
  }

  @Test func `links of one pod to all cores may be slower and nothing splits`() {
    var made = Self.fabric()
    let pod = Set(made.spines[1])
    for line in made.line..<made.sketch.lines.count
    where pod.contains(made.sketch.lines[line].from) || pod.contains(made.sketch.lines[line].to) {
      made.sketch.lines[line].rate = 1
    }
    let first = Self.first(made.sketch.cluster)
    for pod in made.spines {
      for spine in pod { #expect(first[spine] == pod[0]) }
    }
    for core in made.cores.joined() { #expect(first[core] == made.cores[0][0]) }
  }

  @Test func `all core links one way are one bundle a pod`() {
    let fabric = FabricBundles(Self.fabric().sketch.cluster)
    // Both ways: 8 accelerators, 4 leaves with a bundle of three, 2 pods with one of nine.
    let expected =
      Array(repeating: 1, count: 16) + Array(repeating: 3, count: 8)
      + Array(repeating: 9, count: 4)
    #expect(fabric.linkCount.map(Int.init).sorted() == expected)
  }

  // A message between pods takes a third of each spine and a ninth of each core; the shares that
  // bundles tell are divided evenly over their links, as the router's are.
  @Test(arguments: [nil] + Change.allCases.map(Optional.some))
  func `every way over planes is the router's, link by link`(change: Change?) throws {
    var made = Self.fabric()
    if let change { Self.apply(change, &made) }
    let cluster = made.sketch.cluster
    let fabric = FabricBundles(cluster)
    var ways = Ways(cluster, fabric)
    var router = Router(cluster)
    var hops: [BundleHop] = []
    for from in 0..<cluster.accelerators.count {
      for to in 0..<cluster.accelerators.count where to != from {
        let costs = try #require(ways.find(Int32(from), Int32(to), &hops))
        let route = try router.route(from: GPUID(from), to: GPUID(to))
        #expect((costs.latency - route.latency.rawValue).magnitude <= 1e-12 * costs.latency)
        var expected = [Double](repeating: 0, count: cluster.links.count)
        for hop in route.hops { expected[Int(hop.link.rawValue)] += hop.share }
        var load = [Double](repeating: 0, count: cluster.links.count)
        for (link, bundle) in fabric.bundleOfLink.enumerated() {
          for hop in hops where hop.bundle == bundle {
            load[link] += hop.share / Double(fabric.linkCount[Int(bundle)])
          }
        }
        // The same fractions, multiplied in another order.
        #expect(zip(load, expected).allSatisfy { ($0 - $1).magnitude <= 1e-12 }, "\(from) to \(to)")
      }
    }
  }
}
