// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// What a run cost in energy: by line of the ledger, by part of the machine, by bit delivered.
///
/// Only what the ledger has lines for is counted; `includes` says what that is.
package struct EnergyMeasures: Sendable, Hashable {
  /// One line of the ledger with its share of the whole.
  package struct Line: Sendable, Hashable {
    package let component: String
    package let part: LedgerPart
    package let includes: [String]
    package let staticEnergy: Joules
    package let dynamicEnergy: Joules
    /// Energy of the line over the duration of the run.
    package let averagePower: Watts
    /// Of the run's energy, 0 to 1; 0 where the run spent none.
    package let share: Double

    package var energy: Joules { staticEnergy + dynamicEnergy }
  }

  package let lines: [Line]
  package let total: Joules
  /// Spent whether or not bits moved.
  package let staticTotal: Joules
  /// What the bits cost.
  package let dynamicTotal: Joules
  /// Energy of links, optics, NICs and switches; nil where the ledger has no line of them.
  package let network: Joules?
  /// All of the run's energy over the bits that reached their receivers; nil where none did.
  package let perBitDelivered: JoulesPerBit?
  /// The network's energy alone over the bits delivered; nil where none was.
  package let networkPerBitDelivered: JoulesPerBit?
  /// Total energy over the duration; zero for a run that took no time.
  package let averagePower: Watts
  /// Highest instantaneous power; nil where the run kept no power series.
  package let peakPower: Watts?

  /// - Returns: nil for a ledger without lines: the cluster had no power figures, and its energy
  ///   is not determinable. That is not zero.
  package init?(of timeline: Timeline) {
    let ledger = timeline.ledger
    guard !ledger.entries.isEmpty else { return nil }
    let duration = timeline.duration
    let total = ledger.total
    lines = ledger.entries.map { entry in
      Line(
        component: entry.component, part: entry.part, includes: entry.includes,
        staticEnergy: entry.staticEnergy, dynamicEnergy: entry.dynamicEnergy,
        averagePower: duration > .zero ? entry.energy / duration : .zero,
        share: total > .zero ? entry.energy / total : 0)
    }
    self.total = total
    staticTotal = ledger.staticTotal
    dynamicTotal = ledger.dynamicTotal
    network = Self.energy(of: .network, in: lines)
    let delivered = timeline.traffic.bytesReceived
    perBitDelivered = delivered > .zero ? total / delivered : nil
    networkPerBitDelivered = delivered > .zero ? network.map { $0 / delivered } : nil
    averagePower = duration > .zero ? total / duration : .zero
    peakPower = timeline.power.component.isEmpty ? nil : timeline.power.peak
  }

  /// Energy of one part of the machine; nil where the ledger has no line of it.
  package func energy(of part: LedgerPart) -> Joules? { Self.energy(of: part, in: lines) }

  private static func energy(of part: LedgerPart, in lines: [Line]) -> Joules? {
    let lines = lines.filter { $0.part == part }
    return lines.isEmpty ? nil : lines.reduce(.zero) { $0 + $1.energy }
  }
}
