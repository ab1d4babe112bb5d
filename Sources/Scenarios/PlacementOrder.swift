// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Traffic
import Workloads

/// Which accelerator each rank runs on.
package enum PlacementOrder: Sendable, Hashable {
  /// Rank `i` on accelerator `i`.
  case byRank
  /// Neighbours on the machine differ in the first of these groups; the last varies slowest.
  case groups([String])

  /// Names that plans use by custom; one that a workload lacks has size one and changes nothing.
  static let customary = ["tp", "cp", "ep", "dp", "pp", "sp"]

  /// Reads `{order: [tp, dp]}`.
  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    let list = try reader.required("order")
    var names: [String] = []
    for element in try list.sequence() {
      let name = try element.string()
      guard !names.contains(name) else { throw element.error("\"\(name)\" is listed twice") }
      names.append(name)
    }
    try reader.finish()
    guard !names.isEmpty else { throw list.error("the order is empty") }
    self = .groups(names)
  }

  /// Accelerators of the program's ranks on a cluster, some of which may take none.
  ///
  /// - Throws: `InputError` for an order that is none of the program's, `LoweringError` for more
  ///   ranks than accelerators that take one.
  package func placement(of program: Program, on cluster: Cluster) throws -> Placement {
    let seats = try placement(of: program)
    guard cluster.seating.order != nil else { return seats }
    try cluster.checkSeats(for: program.rankCount)
    return Placement(
      acceleratorOfRank: seats.acceleratorOfRank.map { cluster.seat(Int($0.rawValue)) })
  }

  /// Seats of the program's ranks, which are accelerators where nothing failed.
  ///
  /// - Throws: `InputError` for a group that the program lacks, or groups that do not number its
  ///   ranks.
  package func placement(of program: Program) throws(InputError) -> Placement {
    guard case .groups(let order) = self else { return .identity(rankCount: program.rankCount) }
    let known = program.families.map(\.name)
    for name in order where !known.contains(name) && !Self.customary.contains(name) {
      throw InputError(
        "placement.order: \"\(name)\" is no group of \(program.name)"
          + Suggestion.hint(for: name, among: known))
    }
    let axes = order.compactMap { name in program.families.first { $0.name == name } }
    var accelerators = [Int](repeating: 0, count: program.rankCount)
    var stride = 1
    for axis in axes {
      let size = try Self.size(of: axis, in: program)
      for members in axis.groups {
        for (coordinate, rank) in members.enumerated() {
          accelerators[Int(rank)] += coordinate * stride
        }
      }
      stride *= size
    }
    guard stride == program.rankCount, Set(accelerators).count == program.rankCount else {
      throw InputError(
        "placement.order: \(axes.map(\.name).joined(separator: ", ")) number \(stride) of the "
          + "\(program.rankCount) ranks of \(program.name); groups: "
          + known.joined(separator: ", "))
    }
    return Placement(acceleratorOfRank: accelerators.map(GPUID.init))
  }

  private static func size(
    of axis: CommunicatorFamily, in program: Program
  ) throws(InputError) -> Int {
    let size = axis.groups.first?.count ?? 0
    let even = axis.groups.allSatisfy { $0.count == size }
    guard even, axis.groups.count * size == program.rankCount else {
      throw InputError(
        "placement.order: \"\(axis.name)\" does not divide the ranks of \(program.name) into "
          + "groups of one size")
    }
    return size
  }
}
