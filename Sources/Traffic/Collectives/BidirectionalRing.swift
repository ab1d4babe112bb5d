// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Blocks travel both ways round a ring at once.
///
/// An all-reduce is two rings in opposite directions with half of the data each:
/// 2(p - 1) alpha + ((p - 1) / p) m beta, where beta is one direction of a link. A reduce-scatter
/// or all-gather moves every block half way round on either side, in floor(p / 2) steps; with an
/// even number of members, the halves of the block from the far side come by different ways. The
/// bytes are those of a ring, over twice the links. Source: the ring of P. Patarasuk and X. Yuan,
/// "Bandwidth optimal all-reduce algorithms for clusters of workstations", J. Parallel Distrib.
/// Comput. 69 (2009), in both directions.
package struct BidirectionalRing: CollectiveAlgorithm {
  package let name = "bidirectional-ring"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    let once = Double(p - 1) / Double(p)
    return kind == .allReduce
      ? ClosedForm(steps: 2 * (p - 1), sent: 2 * once)
      : ClosedForm(steps: p / 2, sent: once)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let rounds: [Round] =
      switch kind {
      case .reduceScatter: halfWay(p, scattering: true)
      case .allGather: halfWay(p, scattering: false)
      default: allTheWay(p)
      }
    return Schedule(memberCount: p, blockCount: 2 * p, rounds: rounds)
  }

  /// Blocks 0 to p - 1 go up, blocks p to 2p - 1 down.
  private func allTheWay(_ p: Int) -> [Round] {
    [(start: 1, combines: true), (start: 0, combines: false)].map { pass in
      Round(
        repeats: p - 1,
        exchanges: [
          Exchange(
            to: .shift(1), payload: part(0, of: p, offset: -pass.start, stride: -1),
            combines: pass.combines),
          Exchange(
            to: .shift(p - 1), payload: part(1, of: p, offset: pass.start, stride: 1),
            combines: pass.combines),
        ])
    }
  }

  /// A block is gathered at, or spread from, its owner by the shorter way.
  private func halfWay(_ p: Int, scattering: Bool) -> [Round] {
    let reach = (p - 1) / 2
    var rounds: [Round] = []
    if reach > 0 {
      // Scattering, the farthest block goes first; gathering, one's own does.
      let start = scattering ? reach : 0
      rounds.append(
        Round(
          repeats: reach,
          exchanges: [
            Exchange(
              to: .shift(1), payload: both(p, offset: start, stride: -1), combines: scattering),
            Exchange(
              to: .shift(p - 1), payload: both(p, offset: -start, stride: 1), combines: scattering),
          ]))
    }
    if p.isMultiple(of: 2) {
      let far = scattering ? p / 2 : -reach
      let opposite = Round(exchanges: [
        Exchange(
          to: .shift(1), payload: part(0, of: p, offset: far, stride: 0), combines: scattering),
        Exchange(
          to: .shift(p - 1), payload: part(1, of: p, offset: -far, stride: 0),
          combines: scattering),
      ])
      rounds.insert(opposite, at: scattering ? 0 : rounds.count)
    }
    return rounds
  }

  /// One half of one block.
  private func part(_ half: Int, of p: Int, offset: Int, stride: Int) -> Payload {
    .slice(
      GridSlice(dimensions: [p], axis: 0, offset: half * p),
      .rotating(offset: offset, stride: stride))
  }

  /// Both halves of one block.
  private func both(_ p: Int, offset: Int, stride: Int) -> Payload {
    .slice(
      GridSlice(dimensions: [p, 2], axis: 0), .rotating(offset: offset, stride: stride))
  }
}
