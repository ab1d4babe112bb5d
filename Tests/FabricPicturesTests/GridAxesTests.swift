// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FabricPictures

@Suite struct GridAxesTests {
  /// Edges of a grid whose first coordinate varies fastest, built coordinate by coordinate.
  private func torus(_ extents: [Int]) -> [Quotient.Edge] {
    let count = extents.reduce(1, *)
    var edges: [Quotient.Edge] = []
    var stride = 1
    for extent in extents {
      for vertex in 0..<count {
        let place = vertex / stride % extent
        let next = vertex + ((place + 1) % extent - place) * stride
        if next != vertex { edges.append(Quotient.Edge(Int32(vertex), Int32(next))) }
      }
      stride *= extent
    }
    return Array(Set(edges)).sorted()
  }

  @Test(arguments: [[4, 6], [3, 5, 4], [16, 16, 16]])
  func `a torus has its extents and goes around on every axis`(extents: [Int]) {
    let axes = GridAxes(count: extents.reduce(1, *), edges: torus(extents)).axes
    #expect(axes.map(\.extent) == extents)
    // Three around is also each to each.
    #expect(axes.map(\.pattern) == extents.map { $0 == 3 ? .everyPair : .ring })
  }

  @Test func `a hypercube of 64 has six axes of two`() {
    let edges = (0..<64).flatMap { a in
      (0..<6).map { Quotient.Edge(Int32(a), Int32(a ^ 1 << $0)) }
    }
    let axes = GridAxes(count: 64, edges: Array(Set(edges)).sorted()).axes
    #expect(axes.map(\.extent) == [2, 2, 2, 2, 2, 2])
    #expect(axes.allSatisfy { $0.pattern == .line })
  }

  @Test func `a ring, a line and a full mesh have one axis each`() {
    let ring = (0..<8).map { Quotient.Edge(Int32($0), Int32(($0 + 1) % 8)) }
    #expect(GridAxes(count: 8, edges: ring).axes == [.init(extent: 8, pattern: .ring)])
    #expect(GridAxes(count: 8, edges: ring.dropLast()).axes == [.init(extent: 8, pattern: .line)])
    let mesh = (0..<8).flatMap { a in (0..<a).map { Quotient.Edge(Int32(a), Int32($0)) } }
    #expect(GridAxes(count: 8, edges: mesh).axes == [.init(extent: 8, pattern: .everyPair)])
  }

  @Test func `groups of a dragonfly are complete blocks, a ring has none`() {
    // Three groups of four, each pair of groups joined once.
    var edges = (0..<12).flatMap { a in
      (0..<a).filter { $0 / 4 == a / 4 }.map { Quotient.Edge(Int32(a), Int32($0)) }
    }
    edges += [Quotient.Edge(0, 5), Quotient.Edge(1, 10), Quotient.Edge(6, 11)]
    #expect(GridAxes.completeBlocks(count: 12, edges: edges) == 4)
    let ring = (0..<12).map { Quotient.Edge(Int32($0), Int32(($0 + 1) % 12)) }
    #expect(GridAxes.completeBlocks(count: 12, edges: ring) == nil)
    // Eight around, each joined to the three next: any four in a row are complete by chance.
    let chords = (0..<8).flatMap { a in
      (1...3).map { Quotient.Edge(Int32(a), Int32((a + $0) % 8)) }
    }
    #expect(GridAxes.completeBlocks(count: 8, edges: chords.sorted()) == nil)
  }
}
