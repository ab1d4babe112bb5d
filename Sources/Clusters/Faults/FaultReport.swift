// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What is down in a cluster, and what is left of it.
package struct FaultReport: Sendable {
  /// The links of a domain, all directions added.
  package struct Capacity: Sendable {
    package var domain: String
    package var whole: BitsPerSecond
    package var left: BitsPerSecond
    /// The accelerator that keeps the smallest part of what its links carry, among those that take
    /// ranks or stand by; nil where all keep everything.
    package var worst: (name: String, part: Double)?

    package var part: Double { whole > .zero ? left / whole : 1 }
  }

  /// Each device that is down or slow, in the order in which the file or the draw names them.
  package var lines: [String] = []
  /// Accelerators that still work and have lost all their links of a domain, one way or both.
  package var cutOff: [String] = []
  /// Where faults were drawn or replayed.
  package var notes: [String] = []
  package var capacity: [Capacity] = []
  package var accelerators = 0
  package var failed = 0
  package var spares = 0
  /// Accelerators that take ranks.
  package var seats = 0
  /// Who takes no rank, and who takes another's place.
  package var seatNotes: [String] = []

  init(_ reading: FaultReading?, whole: Cluster, left: Cluster, cutOff: [Int]) {
    lines = reading?.tally.lines ?? []
    notes = reading?.notes ?? []
    self.cutOff = cutOff.map { whole.nodes.name[$0] }
    accelerators = whole.accelerators.count
    failed = left.accelerators.failed.count
    spares = left.seating.spares.count
    seats = left.seatCount
    seatNotes = left.seating.replacements + left.seating.vacancies
    capacity = Self.capacity(whole: whole, left: left, without: cutOff)
  }

  /// A line for each thing that a reader of results must know, and no more than a page of them.
  package var summary: [String] {
    var all = notes
    all += lines.prefix(Self.mostLines).map { "fault: \($0)" }
    if lines.count > Self.mostLines {
      all.append("and \(lines.count - Self.mostLines) more faults: explain lists them all")
    }
    all += cutOff.prefix(Self.mostLines).map { "fault: \($0) is cut off" }
    if cutOff.count > Self.mostLines {
      all.append("and \(cutOff.count - Self.mostLines) more accelerators that are cut off")
    }
    all += seatNotes.prefix(Self.mostLines)
    if !seatNotes.isEmpty || spares > 0 {
      all.append("\(seats) of \(accelerators) accelerators take ranks")
    }
    return all
  }

  private static let mostLines = 16

  private static func capacity(
    whole: Cluster, left: Cluster, without cutOff: [Int]
  ) -> [Capacity] {
    var rows = whole.domains.map { Capacity(domain: $0, whole: .zero, left: .zero) }
    let before = rates(of: whole) { rows[$0].whole += $1 }
    let after = rates(of: left) { rows[$0].left += $1 }
    let isGone = Set(cutOff + left.accelerators.failed.map(Int.init))
    for row in rows.indices {
      for accelerator in 0..<whole.accelerators.count where !isGone.contains(accelerator) {
        let place = row * whole.accelerators.count + accelerator
        guard before[place] > .zero, after[place] < before[place] else { continue }
        let part = after[place] / before[place]
        if part < rows[row].worst?.part ?? 1 {
          rows[row].worst = (whole.nodes.name[accelerator], part)
        }
      }
    }
    return rows
  }

  /// What leaves and enters each accelerator, by domain; adds up domains on the way.
  private static func rates(
    of cluster: Cluster, _ add: (Int, BitsPerSecond) -> Void
  ) -> [BitsPerSecond] {
    let count = cluster.accelerators.count
    var rates = [BitsPerSecond](repeating: .zero, count: count * cluster.domains.count)
    for link in 0..<cluster.links.count {
      let domain = Int(cluster.links.domain[link])
      add(domain, cluster.links.rate[link])
      for end in [cluster.links.from[link], cluster.links.to[link]] where Int(end) < count {
        rates[domain * count + Int(end)] += cluster.links.rate[link]
      }
    }
    return rates
  }
}

extension Cluster {
  /// Accelerators that had links of a domain into or out of them, and have none left.
  ///
  /// - Parameter whole: the same cluster without faults.
  /// - Returns: numbers in ascending order, without those that failed themselves.
  func cutOff(from whole: Cluster) -> [Int] {
    let had = whole.hasLinks
    let has = hasLinks
    let failed = Set(accelerators.failed)
    let directions = 2 * domains.count
    return (0..<accelerators.count).filter { accelerator in
      !failed.contains(Int32(accelerator))
        && (0..<directions).contains {
          had[accelerator * directions + $0] && !has[accelerator * directions + $0]
        }
    }
  }

  /// By accelerator, domain and direction.
  private var hasLinks: [Bool] {
    let directions = 2 * domains.count
    var found = [Bool](repeating: false, count: accelerators.count * directions)
    for link in 0..<links.count {
      for (end, direction) in [(links.from[link], 0), (links.to[link], 1)]
      where Int(end) < accelerators.count {
        found[Int(end) * directions + 2 * Int(links.domain[link]) + direction] = true
      }
    }
    return found
  }
}
