// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Blocks that lie as a grid, cut along one axis.
///
/// Members lie on the same grid, the first axis innermost. Along a settled axis a member deals
/// only with the blocks at its own coordinate; along `axis` another payload says which; along all
/// others with every block.
package struct GridSlice: Sendable, Hashable {
  /// Blocks along each axis: as many as members, but for the last axis, which may have others.
  package var dimensions: [Int]
  package var axis: Int
  /// One entry per axis; the entry of `axis` means nothing.
  package var settled: [Bool]
  /// Added to every block's number: where a second grid of blocks begins.
  package var offset: Int

  package init(dimensions: [Int], axis: Int, settled: [Bool], offset: Int = 0) {
    self.dimensions = dimensions
    self.axis = axis
    self.settled = settled
    self.offset = offset
  }

  /// The slice of a hierarchy: what lies inside `axis` is settled.
  package init(dimensions: [Int], axis: Int, offset: Int = 0) {
    self.init(
      dimensions: dimensions, axis: axis, settled: dimensions.indices.map { $0 < axis },
      offset: offset)
  }

  /// Blocks for each one of the payload along the axis.
  var width: Int {
    dimensions.indices.reduce(1) { $0 * ($1 == axis || settled[$1] ? 1 : dimensions[$1]) }
  }

  /// A member's coordinate along the axis.
  func coordinate(of member: Int) -> Int { coordinate(of: member, along: axis) }

  private func coordinate(of member: Int, along axis: Int) -> Int {
    let above = member / dimensions[..<axis].reduce(1, *)
    return axis == dimensions.count - 1 ? above : above % dimensions[axis]
  }

  package func blocks(of member: Int, along coordinates: [Int]) -> [Int] {
    var found = [offset]
    var stride = 1
    for (index, length) in dimensions.enumerated() {
      let choices =
        index == axis
        ? coordinates
        : settled[index] ? [coordinate(of: member, along: index)] : Array(0..<length)
      found = choices.flatMap { choice in found.map { $0 + choice * stride } }
      stride *= length
    }
    return found
  }
}

extension Partners {
  /// Every line of a grid of members along an axis does at once what `self` says of one line.
  func along(_ axis: Int, of dimensions: [Int]) -> Partners {
    let memberCount = dimensions.reduce(1, *)
    let inner = dimensions[..<axis].reduce(1, *)
    let length = dimensions[axis]
    if case .shift(let shift) = self, inner * length == memberCount {
      return .shift(shift * inner)
    }
    if case .exclusiveOr(let mask) = self, inner & (inner - 1) == 0 {
      return .exclusiveOr(mask * inner)
    }
    return .table(
      (0..<memberCount).map { member in
        let place = member / inner % length
        guard let target = target(of: place, among: length) else { return -1 }
        return Int32(member + (target - place) * inner)
      })
  }
}

extension Schedule {
  /// The rounds of this schedule, carried out by every line of a grid along `slice.axis` at once.
  ///
  /// - Parameters:
  ///   - slice: how the blocks of this schedule lie among those of the whole.
  ///   - dimensions: members along each axis of the grid.
  /// - Returns: rounds for all members of the grid.
  func rounds(along slice: GridSlice, of dimensions: [Int]) -> [Round] {
    rounds.map { round in
      Round(
        repeats: round.repeats,
        exchanges: round.exchanges.map {
          Exchange(
            to: $0.partners.along(slice.axis, of: dimensions),
            payload: .slice(slice, $0.payload), combines: $0.combines)
        }, aggregations: round.aggregations.map { $0.along(slice, of: dimensions) })
    }
  }
}
