// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic
import Workloads

/// Where one of several jobs runs.
package struct PartPlacement: Sendable, Hashable {
  /// nil takes the first seats that no other job has.
  package var accelerators: AcceleratorList?
  /// How its ranks lie on them.
  package var order: PlacementOrder

  package init(accelerators: AcceleratorList? = nil, order: PlacementOrder = .byRank) {
    self.accelerators = accelerators
    self.order = order
  }
}

/// The accelerators of all parts: first those that parts name, then what is free, in order.
struct PartSeats {
  private(set) var placement: Placement

  init(_ parts: [PartPlacement], of program: Program, on cluster: Cluster) throws {
    precondition(parts.count == program.parts.count, "a placement for each part")
    var owner = [Int?](repeating: nil, count: cluster.accelerators.count)
    var named = [[GPUID]?](repeating: nil, count: parts.count)
    for (row, part) in parts.enumerated() {
      guard let list = part.accelerators else { continue }
      let accelerators = try list.accelerators(of: cluster)
      let ranks = program.parts[row].ranks.count
      guard accelerators.count == ranks else {
        throw InputError(
          "\(list.source): \(accelerators.count) accelerators for the \(ranks) ranks of "
            + program.parts[row].name)
      }
      for accelerator in accelerators {
        if let other = owner[Int(accelerator.rawValue)] {
          throw InputError(
            "\(list.source): accelerator \(accelerator.rawValue) is that of "
              + "\(program.parts[other].name) already")
        }
        owner[Int(accelerator.rawValue)] = row
      }
      named[row] = accelerators
    }
    let free = (0..<cluster.seatCount).map(cluster.seat)
      .filter { owner[Int($0.rawValue)] == nil }
    var next = 0
    var all: [GPUID] = []
    for (row, part) in parts.enumerated() {
      let its = program.parts[row]
      var seats = named[row] ?? []
      if named[row] == nil {
        guard next + its.ranks.count <= free.count else {
          throw InputError(
            "\(cluster.name) has \(free.count - next) accelerators left for the "
              + "\(its.ranks.count) ranks of \(its.name)")
        }
        seats = Array(free[next..<next + its.ranks.count])
        next += its.ranks.count
      }
      let prefix = its.name + "/"
      let families = program.families.filter { $0.name.hasPrefix(prefix) }
        .map { (String($0.name.dropFirst(prefix.count)), $0) }
      let order = try part.order.seats(of: its, in: program, families: families)
      all += order.map { seats[$0] }
    }
    placement = Placement(acceleratorOfRank: all)
  }
}
