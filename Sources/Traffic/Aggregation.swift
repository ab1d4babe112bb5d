// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// What switches do for members at once: they add up what comes to them, and copy what they return.
///
/// Members lie on a grid, and every line of it along an axis has an aggregation of its own. It
/// begins when all members of the line have come to it, and is one flow over their tree of switches:
/// each link carries, of what the line's members hold, the part that its direction needs.
package struct Aggregation: Sendable, Hashable {
  package enum Movement: Sendable, Hashable {
    /// Sums of all blocks for everyone.
    case allReduce
    /// The sum of each block for its owner; an owner's own part takes the same way.
    case reduceScatter
    /// Each owner's block for everyone, for the owner too.
    case allGather
    /// The root's blocks for all others.
    case broadcast
    /// Sums of all blocks for the root.
    case reduce
    /// A word from everyone that all have come, without data.
    case barrier
  }

  /// Carried out in this order, each block as soon as it can be: together they are one flow.
  package var movements: [Movement]
  /// Members along each axis of their grid.
  package var dimensions: [Int]
  /// How the blocks of a line lie among all; its axis is that of the lines.
  package var slice: GridSlice
  /// The root's place on its line.
  package var root: Int

  /// All members as one line.
  ///
  /// - Parameters:
  ///   - movements: what is to be done, in order.
  ///   - memberCount: of the group.
  ///   - blockCount: equal parts of the buffer.
  ///   - root: place of the root, where there is one.
  package init(_ movements: [Movement], memberCount: Int, blockCount: Int, root: Int = 0) {
    self.movements = movements
    dimensions = [memberCount]
    slice = GridSlice(dimensions: [blockCount], axis: 0)
    self.root = root
  }

  /// The same for every line of a grid along an axis, on the blocks that a slice says.
  func along(_ slice: GridSlice, of dimensions: [Int]) -> Aggregation {
    var nested = self
    nested.dimensions = dimensions
    nested.slice = slice
    return nested
  }

  package var lineLength: Int { dimensions[slice.axis] }
  package var lineCount: Int { dimensions.reduce(1, *) / lineLength }

  /// Members of one place to the next along the axis.
  private var stride: Int { dimensions[..<slice.axis].reduce(1, *) }

  /// The line that a member is on.
  package func line(of member: Int) -> Int {
    member % stride + member / (stride * lineLength) * stride
  }

  /// The member at a place of a line.
  package func member(at place: Int, of line: Int) -> Int {
    line % stride + (place + line / stride * lineLength) * stride
  }

  /// Blocks that a line deals with.
  package var blocksOfLine: Double {
    movements == [.barrier] ? 0 : Double(slice.width * slice.dimensions[slice.axis])
  }

  /// What crosses a branch of a line's tree, in units of the line's blocks.
  ///
  /// - Parameters:
  ///   - isUp: towards the top of the tree.
  ///   - members: places of the line that the branch serves.
  /// - Returns: zero or more.
  package func load(isUp: Bool, members: [Int32]) -> Double {
    movements.reduce(0) { $0 + load(of: $1, isUp: isUp, members: members) }
  }

  private func load(of movement: Movement, isUp: Bool, members: [Int32]) -> Double {
    let part = Double(members.count) / Double(lineLength)
    let hasRoot = members.contains(Int32(root))
    return switch movement {
    case .allReduce: 1
    case .reduceScatter: isUp ? 1 : part
    case .allGather: isUp ? part : 1
    // Down to everybody who is not the root.
    case .broadcast: (isUp ? hasRoot : !hasRoot || members.count > 1) ? 1 : 0
    case .reduce: isUp || hasRoot ? 1 : 0
    case .barrier: 0
    }
  }

  /// Links of a line's tree, each once, with how much of its time it is taken, in units of what the
  /// line's blocks take: of that, the tree's efficiency is what crosses it.
  ///
  /// - Parameter tree: of the line's members, in the order of their places.
  /// - Returns: in order of link number; nothing where no data move.
  package func hops(over tree: AggregationTree) -> [Route.Hop] {
    var hops: [Route.Hop] = []
    guard blocksOfLine > 0 else { return hops }
    for branch in tree.branches {
      let load = load(isUp: branch.isUp, members: branch.members) * branch.share / tree.efficiency
      guard load > 0 else { continue }
      if hops.last?.link == branch.link {
        hops[hops.count - 1].share += load
      } else {
        hops.append(Route.Hop(link: branch.link, share: load))
      }
    }
    return hops
  }

  /// Ways through the tree, one after the other: what the first byte waits for.
  package var passes: Int { movements.count }

  /// What a member sends, in units of the line's blocks.
  package func sent(by place: Int) -> Double { load(isUp: true, members: [Int32(place)]) }

  /// Blocks that a member of the grid sends.
  package func blocksSent(by member: Int) -> Double {
    sent(by: member / stride % lineLength) * blocksOfLine
  }

  /// What a member receives, in units of the line's blocks.
  package func received(by place: Int) -> Double { load(isUp: false, members: [Int32(place)]) }
}
