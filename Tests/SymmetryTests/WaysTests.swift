// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing
import Traffic

@testable import Symmetry

/// What bundles say of ways is what the router says, link by link.
struct WaysTests {
  private static let seeds: Range<UInt64> = 0..<30
  /// Latencies and shares are sums of the same terms in another order.
  private static let rounding = 1e-12

  private func load(
    _ hops: [BundleHop], _ fabric: FabricBundles
  ) -> [Int: Double] {
    var load: [Int: Double] = [:]
    for (link, bundle) in fabric.bundleOfLink.enumerated() {
      for hop in hops where hop.bundle == bundle {
        load[link, default: 0] += hop.share / Double(fabric.linkCount[Int(bundle)])
      }
    }
    return load
  }

  /// A fabric, and what goes on deciding.
  private static func draw(
    _ shape: RandomFabric, _ seed: UInt64
  ) throws -> (Cluster, FabricBundles, SeededGenerator) {
    var random = SeededGenerator(seed: seed)
    let cluster = try shape.cluster(&random, breaks: seed % 3 == 2)
    return (cluster, FabricBundles(cluster), random)
  }

  private func differs(_ a: [Int: Double], _ b: [Int: Double]) -> Bool {
    a.keys.sorted() != b.keys.sorted()
      || a.contains { ($0.value - (b[$0.key] ?? 0)).magnitude > Self.rounding * $0.value }
  }

  @Test(arguments: RandomFabric.allCases)
  func `a way is the router's`(shape: RandomFabric) throws {
    var compared = 0
    var problems: [String] = []
    func check(_ holds: Bool, _ problem: String) { if !holds { problems.append(problem) } }
    for seed in Self.seeds {
      let (cluster, fabric, drawn) = try Self.draw(shape, seed)
      var random = drawn
      var ways = Ways(cluster, fabric)
      var router = Router(cluster)
      var way: [BundleHop] = []
      for _ in 0..<12 {
        let from = Int.random(in: 0..<cluster.accelerators.count, using: &random)
        let to = Int.random(in: 0..<cluster.accelerators.count, using: &random)
        let place = "\(shape) \(seed): \(from) to \(to)"
        let costs = ways.find(Int32(from), Int32(to), &way)
        guard let route = try? router.route(from: GPUID(from), to: GPUID(to)) else {
          check(costs == nil, "\(place) has no way")
          continue
        }
        guard let costs else {
          check(false, "\(place) has a way")
          continue
        }
        compared += 1
        let expected = Dictionary(
          uniqueKeysWithValues: route.hops.map { (Int($0.link.rawValue), $0.share) })
        check(!differs(expected, load(way, fabric)), "\(place): \(route), not \(way)")
        let latency = route.latency.rawValue
        check((costs.latency - latency).magnitude <= Self.rounding * latency, "\(place): latency")
        check(costs.overhead == route.overhead.rawValue, "\(place): overhead")
        check(Int(costs.domain) == route.domain, "\(place): domain")
      }
    }
    #expect(problems.isEmpty, "\(problems.count) problems: \(problems.prefix(3))")
    #expect(compared >= Self.seeds.count * 10)
  }

  @Test(arguments: RandomFabric.allCases)
  func `an aggregation loads what the router's tree says`(shape: RandomFabric) throws {
    let movements: [[Aggregation.Movement]] = [
      [.allReduce], [.reduceScatter, .allGather], [.broadcast], [.reduce], [.reduceScatter],
    ]
    var compared = 0
    var problems: [String] = []
    func check(_ holds: Bool, _ problem: String) { if !holds { problems.append(problem) } }
    for seed in Self.seeds {
      let (cluster, fabric, drawn) = try Self.draw(shape, seed)
      var random = drawn
      var ways = Ways(cluster, fabric)
      let router = Router(cluster)
      let all = (0..<Int32(cluster.accelerators.count)).map { $0 }
      guard all.count > 1 else { continue }
      for chosen in movements {
        let size = Int.random(in: 2...all.count, using: &random)
        let group = Array(all.shuffled(using: &random).prefix(size))
        let aggregation = Aggregation(
          chosen, memberCount: size, blockCount: size,
          root: Int.random(in: 0..<size, using: &random))
        let place = "\(shape) \(seed): \(chosen) of \(group)"
        let line = LineTree.find(aggregation, group, &ways)
        guard let tree = try? router.aggregationTree(of: group.map { GPUID(Int($0)) }) else {
          check(line == nil, "\(place) has no tree")
          continue
        }
        guard let line else {
          // Where the router takes the first of several switches, links of a bundle differ.
          check(fabric.linkCount.contains { $0 > 1 }, "\(place) has a tree")
          continue
        }
        compared += 1
        let expected = Dictionary(
          uniqueKeysWithValues: aggregation.hops(over: tree).map {
            (Int($0.link.rawValue), $0.share)
          })
        check(!differs(expected, load(line.hops, fabric)), "\(place): loads")
        let latency = tree.latency.rawValue * Double(aggregation.passes)
        check(
          (line.costs.latency - latency).magnitude <= Self.rounding * latency, "\(place): latency")
        check(line.costs.overhead == tree.overhead.rawValue, "\(place): overhead")
        check(line.efficiency == tree.efficiency, "\(place): efficiency")
      }
    }
    #expect(problems.isEmpty, "\(problems.count) problems: \(problems.prefix(3))")
    // Rings and meshes have no switches.
    if ![.ring, .podRing, .mesh, .twoHops, .torus, .uniform].contains(shape) {
      #expect(compared >= Self.seeds.count * 2)
    }
  }
}
