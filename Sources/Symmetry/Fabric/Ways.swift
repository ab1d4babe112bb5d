// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// A bundle that a flow uses, and how much of the flow crosses it.
struct BundleHop: Hashable {
  var bundle: Int32
  /// Over all links of the bundle together.
  var share: Double
}

/// What a way costs besides its links.
struct WayCosts: Hashable {
  var latency: Double
  var overhead: Double
  /// The outermost domain crossed.
  var domain: Int32
}

/// The ways between accelerators, over bundles.
///
/// On a tree a way is found by climbing; elsewhere the router is asked once for each pair.
struct Ways {
  let fabric: FabricBundles
  private let links: LinkTable
  private let overhead: [Double]
  private let cluster: Cluster
  private var router: Router?

  // Answers of the router.
  private var rows: [UInt64: Int32] = [:]
  /// Rows are mostly asked for again in the order in which they were found: by row, its far end and
  /// the next row of the same near end; by near end, the row that is expected.
  private var far: [Int32] = []
  private var next: [Int32] = []
  private var firstRow: [Int32] = []
  private var lastRow: [Int32] = []
  private var expected: [Int32] = []
  private var start: [Int32] = [0]
  private var hops: [BundleHop] = []
  private var costs: [WayCosts] = []
  private var downward: [Int32] = []

  /// Hops that are kept of the router's answers: more would take longer than simulating.
  private static let mostHops = 1 << 25

  init(_ cluster: Cluster, _ fabric: FabricBundles) {
    self.fabric = fabric
    self.cluster = cluster
    links = cluster.links
    overhead = cluster.messageOverhead.map(\.rawValue)
  }

  /// The hops of the way from one accelerator to another, into `way`.
  ///
  /// - Returns: the costs; nil where no way leads there, or there are too many ways to keep.
  @inline(__always)
  mutating func find(_ from: Int32, _ to: Int32, _ way: inout [BundleHop]) -> WayCosts? {
    way.removeAll(keepingCapacity: true)
    guard from != to else { return WayCosts(latency: 0, overhead: 0, domain: 0) }
    guard case .tree(let tree) = fabric.levels[fabric.level(from, to)] else {
      return route(from, to, &way)
    }
    var (low, high) = (from, to)
    downward.removeAll(keepingCapacity: true)
    while low != high {
      if tree.depth[Int(low)] >= tree.depth[Int(high)] {
        guard tree.parent[Int(low)] >= 0 else { return nil }
        way.append(BundleHop(bundle: tree.up[Int(low)], share: 1))
        low = tree.parent[Int(low)]
      } else {
        downward.append(tree.down[Int(high)])
        high = tree.parent[Int(high)]
      }
    }
    for bundle in downward.reversed() { way.append(BundleHop(bundle: bundle, share: 1)) }
    return costs(of: way)
  }

  /// Of a way over a tree, in its order.
  func costs(of way: [BundleHop]) -> WayCosts {
    var latency = 0.0
    var domain: Int32 = 0
    for hop in way {
      let link = Int(fabric.firstLink[Int(hop.bundle)])
      latency += links.latency[link].rawValue
      domain = max(domain, links.domain[link])
    }
    return WayCosts(latency: latency, overhead: overhead[Int(domain)], domain: domain)
  }

  private mutating func route(
    _ from: Int32, _ to: Int32, _ way: inout [BundleHop]
  ) -> WayCosts? {
    if let row = row(from, to) {
      way += hops[Int(start[Int(row)])..<Int(start[Int(row) + 1])]
      return costs[Int(row)]
    }
    if router == nil { router = Router(cluster) }
    guard hops.count < Self.mostHops,
      let route = try? router?.route(from: GPUID(Int(from)), to: GPUID(Int(to)))
    else { return nil }
    for hop in route.hops {
      way.append(
        BundleHop(bundle: fabric.bundleOfLink[Int(hop.link.rawValue)], share: hop.share))
    }
    remember(from, to)
    hops += way
    start.append(Int32(hops.count))
    let cost = WayCosts(
      latency: route.latency.rawValue, overhead: route.overhead.rawValue,
      domain: Int32(route.domain))
    costs.append(cost)
    return cost
  }

  /// The row of an answer that is known.
  private mutating func row(_ from: Int32, _ to: Int32) -> Int32? {
    guard !expected.isEmpty else { return nil }
    let guess = expected[Int(from)]
    if guess >= 0, far[Int(guess)] == to {
      advance(from, after: guess)
      return guess
    }
    guard let row = rows[Self.key(from, to)] else { return nil }
    advance(from, after: row)
    return row
  }

  private mutating func advance(_ from: Int32, after row: Int32) {
    expected[Int(from)] = next[Int(row)] >= 0 ? next[Int(row)] : firstRow[Int(from)]
  }

  /// Files the row that comes next.
  private mutating func remember(_ from: Int32, _ to: Int32) {
    if expected.isEmpty {
      expected = [Int32](repeating: -1, count: cluster.accelerators.count)
      firstRow = expected
      lastRow = expected
    }
    let row = Int32(costs.count)
    rows[Self.key(from, to)] = row
    far.append(to)
    next.append(-1)
    if lastRow[Int(from)] >= 0 {
      next[Int(lastRow[Int(from)])] = row
    } else {
      firstRow[Int(from)] = row
    }
    lastRow[Int(from)] = row
    expected[Int(from)] = firstRow[Int(from)]
  }

  private static func key(_ from: Int32, _ to: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
  }

  /// The router's own tree of an aggregation, hops in order of links.
  mutating func aggregationTree(of members: [GPUID]) -> AggregationTree? {
    if router == nil { router = Router(cluster) }
    return try? router?.aggregationTree(of: members)
  }

  func latency(of bundle: Int32) -> Double {
    links.latency[Int(fabric.firstLink[Int(bundle)])].rawValue
  }

  func overhead(atLevel level: Int) -> Double { overhead[min(level, overhead.count - 1)] }

  func reductionEfficiency(atLevel level: Int) -> Double {
    let reductions = cluster.inNetworkReduction
    return level < reductions.count ? reductions[level]?.efficiency ?? 1 : 1
  }

  /// The level whose tree a bundle is on: of nested domains, the domain; a graph has one level.
  func levelOfBundle(_ bundle: Int32) -> Int {
    fabric.blocks.isEmpty ? 0 : Int(links.domain[Int(fabric.firstLink[Int(bundle)])])
  }

  func bundle(of link: LinkID) -> Int32 { fabric.bundleOfLink[Int(link.rawValue)] }
}
