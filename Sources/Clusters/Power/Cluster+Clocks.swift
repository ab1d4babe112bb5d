// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Cluster {
  /// Why a clock cannot be lowered.
  package struct ClockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The record of the accelerator.
    package let record: String

    package init(record: String) { self.record = record }

    package var description: String {
      "\(record): no clocks are stated, so what a lower clock draws is unknown; write "
        + "clocks: {full, lowest, voltage_slope, lowest_voltage} into its record"
    }
  }

  /// The cluster with the cores of some accelerators at a lower clock.
  ///
  /// They compute at that part of their speed, and draw what `ClockLaw` says. What memory, host or
  /// network take is not slower: memory bandwidth is stated over the clock, so that work bound by
  /// it takes as long as before.
  ///
  /// - Parameters:
  ///   - clock: over the full one, above 0 to 1.
  ///   - slowed: runs of accelerators, none twice.
  /// - Returns: a cluster in which accelerators of one kind and several clocks are several kinds.
  /// - Throws: `ClockError` for a kind without clocks.
  package func clocked(_ clock: Double, _ slowed: [Range<Int>]) throws(ClockError) -> Cluster {
    var isSlow = [Bool](repeating: false, count: accelerators.count)
    for run in slowed { for accelerator in run { isSlow[accelerator] = true } }
    var counts = [Int](repeating: 0, count: accelerators.groups.count)
    for accelerator in isSlow.indices where isSlow[accelerator] {
      counts[accelerators.group(of: accelerator)] += 1
    }
    var groups = accelerators.groups
    var slowRow: [Int: Int] = [:]
    for (row, group) in accelerators.groups.enumerated() where counts[row] > 0 {
      let slow = try group.clocked(clock)
      if counts[row] == group.count {
        groups[row] = slow
      } else {
        groups[row].count -= counts[row]
        slowRow[row] = groups.count
        groups.append(slow.named("\(group.name) (slowed)", count: counts[row]))
      }
    }
    var cluster = self
    let failed = accelerators.failed
    let rows = isSlow.indices.map { accelerator in
      let row = accelerators.group(of: accelerator)
      return Int32(isSlow[accelerator] ? slowRow[row] ?? row : row)
    }
    cluster.accelerators = Accelerators(groups, groupOf: rows)
    cluster.accelerators.failed = failed
    var speed =
      speedOfAccelerator.isEmpty
      ? [Double](repeating: 1, count: isSlow.count) : speedOfAccelerator
    for accelerator in isSlow.indices where isSlow[accelerator] { speed[accelerator] *= clock }
    cluster.speedOfAccelerator = speed
    return cluster
  }

  /// The cluster with everything behind its first accelerators switched off: accelerators, their
  /// links, their servers and NICs. Switches stay on.
  ///
  /// - Parameter first: accelerators that stay, one or more.
  /// - Returns: a cluster of as many accelerators, of which the last draw nothing.
  package func powering(first: Int) -> Cluster {
    let count = accelerators.count
    guard first < count else { return self }
    var cluster = self
    cluster.accelerators.failed = Set(accelerators.failed).union((first..<count).map(Int32.init))
      .sorted()
    for (row, group) in devices.enumerated() {
      switch group.place {
      case .servers(let size)?:
        cluster.devices[row].count = min(group.count, (first + size - 1) / size)
      case .ends?:
        let left = Double(group.count) * Double(first) / Double(count)
        cluster.devices[row].count = Int(left.rounded(.up))
      case .nodes?, nil: break
      }
    }
    for link in 0..<links.count {
      let ends = [links.from[link], links.to[link]]
      if ends.contains(where: { $0 >= first && $0 < count }) {
        cluster.links.staticPower[link] = .zero
      }
    }
    return cluster
  }
}

extension AcceleratorGroup {
  fileprivate func clocked(_ clock: Double) throws(Cluster.ClockError) -> AcceleratorGroup {
    guard let clocks else { throw Cluster.ClockError(record: record) }
    var slow = self
    slow.clock *= clock
    slow.power = power.map { clocks.power($0, at: clock) }
    slow.memoryBandwidth = memoryBandwidth.map { $0 / clock }
    return slow
  }

  fileprivate func named(_ name: String, count: Int) -> AcceleratorGroup {
    var group = self
    group.name = name
    group.count = count
    return group
  }
}
