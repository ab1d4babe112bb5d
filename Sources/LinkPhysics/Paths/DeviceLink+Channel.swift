// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

extension DeviceLink {
  /// Whether bits cross metal from SerDes to SerDes, so that loss decides how far.
  package var isPassive: Bool { module == nil && photonic == nil && line != nil }

  /// The electrical channel between the SerDes, with the values of a draw.
  ///
  /// - Returns: nil where the SerDes states no budget or no modulation, or light or an active cable
  ///   lies between.
  /// - Throws: `DeviceLinkError` where a loss is not known at the channel's frequency.
  package func channel(_ draw: inout Draw) throws(DeviceLinkError) -> ElectricalChannel? {
    guard isPassive, let line,
      let budget = serdes.figure("loss_budget", Decibels.self),
      let laneRate = serdes.figure("lane_rate", BitsPerSecond.self),
      let modulation = serdes.text("modulation").flatMap(Self.modulation)
    else { return nil }
    let rate = draw(laneRate)
    let nyquist = modulation.nyquistFrequency(of: rate)
    let cable: LineLoss = try Self.law(of: line, at: nyquist, &draw)
    // Both ends are taken alike: where a retimer parts them, each has half of what is fixed.
    var ends: [ChannelPiece] = []
    for channel in channels {
      let whole: LumpedLoss = try Self.law(of: channel, at: nyquist, &draw)
      ends.append(.hostChannel(LumpedLoss(0.5, of: whole)))
    }
    do {
      return try ElectricalChannel(
        near: ends, cable: cable, far: ends, budget: draw(budget), modulation: modulation,
        laneRate: rate)
    } catch { throw DeviceLinkError("\(name): \(error)") }
  }

  /// How far the channel reaches, with what follows from the ranges of budget and losses.
  ///
  /// - Throws: `DeviceLinkError` where nothing is left for any cable.
  package func channelReach() throws(DeviceLinkError) -> Derived<LengthDimension>? {
    var nominal = Draw()
    guard let own = try channel(&nominal) else { return nil }
    do { _ = try own.reach() } catch { throw DeviceLinkError("\(name): \(error)") }
    return try Derived { draw throws(DeviceLinkError) in
      // At a bad end of the ranges nothing may be left: a reach of zero.
      let channel = try channel(&draw)
      return (try? channel?.reach()) ?? .zero
    }
  }

  /// How far the same channel reaches at another rate of a lane.
  ///
  /// - Returns: nil where it does not close at any length, or no channel is known.
  package func reach(at laneRate: BitsPerSecond) -> Derived<LengthDimension>? {
    var nominal = Draw()
    guard let own = try? channel(&nominal), let moved = try? own.running(at: laneRate),
      (try? moved.reach()) != nil
    else { return nil }
    return Derived { draw in
      let channel = try? channel(&draw)?.running(at: laneRate)
      return (try? channel?.reach()) ?? .zero
    }
  }

  /// A record's loss against frequency: through two of its points, or through its only one.
  static func law<D: Dimension>(
    of record: Record, at frequency: Hertz, _ draw: inout Draw
  ) throws(DeviceLinkError) -> LossLaw<D> {
    let points = record.spectrum("loss", Quantity<D>.self).sorted { $0.frequency < $1.frequency }
    do {
      if points.count >= 2 {
        // The two around the frequency, or the two nearest to it.
        let above = points.firstIndex { $0.frequency >= frequency } ?? points.count - 1
        let second = max(1, above)
        let (one, two) = (points[second - 1], points[second])
        // A cable that is worse than most at one frequency is so at the other: one factor for both.
        let nearest = frequency / one.frequency < two.frequency / frequency ? one : two
        let factor = draw(nearest.figure) / nearest.figure.value
        return try LossLaw(
          through: (one.frequency, one.figure.value * factor),
          and: (two.frequency, two.figure.value * factor))
      }
      guard let only = points.first else {
        throw DeviceLinkError("\(record.name): no loss is given")
      }
      if let share = record.number("skin_share") {
        return try LossLaw(draw(only.figure), at: only.frequency, skinShare: draw(share))
      }
      guard only.frequency == frequency else {
        throw DeviceLinkError(
          "\(record.name): its loss is known at \(only.frequency) alone, and the channel runs at "
            + "\(frequency); give a second point, or skin_share")
      }
      return try LossLaw(draw(only.figure), at: frequency, skinShare: 1)
    } catch let error as DeviceLinkError {
      throw error
    } catch { throw DeviceLinkError("\(record.name): \(error)") }
  }

  private static func modulation(_ text: String) -> Modulation? {
    switch text {
    case "nrz": .nrz
    case "pam4": .pam4
    default: nil
    }
  }
}

/// Why a link cannot be made of the devices that were named.
package struct DeviceLinkError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
