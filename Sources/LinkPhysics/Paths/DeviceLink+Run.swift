// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// What follows from how long a run of metal is: the SerDes' energy by its loss, and retimers.
extension DeviceLink {
  /// Whether a link of these devices is another one where it is longer.
  package var dependsOnLength: Bool {
    retimer != nil || (isPassive && Self.hasLossLaw(serdes))
  }

  private static func hasLossLaw(_ serdes: Record) -> Bool {
    serdes.figure("loss_law.at_no_loss", JoulesPerBit.self) != nil
  }

  /// What is left out because nobody states it, in words; nil where nothing is.
  package var leftOut: String? {
    if length == nil, isPassive, Self.hasLossLaw(serdes) {
      return "\(name): no length is given, so the energy of \(serdes.name) is its record's and not "
        + "that of its loss_law"
    }
    if let record = circuitSwitches?.record, record.figure("power", Watts.self) == nil {
      return "\(record.name) states no power, which is left out"
    }
    return nil
  }

  /// Devices that do not go with the retimer, in words; nil where all do.
  package var retimerProblem: String? {
    guard let retimer else { return nil }
    guard isPassive else {
      return "retimers stand in a run of metal: give line beside them, and no module or photonic"
    }
    guard serdes.figure("loss_budget", Decibels.self) != nil, serdes.text("modulation") != nil
    else {
      return "\(serdes.name) states no loss_budget or no modulation, without which nobody knows "
        + "how many retimers a run needs"
    }
    guard let lane = serdes.figure("lane_rate", BitsPerSecond.self)?.value,
      let most = retimer.figure("lane_rate", BitsPerSecond.self)?.value, lane > most * (1 + 1e-12)
    else { return nil }
    return "\(retimer.name) carries lanes of \(most), and those of \(serdes.name) are of \(lane)"
  }

  /// The run with its retimers, at the figures' values; nil where the link has none, or its length
  /// is not known.
  ///
  /// - Throws: `DeviceLinkError` where no number of retimers carries it, or the cable between two of
  ///   them is longer than it is sold.
  package func retimedRun() throws(DeviceLinkError) -> RetimedRun? {
    var nominal = Draw()
    guard let retimer, let length, let channel = try channel(&nominal) else { return nil }
    let device = try device(retimer, on: channel, &nominal)
    let run: RetimedRun
    do { run = try channel.retimed(over: length, with: device) } catch {
      throw DeviceLinkError("\(name): \(error)")
    }
    try checkSoldReach(of: run)
    return run
  }

  private func device(
    _ record: Record, on channel: ElectricalChannel, _ draw: inout Draw
  ) throws(DeviceLinkError) -> Retimer {
    let ends = try Self.ends(of: record, on: channel, &draw)
    var values = RecordValues(record: record, draw: draw)
    defer { draw = values.draw }
    let power: Watts = try values.quantity("power")
    let throughput: BitsPerSecond = try values.quantity("throughput")
    return Retimer(
      ends: ends,
      // The record's power is of all lanes in both directions.
      power: power * (channel.laneRate / throughput / 2), latency: try values.quantity("latency"),
      budget: try values.quantity("loss_budget"))
  }

  private static func ends(
    of retimer: Record, on channel: ElectricalChannel, _ draw: inout Draw
  ) throws(DeviceLinkError) -> [ChannelPiece] {
    guard !retimer.spectrum("loss", Decibels.self).isEmpty else { return [] }
    return [.hostChannel(try law(of: retimer, at: channel.nyquistFrequency, &draw))]
  }

  /// A line that is sold up to a length is no longer between two retimers either.
  private func checkSoldReach(of run: RetimedRun) throws(DeviceLinkError) {
    guard let line, let sold = line.figure("reach", Metres.self),
      let segment = run.segments.first(where: { $0.length > (sold.high ?? sold.value) })
    else { return }
    throw DeviceLinkError(
      "\(name): \(segment.length) of cable lie in one piece, and \(line.name) is sold up to "
        + "\(sold.high ?? sold.value)")
  }

  /// What retimers add to each bit; nil where the run needs none. As many as the figures' values
  /// ask for are there, also at the ends of the ranges.
  func retimerTerm() throws(DeviceLinkError) -> PathTerm? {
    guard let retimer, let run = try retimedRun(), run.retimers > 0,
      let power = retimer.figure("power", Watts.self),
      let throughput = retimer.figure("throughput", BitsPerSecond.self)
    else { return nil }
    let count = Double(run.retimers)
    let budget = retimer.figure("loss_budget", Decibels.self)
    return PathTerm(
      figure: "\(power.name) x \(run.retimers)", components: power.includes, isStatic: true,
      boundary: power.boundary
    ) { draw in
      // Asked for, so that the grade of what decides their number shows.
      _ = try? losses(&draw)
      if let budget { _ = draw(budget) }
      return draw(power) / draw(throughput) * (count / 2)
    }
  }

  /// Once a link: the time through every retimer on the way.
  func retimerLatency() throws(DeviceLinkError) -> Figure<Seconds>? {
    guard let run = try retimedRun(), run.retimers > 0,
      let latency = retimer?.figure("latency", Seconds.self)
    else { return nil }
    let count = run.retimers
    var all = latency.map { $0 * Double(count) }
    all.name = "\(latency.name) x \(count)"
    return all
  }

  /// The SerDes of both ends by the loss of their channel; nil where the record has no such law, or
  /// the loss is not known.
  func lossLaw() throws(DeviceLinkError) -> PathTerm? {
    var nominal = Draw()
    guard let base = serdes.figure("loss_law.at_no_loss", JoulesPerBit.self),
      let slope = serdes.figure("loss_law.per_decibel", JoulesPerBitPerDecibel.self),
      let planned = try losses(&nominal)
    else { return nil }
    return PathTerm(
      figure: "\(serdes.name).loss_law", components: base.includes, isStatic: false,
      boundary: base.boundary
    ) { draw in
      let law = SerDesLossLaw(
        atNoLoss: draw(base), perDecibel: JoulesPerBit(rawValue: draw(slope).rawValue))
      let ends = (try? losses(&draw)) ?? planned
      return (law.energy(over: ends.first) + law.energy(over: ends.last)) / 2
    }
  }

  /// Of the channels that leave the first host and reach the last one: the same one without
  /// retimers; nil where they are not known.
  private func losses(
    _ draw: inout Draw
  ) throws(DeviceLinkError) -> (first: Decibels, last: Decibels)? {
    guard let length, let channel = try channel(&draw) else { return nil }
    guard let retimer, let run = try retimedRun(), run.retimers > 0 else {
      let whole = channel.totalLoss(over: length)
      return (whole, whole)
    }
    let ends = try Self.ends(of: retimer, on: channel, &draw)
    func loss(_ host: [ChannelPiece], _ segment: RetimedRun.Segment) -> Decibels {
      let fixed = (host + ends).map { $0.loss(at: channel.nyquistFrequency) }
      return fixed.reduce(channel.cableLoss * segment.length, +)
    }
    return (
      loss(channel.near, run.segments[0]), loss(channel.far, run.segments[run.retimers])
    )
  }
}
