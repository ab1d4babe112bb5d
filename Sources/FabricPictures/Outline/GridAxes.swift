// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The axes of a fabric whose numbers are coordinates, the first varying fastest.
///
/// A fabric has such axes where every link changes one coordinate alone: a torus, a mesh, a
/// hypercube, a HyperX. Extents are the smallest divisors for which that holds, so they are found
/// whatever the shape is called.
struct GridAxes: Sendable, Hashable {
  /// Along one axis.
  enum Pattern: Sendable, Hashable {
    /// Each is joined to the next, and the last to the first.
    case ring
    /// Each is joined to the next.
    case line
    /// Each is joined to every other.
    case everyPair
    case other
  }

  struct Axis: Sendable, Hashable {
    let extent: Int
    let pattern: Pattern
  }

  let axes: [Axis]

  /// - Parameters:
  ///   - count: vertices, numbered from 0.
  ///   - edges: among them, each once.
  ///   - known: extents, where somebody knows them.
  init(count: Int, edges: [Quotient.Edge], extents known: [Int]? = nil) {
    var stride = 1
    var axes: [Axis] = []
    while stride < count {
      let rest = count / stride
      let divisors = (2...rest).lazy.filter { rest.isMultiple(of: $0) }
      let extent =
        known.map { $0[axes.count] } ?? divisors.first { extent in
          extent == rest || edges.allSatisfy { Self.splits($0, stride, extent) }
        } ?? rest
      axes.append(
        Axis(extent: extent, pattern: Self.pattern(edges, stride, extent, lines: count / extent)))
      stride *= extent
    }
    self.axes = axes
  }

  /// Whether an edge leaves a coordinate alone, or all others.
  private static func splits(_ edge: Quotient.Edge, _ stride: Int, _ extent: Int) -> Bool {
    let (a, b) = (Int(edge.a), Int(edge.b))
    guard a / stride % extent != b / stride % extent else { return true }
    return a % stride == b % stride && a / (stride * extent) == b / (stride * extent)
  }

  private static func pattern(
    _ edges: [Quotient.Edge], _ stride: Int, _ extent: Int, lines: Int
  ) -> Pattern {
    var found = (steps: 0, wraps: 0, others: 0)
    for edge in edges where splits(edge, stride, extent) {
      let (a, b) = (Int(edge.a) / stride % extent, Int(edge.b) / stride % extent)
      guard a != b else { continue }
      switch abs(a - b) {
      case 1: found.steps += 1
      case extent - 1: found.wraps += 1
      default: found.others += 1
      }
    }
    let all = found.steps + found.wraps + found.others
    guard found.steps == (extent - 1) * lines else { return .other }
    if all == extent * (extent - 1) / 2 * lines { return extent == 2 ? .line : .everyPair }
    if found.others == 0, found.wraps == lines { return .ring }
    return all == found.steps ? .line : .other
  }

  /// The most vertices of consecutive numbers that are all joined to each other, everywhere, and less
  /// to others than among themselves; nil where no such blocks are. A dragonfly's groups are such.
  static func completeBlocks(count: Int, edges: [Quotient.Edge]) -> Int? {
    // Pairs are joined in any graph by chance.
    guard count >= 6 else { return nil }
    return (3...count / 2).reversed().first { size in
      guard count.isMultiple(of: size) else { return false }
      let inside = edges.count { Int($0.a) / size == Int($0.b) / size }
      // Every neighbourhood of a ring with chords is complete too.
      return inside == count / size * (size * (size - 1) / 2) && edges.count - inside < inside
    }
  }
}
