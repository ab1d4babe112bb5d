// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The accelerators of a cluster, of one kind or of several.
package struct Accelerators: Sendable {
  /// One or more kinds.
  package let groups: [AcceleratorGroup]
  /// By accelerator, the row of `groups`; empty where there is one.
  package let groupOf: [Int32]
  package let count: Int
  /// Those that failed, in ascending order: they draw nothing, and no rank runs there.
  package var failed: [Int32] = []

  /// All of one kind.
  package init(_ group: AcceleratorGroup) {
    groups = [group]
    groupOf = []
    count = group.count
  }

  /// - Parameters:
  ///   - groups: each with the number of its accelerators.
  ///   - groupOf: by accelerator, the row of `groups`.
  package init(_ groups: [AcceleratorGroup], groupOf: [Int32]) {
    precondition(groups.reduce(0) { $0 + $1.count } == groupOf.count, "groups miss accelerators")
    self.groups = groups
    self.groupOf = groups.count == 1 ? [] : groupOf
    count = groupOf.count
  }

  /// The row of an accelerator's group.
  package func group(of accelerator: Int) -> Int {
    groupOf.isEmpty ? 0 : Int(groupOf[accelerator])
  }

  /// The kinds, in words.
  package var name: String { groups.map(\.name).joined(separator: " and ") }

  /// Whether the power of every kind is known, or of some.
  package var allHavePower: Bool { groups.allSatisfy { $0.power != nil } }
  package var someHavePower: Bool { groups.contains { $0.power != nil } }

  /// By rank, the row of its accelerator's group.
  ///
  /// - Parameter ranks: the accelerator of each.
  /// - Returns: one entry a rank; none where there is one group.
  package func groups(of ranks: [GPUID]) -> [Int32] {
    groupOf.isEmpty ? [] : ranks.map { groupOf[Int($0.rawValue)] }
  }
}

/// Accelerators of one kind.
package struct AcceleratorGroup: Sendable {
  package var name: String
  package var count: Int
  /// nil where the cluster was built without a technology: energy is then not determinable.
  package var power: AcceleratorPower?
  /// Dense peak of the default precision; nil where unknown.
  package var peak: OperationsPerSecond?
  package var memoryBandwidth: BitsPerSecond?
  /// What follows from a lower clock; nil where nobody says.
  package var clocks: ClockLaw?
  /// Over the clock at which its figures are stated, above 0 to 1.
  package var clock = 1.0
  /// The record of its technology, where `name` says more than that.
  package var record: String

  package init(
    name: String, count: Int, power: AcceleratorPower?, peak: OperationsPerSecond?,
    memoryBandwidth: BitsPerSecond?
  ) {
    self.name = name
    self.count = count
    self.power = power
    self.peak = peak
    self.memoryBandwidth = memoryBandwidth
    record = name
  }
}

/// Power of one accelerator by what it does.
package struct AcceleratorPower: Sendable, Hashable {
  package var computing: Watts
  package var communicating: Watts
  package var waiting: Watts
  package var idle: Watts
  /// Components that the figures cover, such as ["core", "hbm", "serdes"].
  package var includes: [String]

  package init(
    computing: Watts, communicating: Watts, waiting: Watts, idle: Watts, includes: [String]
  ) {
    self.computing = computing
    self.communicating = communicating
    self.waiting = waiting
    self.idle = idle
    self.includes = includes
  }
}
