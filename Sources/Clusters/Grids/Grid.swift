// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Positions at whole coordinates, and which of them are joined.
///
/// Positions are numbered with the first coordinate running fastest.
package struct Grid: Sendable, Hashable {
  /// How the positions of one line along a dimension are joined.
  package enum Joining: Sendable, Hashable {
    /// Each to the next: a mesh.
    case neighbours
    /// Each to the next, and the last to the first: a torus. Two positions are one pair.
    case around
    /// Each to every other: HyperX, flattened butterfly.
    case everyone
  }

  /// Going around one dimension shifts another coordinate: a twisted torus.
  package struct Twist: Sendable, Hashable {
    /// The dimension that is gone around.
    package var around: Int
    /// The dimension whose coordinate changes, and by how much when going up.
    package var shifts: Int
    package var by: Int

    package init(around: Int, shifts: Int, by: Int) {
      self.around = around
      self.shifts = shifts
      self.by = by
    }
  }

  /// Positions along each dimension, 1 or more.
  package var dimensions: [Int]
  package var joining: Joining
  package var twists: [Twist]

  package init(_ dimensions: [Int], _ joining: Joining, twists: [Twist] = []) {
    self.dimensions = dimensions
    self.joining = joining
    self.twists = twists
  }

  package var count: Int { dimensions.reduce(1, *) }

  /// Neighbours of a position that has all of them.
  package var degree: Int {
    dimensions.reduce(0) { sum, size in
      switch joining {
      case .neighbours, .around: sum + min(size - 1, 2)
      case .everyone: sum + size - 1
      }
    }
  }

  package func coordinates(of position: Int) -> [Int] {
    var rest = position
    return dimensions.map { size in
      defer { rest /= size }
      return rest % size
    }
  }

  package func position(at coordinates: [Int]) -> Int {
    var position = 0
    for (size, coordinate) in zip(dimensions, coordinates).reversed() {
      position = position * size + coordinate
    }
    return position
  }

  /// The positions that links lead to from one, each once: dimension by dimension, up before down.
  package func neighbours(of position: Int) -> [(position: Int, dimension: Int)] {
    let here = coordinates(of: position)
    var found: [(position: Int, dimension: Int)] = []
    for (dimension, size) in dimensions.enumerated() where size > 1 {
      for coordinate in steps(from: here[dimension], of: size) {
        var there = here
        there[dimension] = (coordinate + size) % size
        for twist in twists where twist.around == dimension && coordinate != there[dimension] {
          let length = dimensions[twist.shifts]
          let shift = coordinate < 0 ? -twist.by : twist.by
          there[twist.shifts] = ((there[twist.shifts] + shift) % length + length) % length
        }
        let number = self.position(at: there)
        if !found.contains(where: { $0.position == number }) { found.append((number, dimension)) }
      }
    }
    return found
  }

  /// Coordinates along a dimension that are joined to one; -1 and `size` are beyond its ends.
  private func steps(from coordinate: Int, of size: Int) -> [Int] {
    switch joining {
    case .everyone:
      return (0..<size).filter { $0 != coordinate }
    case .neighbours:
      return [coordinate + 1, coordinate - 1].filter { (0..<size).contains($0) }
    case .around:
      // Both ways around a line of two are the same, but for a twist.
      let isTwisted = size == 2 && twists.contains { dimensions[$0.around] == 2 }
      return size == 2 && !isTwisted ? [1 - coordinate] : [coordinate + 1, coordinate - 1]
    }
  }

  /// Whether a link between two neighbours leaves a block, or goes around.
  ///
  /// - Parameters:
  ///   - block: positions of a block along each dimension.
  ///   - position: where the link starts.
  ///   - other: where it ends.
  /// - Returns: true for a trunk.
  func leavesBlock(of block: [Int], from position: Int, to other: Int) -> Bool {
    let (here, there) = (coordinates(of: position), coordinates(of: other))
    let changed = here.indices.filter { here[$0] != there[$0] }
    return changed.count > 1
      || changed.contains {
        abs(here[$0] - there[$0]) > 1 || here[$0] / block[$0] != there[$0] / block[$0]
      }
  }
}
