// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// An all-to-all along the axes of a grid: every parcel goes along its row, then along its column.
///
/// On r x c members (r - 1 + c - 1) alpha + (1 - 1/r + 1 - 1/c) m beta: about 2 sqrt(p) steps for
/// twice the bytes. Where the cluster's domains give the group axes, those are taken, one or more,
/// so that parcels of all members of a node cross together (the hierarchical all-to-all);
/// otherwise the squarest grid. Source: S. Kumar, Y. Sabharwal, R. Garg and P. Heidelberger,
/// "Optimization of All-to-All Communication on the Blue Gene/L Supercomputer", ICPP 2008, for the
/// two phases.
package struct TwoDimensional: CollectiveAlgorithm {
  package let name = "two-dimensional"
  package let kinds: [CollectiveKind] = [.allToAll]

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    dimensions(of: group).count > 1
      ? nil : "\(group.memberCount) members cannot stand in rows and columns"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let dimensions = dimensions(of: group)
    return ClosedForm(
      steps: dimensions.reduce(0) { $0 + $1 - 1 },
      sent: dimensions.reduce(0) { $0 + Double($1 - 1) / Double($1) })
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let dimensions = dimensions(of: group)
    let rounds = dimensions.indices.flatMap { axis in
      (1..<dimensions[axis]).map { distance in
        Round(exchanges: [
          Exchange(
            to: Partners.shift(distance).along(axis, of: dimensions),
            payload: .crossing(dimensions: dimensions, axis: axis), combines: false)
        ])
      }
    }
    return Schedule(
      memberCount: group.memberCount, blockCount: group.memberCount, rounds: rounds)
  }

  /// The group's own axes, or the two factors that are nearest to each other.
  private func dimensions(of group: GroupShape) -> [Int] {
    guard group.dimensions.count == 1 else { return group.dimensions }
    let p = group.memberCount
    let columns = (1...p).prefix { $0 * $0 <= p }.last { p.isMultiple(of: $0) } ?? 1
    return columns == 1 ? [p] : [columns, p / columns]
  }
}
