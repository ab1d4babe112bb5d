// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

extension Schedule {
  /// The same movement of blocks that are not of one size: the -v forms of the collectives.
  ///
  /// Every repetition becomes a round of its own, because its messages differ in size; use it for
  /// groups of hundreds, not thousands.
  ///
  /// - Parameters:
  ///   - kind: the collective that the schedule carries out.
  ///   - weights: fractions of the collective's bytes, one for each block; for an all-to-all one
  ///     for each parcel, that of `source` for `destination` at source * memberCount + destination,
  ///     where the bytes are those of one member's buffer.
  /// - Returns: a schedule with `blockWeights`.
  /// - Throws: `LoweringError` for weights of another number, or one that is negative or no number.
  package func weighted(
    for kind: CollectiveKind, by weights: [Double]
  ) throws(LoweringError) -> Schedule {
    let wanted = kind == .allToAll ? memberCount * memberCount : blockCount
    guard weights.count == wanted else {
      throw LoweringError("\(weights.count) weights; \(wanted) are needed, one for each block")
    }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw LoweringError("weights of blocks are zero or more")
    }
    guard !usesSwitches else {
      throw LoweringError("blocks of unequal size are not carried by the network's switches")
    }
    var unrolled = self
    unrolled.blockWeights = weights
    unrolled.rounds = rounds.flatMap { round in
      (0..<round.repeats).map { repetition in
        Round(exchanges: round.exchanges.map { weigh($0, kind, repetition, weights) })
      }
    }
    return unrolled
  }

  private func weigh(
    _ exchange: Exchange, _ kind: CollectiveKind, _ repetition: Int, _ weights: [Double]
  ) -> Exchange {
    var numbers: [[Int32]] = []
    var sizes: [Double] = []
    for member in 0..<memberCount {
      guard let receiver = exchange.partners.target(of: member, among: memberCount) else {
        numbers.append([])
        sizes.append(0)
        continue
      }
      let blocks =
        kind == .allToAll
        ? exchange.payload.parcels(
          member: member, receiver: receiver, repetition: repetition, memberCount: memberCount
        ).map { $0.source * memberCount + $0.destination }
        : exchange.payload.blocks(
          member: member, receiver: receiver, repetition: repetition, blockCount: blockCount)
      numbers.append(blocks.map { Int32($0) })
      sizes.append(blocks.reduce(0) { $0 + weights[$1] } * Double(blockCount))
    }
    return Exchange(
      to: exchange.partners, payload: .weighted(numbers, sizes: sizes),
      combines: exchange.combines)
  }
}
