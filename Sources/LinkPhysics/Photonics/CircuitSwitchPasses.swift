// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// Circuit switches that light passes one after another, all of one kind.
package struct CircuitSwitchPasses: Sendable {
  /// Of the shape `circuitSwitch`.
  package let record: Record
  package let passes: Int

  /// - Parameters:
  ///   - record: of a circuit switch.
  ///   - passes: one or more.
  /// - Throws: `DeviceLinkError` where the record does not say what light loses, or among how many
  ///   ports its power is shared.
  package init(_ record: Record, passes: Int) throws(DeviceLinkError) {
    precondition(passes > 0, "light passes a circuit switch or it does not")
    guard record.figure("insertion_loss", Decibels.self) != nil else {
      throw DeviceLinkError(
        "\(record.name) states no insertion_loss, without which no budget closes")
    }
    guard record.figure("power", Watts.self) == nil || record.number("ports") != nil else {
      throw DeviceLinkError(
        "\(record.name) states the power of its chassis and not how many ports share it")
    }
    self.record = record
    self.passes = passes
  }

  /// Such as `palomar`, or `palomar x 2`: more passes are another link.
  var name: String { passes == 1 ? record.name : "\(record.name) x \(passes)" }

  func element(_ draw: inout Draw) throws(DeviceLinkError) -> OpticalElement {
    var values = RecordValues(record: record, draw: draw)
    defer { draw = values.draw }
    return OpticalElement(
      .circuitSwitch, .times(passes, each: try values.quantity("insertion_loss")))
  }

  /// The chassis' power, one port's part of it for each pass of a duplex circuit; nil where the
  /// record states none.
  ///
  /// A circuit is held by a link in both directions, whether or not bits move: a bit that is
  /// delivered while both are busy pays half of a port's power over the link's rate one way.
  ///
  /// - Parameters:
  ///   - rate: of a link, one way.
  ///   - waveguide: what one waveguide carries; a link holds whole circuits.
  /// - Returns: what a bit pays.
  func term(rate: BitsPerSecond, waveguide: BitsPerSecond) -> PathTerm? {
    guard let power = record.figure("power", Watts.self), let ports = record.number("ports") else {
      return nil
    }
    let circuits = (rate / waveguide * (1 - 1e-12)).rounded(.up)
    let count = Double(passes) * max(1, circuits)
    return PathTerm(
      figure: power.name, components: power.includes, isStatic: true, boundary: power.boundary
    ) { draw in draw(power) / draw(ports) * count / 2 / rate }
  }
}
