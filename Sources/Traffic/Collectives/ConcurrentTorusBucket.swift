// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Rings along all dimensions of a torus and in both directions at once, each with its own part of
/// the data.
///
/// With D dimensions there are 2D parts; each takes the dimensions in an order of its own, so that
/// at any time every dimension and direction carries one: 2 sum(p_d - 1) alpha +
/// (1 / D) ((p - 1) / p) m beta for an all-reduce on equal dimensions, where beta is one direction
/// of one link. Source: P. Sack and W. Gropp, "Collective algorithms for multiported torus
/// networks", ACM Trans. Parallel Comput. 1 (2015).
package struct ConcurrentTorusBucket: CollectiveAlgorithm {
  package let name = "torus-bucket-concurrent"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather]

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    group.dimensions.count > 1 ? nil : "it needs dimensions: \(group.irregularity)"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let passes = kind == .allReduce ? 2 : 1
    return ClosedForm(
      steps: passes * group.dimensions.reduce(0) { $0 + $1 - 1 },
      sent: Double(passes * (group.memberCount - 1)) / Double(group.memberCount))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let torus = Torus(dimensions: group.dimensions)
    let rounds: [Round] =
      switch kind {
      case .reduceScatter: torus.rounds(scattering: true)
      case .allGather: torus.rounds(scattering: false)
      default: torus.rounds(scattering: true) + torus.rounds(scattering: false)
      }
    return Schedule(
      memberCount: group.memberCount,
      blockCount: group.memberCount * 2 * group.dimensions.count, rounds: rounds)
  }
}

private struct Torus {
  let dimensions: [Int]
  /// One step on and one step back along each dimension.
  private let partners: [[Partners]]

  init(dimensions: [Int]) {
    self.dimensions = dimensions
    partners = dimensions.indices.map { axis in
      [1, dimensions[axis] - 1].map { Partners.shift($0).along(axis, of: dimensions) }
    }
  }

  /// A ring of one part along one dimension.
  private struct Phase {
    var axis: Int
    var settled: [Bool]
    var start: Int
    var end: Int
  }

  /// The rings of the part that begins with a dimension, in the order of time.
  private func phases(from first: Int, scattering: Bool) -> [Phase] {
    let count = dimensions.count
    let order = (0..<count).map { (first + $0) % count }
    var phases: [Phase] = []
    var now = 0
    for place in scattering ? Array(0..<count) : (0..<count).reversed() {
      let axis = order[place]
      let end = now + dimensions[axis] - 1
      let settled = (0..<count).map { order[..<place].contains($0) }
      phases.append(Phase(axis: axis, settled: settled, start: now, end: end))
      now = end
    }
    return phases
  }

  /// Steps in which no part changes its dimension are one round.
  func rounds(scattering: Bool) -> [Round] {
    let parts = dimensions.indices.map { phases(from: $0, scattering: scattering) }
    let changes = Set(parts.flatMap { $0.map(\.start) + $0.map(\.end) }).sorted()
    return zip(changes, changes.dropFirst()).map { start, end in
      Round(
        repeats: end - start,
        exchanges: parts.enumerated().flatMap { first, phases in
          phases.filter { $0.start <= start && end <= $0.end }.flatMap { phase in
            [0, 1].map { direction in
              exchange(
                phase, part: 2 * first + direction, direction, after: start - phase.start,
                scattering)
            }
          }
        })
    }
  }

  private func exchange(
    _ phase: Phase, part: Int, _ direction: Int, after elapsed: Int, _ scattering: Bool
  ) -> Exchange {
    // As in a ring: the block before one's own when scattering, one's own when gathering, and
    // then against the direction of travel.
    let stride = direction == 0 ? -1 : 1
    let offset = ((scattering ? 1 : 0) + elapsed) * stride
    let slice = GridSlice(
      dimensions: dimensions, axis: phase.axis, settled: phase.settled,
      offset: part * dimensions.reduce(1, *))
    return Exchange(
      to: partners[phase.axis][direction],
      payload: .slice(slice, .rotating(offset: offset, stride: stride)), combines: scattering)
  }
}
