// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

/// A shape with its closed forms, worked out by hand.
struct GridForm: Sendable, CustomTestStringConvertible {
  var shape: String
  var count: Int
  var diameter: Int
  var links: Int
  /// Links from the first half of the accelerators to the second; nil where that is no even cut.
  var bisection: Int?

  var testDescription: String { shape }
}

@Suite struct GridShapeTests {
  static let forms = [
    // k-ary n-tori: 2n links a node, one less for a dimension of two; half of each dimension as
    // diameter; the last dimension is cut twice.
    GridForm(shape: "torus, dimensions: [4, 4]", count: 16, diameter: 4, links: 64, bisection: 8),
    GridForm(shape: "torus, dimensions: [3, 4]", count: 12, diameter: 3, links: 48, bisection: 6),
    GridForm(shape: "torus, dimensions: [2, 4]", count: 8, diameter: 3, links: 24, bisection: 4),
    GridForm(
      shape: "torus, dimensions: [4, 4, 4]", count: 64, diameter: 6, links: 384, bisection: 32),
    GridForm(shape: "torus, dimensions: [5]", count: 5, diameter: 2, links: 10),
    // Meshes: k-1 pairs a line.
    GridForm(shape: "mesh, dimensions: [4, 4]", count: 16, diameter: 6, links: 48, bisection: 4),
    GridForm(shape: "mesh, dimensions: [3, 4]", count: 12, diameter: 5, links: 34, bisection: 3),
    // Hypercubes: log2 N links a node, and as many hops; N/2 pairs cross.
    GridForm(shape: "hypercube, size: 16", count: 16, diameter: 4, links: 64, bisection: 8),
    GridForm(shape: "hypercube, size: 2", count: 2, diameter: 1, links: 2, bisection: 1),
    // The twisted torus of 2a x a has diameter a where the plain one has a + a/2.
    GridForm(
      shape: "twisted-torus, dimensions: [8, 4], twist: [{around: 1, shifts: 0, by: 4}]",
      count: 32, diameter: 4, links: 128),
    GridForm(shape: "torus, dimensions: [8, 4]", count: 32, diameter: 6, links: 128, bisection: 16),
    // HyperX: two hops of accelerators and one a dimension; k/2 * k/2 links cross in every line.
    GridForm(
      shape: "hyperx, dimensions: [2, 4], terminals: 4, switch: hub", count: 32, diameter: 4,
      links: 2 * 32 + 8 * 4, bisection: 2 * 4),
    GridForm(
      shape: "hyperx, dimensions: [2, 2], widths: [1, 2], terminals: 4, switch: hub", count: 16,
      diameter: 4, links: 2 * 16 + 4 * 2, bisection: 2 * 2),
    // k-ary n-flats: k to the power n accelerators, n hops between switches less one.
    GridForm(
      shape: "flattened-butterfly, radix: 2, flat: 3, switch: hub", count: 8, diameter: 4,
      links: 2 * 8 + 4 * 2, bisection: 2),
    GridForm(
      shape: "flattened-butterfly, radix: 4, flat: 2, switch: hub", count: 16, diameter: 3,
      links: 2 * 16 + 4 * 3, bisection: 4),
  ]

  @Test(arguments: forms)
  func `a grid has the nodes, links, diameter and bisection of its closed form`(
    form: GridForm
  ) throws {
    let cluster = try Self.cluster(form).cluster
    let expected = ClusterConformance.Expectation(
      diameter: form.diameter, links: form.links,
      bisection: form.bisection.map { .gigabitsPerSecond(100 * Double($0)) })
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
  }

  @Test(arguments: forms)
  func `distances in closed form lead the same ways as a search`(form: GridForm) throws {
    let cluster = try Self.cluster(form).cluster
    var searched = cluster
    searched.domainRouting = []
    var quick = Router(cluster)
    var plain = Router(searched)
    for source in 0..<form.count {
      for destination in 0..<form.count {
        let one = try quick.route(from: GPUID(source), to: GPUID(destination))
        let other = try plain.route(from: GPUID(source), to: GPUID(destination))
        #expect(one == other)
      }
    }
  }

  @Test func `groups stand at the positions of a torus, place beside place`() throws {
    let loaded = try Bench().cluster(
      count: 18,
      domains: """
          - {name: in, shape: switch, size: 2, link: wire, switch: hub, count: 1}
          - {name: out, shape: torus, dimensions: [3, 3], link: wire, count: 1}
        """)
    // 2 links each inside; 4 neighbours for each of 18.
    let expected = ClusterConformance.Expectation(
      diameter: 2 + 2, links: 2 * 18 + 4 * 18, bisection: nil)
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test func `an accelerator shares its links among its neighbours`() throws {
    // The board has 4 ports of wire: two for each neighbour around a ring.
    let ring = try Bench().cluster(
      count: 4, domains: "  - {name: r, shape: ring, size: 4, link: wire, length: 1 m}")
    #expect(ring.cluster.links.rate.allSatisfy { $0 == .gigabitsPerSecond(200) })
    // With one neighbour all four go there.
    let pair = try Bench().cluster(
      count: 2, domains: "  - {name: r, shape: ring, size: 2, link: wire, length: 1 m}")
    #expect(pair.cluster.links.rate.allSatisfy { $0 == .gigabitsPerSecond(400) })
  }

  @Test(arguments: [
    ("{name: t, shape: torus, size: 15, dimensions: [4, 4], link: wire, count: 1}", "16 positions"),
    ("{name: t, shape: torus, link: wire, count: 1}", "\"dimensions\" is missing"),
    ("{name: t, shape: torus, dimensions: [], link: wire, count: 1}", "lists no dimension"),
    ("{name: t, shape: torus, dimensions: [4, 0], link: wire, count: 1}", "1 to"),
    ("{name: t, shape: full-mesh, size: 16, link: wire}", "15 neighbours and 4 such links"),
    ("{name: t, shape: hypercube, size: 12, link: wire, count: 1}", "a power of two"),
    (
      "{name: t, shape: twisted-torus, dimensions: [4, 4], link: wire, count: 1, twist: [{around: 1, shifts: 1, by: 2}]}",
      "needs two"
    ),
    (
      "{name: t, shape: twisted-torus, dimensions: [4, 4], link: wire, count: 1, twist: [{around: 1, shifts: 0, by: 4}]}",
      "1 to 3"
    ),
    (
      "{name: t, shape: hyperx, dimensions: [8], terminals: 2, link: wire, switch: hub, count: 1}",
      "8 ports"
    ),
    (
      "{name: t, shape: hyperx, dimensions: [4], terminals: 4, widths: [1, 1], link: wire, switch: hub, count: 1}",
      "one for each"
    ),
    (
      "{name: t, shape: hyperx, dimensions: [4], terminals: 4, size: 15, link: wire, switch: hub, count: 1}",
      "leave size out"
    ),
    ("{name: t, shape: mesh, dimensions: [16], link: wire, count: 1, trunk: wire}", "no such link"),
  ])
  func `a grid that cannot be is refused`(domain: String, reason: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try Bench().cluster(count: 16, domains: "  - \(domain)", rest: "pue: 1.0")
    }
    #expect(error.description.contains(reason))
  }

  static func cluster(_ form: GridForm, routing: String = "minimal") throws -> LoadedCluster {
    try Bench().cluster(
      count: form.count,
      domains: """
          - {name: grid, shape: \(form.shape), link: wire, count: 1, length: 1 m, routing: \(routing)}
        """)
  }
}
