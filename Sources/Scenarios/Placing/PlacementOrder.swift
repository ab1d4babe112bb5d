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
  /// Rank `i` on the `i`th of these accelerators.
  case listed(AcceleratorList)
  /// Of a program of several parts, each in its own way.
  case parts([PartPlacement])

  /// Names that plans use by custom; one that a workload lacks has size one and changes nothing.
  static let customary = ["tp", "cp", "ep", "dp", "pp", "sp"]

  /// Accelerators of the program's ranks on a cluster, some of which may take none.
  ///
  /// - Throws: `InputError` for an order that is none of the program's, or a list that does not fit,
  ///   `LoweringError` for more ranks than accelerators that take one.
  package func placement(of program: Program, on cluster: Cluster) throws -> Placement {
    switch self {
    case .listed(let list):
      let accelerators = try list.accelerators(of: cluster)
      guard accelerators.count == program.rankCount else {
        throw InputError(
          "\(list.source): \(accelerators.count) accelerators for the \(program.rankCount) ranks of "
            + program.name)
      }
      return Placement(acceleratorOfRank: accelerators)
    case .parts(let parts):
      return try PartSeats(parts, of: program, on: cluster).placement
    case .byRank, .groups:
      // Where every accelerator takes a rank, the graph of flows counts them.
      if cluster.seating.order != nil { try cluster.checkSeats(for: program.rankCount) }
      return Placement(acceleratorOfRank: try seats(of: program).map(cluster.seat))
    }
  }

  /// Seats of the program's ranks, which are accelerators where nothing failed.
  ///
  /// - Throws: `InputError` for a group that the program lacks, or groups that do not number its
  ///   ranks.
  func seats(of program: Program) throws(InputError) -> [Int] {
    try seats(
      of: ProgramPart(name: "", ranks: 0..<program.rankCount, start: .zero), in: program,
      families: program.families.map { ($0.name, $0) })
  }

  /// Seats of the ranks of one part, counted from 0.
  ///
  /// - Parameters:
  ///   - part: of the program.
  ///   - program: for messages.
  ///   - families: of the part, as its order calls them.
  /// - Returns: one a rank.
  /// - Throws: `InputError` for a group that the part lacks, or groups that do not number its
  ///   ranks.
  func seats(
    of part: ProgramPart, in program: Program,
    families: [(name: String, family: CommunicatorFamily)]
  ) throws(InputError) -> [Int] {
    guard case .groups(let written) = self else { return Array(0..<part.ranks.count) }
    let place = part.name.isEmpty ? "placement.order" : "jobs, \(part.name): placement.order"
    let known = families.map(\.name)
    // Groups of experts lie within those of replicas, tensors and sequences, which number the ranks.
    let order = written.filter { $0 != "ep" || !known.contains("edp") || !written.contains("dp") }
    for name in order where !known.contains(name) && !Self.customary.contains(name) {
      throw InputError(
        "\(place): \"\(name)\" is no group of \(program.name)"
          + Suggestion.hint(for: name, among: known))
    }
    let axes = order.compactMap { name in families.first { $0.name == name } }
    var seats = [Int](repeating: 0, count: part.ranks.count)
    var stride = 1
    for axis in axes {
      let size = axis.family.groups.first?.count ?? 0
      let even = axis.family.groups.allSatisfy { $0.count == size }
      guard even, axis.family.groups.count * size == part.ranks.count else {
        throw InputError(
          "\(place): \"\(axis.name)\" does not divide the ranks of \(program.name) into groups of "
            + "one size")
      }
      for members in axis.family.groups {
        for (coordinate, rank) in members.enumerated() {
          seats[Int(rank) - part.ranks.lowerBound] += coordinate * stride
        }
      }
      stride *= size
    }
    guard stride == part.ranks.count, Set(seats).count == part.ranks.count else {
      throw InputError(
        "\(place): \(axes.map(\.name).joined(separator: ", ")) number \(stride) of the "
          + "\(part.ranks.count) ranks of \(program.name); groups: "
          + known.joined(separator: ", "))
    }
    return seats
  }
}
