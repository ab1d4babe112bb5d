// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Hops and shortest paths from any node of a whole grid to one of them, without a search.
///
/// Along each dimension the way is the shorter one around, or one hop where everyone is joined;
/// the hops of the dimensions may be taken in any order, which makes the multinomial coefficient
/// of them, twice as many for each dimension in which both ways around are as short.
struct GridDistance: Sendable {
  let target: Int32
  private let nodes: NodeGrid
  private let coordinates: [Int]
  private let sheet: Int

  /// Nil where the target is not on a grid whose distances are known.
  init?(to target: Int32, on nodes: NodeGrid?) {
    guard let nodes, nodes.isMeasurable, let position = nodes.position(of: target) else {
      return nil
    }
    self.target = target
    self.nodes = nodes
    coordinates = nodes.grid.coordinates(of: position)
    sheet = nodes.sheet(of: target)
  }

  func hasEntry(_ node: Int32) -> Bool {
    nodes.nodes.contains(node) && nodes.sheet(of: node) == sheet
  }

  /// Links to the target, or -1.
  func hops(from node: Int32) -> Int32 {
    guard hasEntry(node) else { return -1 }
    var sum = 0
    each(node) { sum += $0.hops }
    return Int32(sum)
  }

  /// Shortest paths to the target.
  func paths(from node: Int32) -> Double {
    guard hasEntry(node) else { return 0 }
    var sum = 0
    var paths = 1.0
    each(node) { hops, ways in
      // The binomial coefficient of the hops so far and these, factor by factor: each product is
      // whole, so that it is exact as long as it is below 2⁵³.
      for hop in 0..<hops { paths = paths * Double(sum + hop + 1) / Double(hop + 1) }
      sum += hops
      paths *= ways
    }
    return paths
  }

  /// Hops along each dimension, and the ways around that have so many.
  private func each(_ node: Int32, _ body: ((hops: Int, ways: Double)) -> Void) {
    var rest = Int(node - nodes.first) % nodes.grid.count
    for (size, goal) in zip(nodes.grid.dimensions, coordinates) {
      let distance = (rest % size - goal).magnitude
      rest /= size
      switch nodes.grid.joining {
      case .neighbours: body((Int(distance), 1))
      case .everyone: body((distance == 0 ? 0 : 1, 1))
      case .around:
        let other = size - Int(distance)
        let isTie = distance > 0 && Int(distance) == other && size > 2
        body((distance == 0 ? 0 : min(Int(distance), other), isTie ? 2 : 1))
      }
    }
  }
}
