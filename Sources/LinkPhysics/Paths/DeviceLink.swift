// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// A link of a technology over other devices: its rate and what its software costs stay, the wires
/// change.
///
/// Rate, forward error correction, message overhead and transport efficiency are those of the
/// technology. Energy, power, reach and time of flight come from the devices alone, so nothing of
/// the wires that they replace is paid too.
package struct DeviceLink: Sendable {
  package var technology: LinkTechnology
  /// At both ends, where bits leave and enter the chips.
  package var serdes: Record
  /// At both ends of the medium; nil for a passive cable.
  package var module: Record?
  /// An optical link from its parts, in place of a module.
  package var photonic: Record?
  /// Cable, board or fibre.
  package var line: Record?
  /// Boards, packages and connectors that each lie once on the way.
  package var channels: [Record]
  /// In a passive cable, as many as its run needs.
  package var retimer: Record?
  /// In the path of `photonic`.
  package var circuitSwitches: CircuitSwitchPasses?
  /// Of the run; nil while it is not known, and then nothing follows from it.
  package var length: Metres?

  package init(
    technology: LinkTechnology, serdes: Record, module: Record?, photonic: Record? = nil,
    line: Record?, channels: [Record], retimer: Record? = nil,
    circuitSwitches: CircuitSwitchPasses? = nil
  ) {
    self.photonic = photonic
    self.technology = technology
    self.serdes = serdes
    self.module = module
    self.line = line
    self.channels = channels
    self.retimer = retimer
    self.circuitSwitches = circuitSwitches
  }

  static let staticSuffix = " (static)"
  static let dynamicSuffix = " (dynamic)"

  package var name: String {
    let devices = [
      module?.name, photonic?.name, line?.name, retimer?.name, circuitSwitches?.name,
    ].compactMap { $0 }
    let over = devices.isEmpty ? [serdes.name] : devices
    // Runs of different lengths are then different links.
    let run = dependsOnLength ? length.map { ", \($0)" } : nil
    return "\(technology.name) over \(over.joined(separator: ", "))\(run ?? "")"
  }

  /// Files of the devices.
  package var files: [String] {
    ([serdes.file]
      + [
        module?.file, photonic?.file, line?.file, retimer?.file, circuitSwitches?.record.file,
      ].compactMap { $0 }
      + channels.map(\.file))
  }

  /// Two devices that both count a component, in words; nil where none do.
  package var overlap: String? {
    var owner: [EnergyComponent: String] = [:]
    let records = [serdes, module, photonic, line, retimer, circuitSwitches?.record]
    for record in records.compactMap({ $0 }) {
      let figures = record.figures.filter { $0.keyPath != "static_share" }
      // The parts of a photonic link may follow from figures that cover nothing themselves.
      let derived = record.name == photonic?.name ? PhotonicDesign(record).components : []
      for component in EnergyComponent.allCases
      where derived.contains(component)
        || figures.contains(where: { $0.figure.includes.contains(component) })
      {
        if let first = owner[component] {
          return "\(first) and \(record.name) both include \(component.rawValue), which would be "
            + "counted twice; take a device whose figure leaves it out"
        }
        owner[component] = record.name
      }
    }
    return nil
  }

  /// The link as a technology of its own.
  ///
  /// - Throws: `DeviceLinkError` where a channel of these devices does not close at any length, or
  ///   not at its own.
  package func resolved() throws(DeviceLinkError) -> LinkTechnology {
    var link = try plain()
    for term in try derivedTerms() { add(term, to: &link) }
    return link
  }

  /// The link without what follows from a budget.
  func plain() throws(DeviceLinkError) -> LinkTechnology {
    var link = technology
    link.name = name
    link.title = "\(technology.title), over other devices"
    link.energy = try lossLaw() == nil ? serdes.figures("energy") : []
    link.powerPerEnd = line?.figures("power_per_end") ?? []
    link.latencyPerEnd = []
    link.reach = line?.figure("reach")
    if let propagation = line?.figure("propagation", SecondsPerMetre.self) {
      link.propagation = propagation
    }
    if let photonic {
      link.medium = .fibre
      link.latencyPerEnd = photonic.figures("latency_per_end")
      link.reach = photonic.figure("reach")
      if let propagation = photonic.figure("propagation", SecondsPerMetre.self) {
        link.propagation = propagation
      }
      return link
    }
    guard let module else {
      if retimer != nil {
        link.reach = nil
        if let latency = try retimerLatency() { link.latency.append(latency) }
      } else if let reach = try channelReach() {
        link.reach = reachFigure(reach, sold: link.reach)
      }
      return link
    }
    link.medium = module.text("medium") == "copper" ? .copper : .fibre
    link.latencyPerEnd = module.figures("latency_per_end")
    link.reach = module.figure("reach") ?? link.reach
    if let share = pace(of: module) {
      link.powerPerEnd += module.figures("power_per_end", Watts.self).map { figure in
        figure.map { $0 * share }
      }
    }
    add(module.figures("energy"), of: module, to: &link)
    return link
  }

  /// What follows from the budget of the light, or from the loss and the length of the channel.
  func derivedTerms() throws(DeviceLinkError) -> [PathTerm] {
    if let photonic {
      let design = PhotonicDesign(photonic, through: circuitSwitches)
      var terms = try design.terms()
      let waveguide = try design.budget().energy.rate
      if let term = circuitSwitches?.term(rate: technology.rate.value, waveguide: waveguide) {
        terms.append(term)
      }
      return terms
    }
    return try [lossLaw(), retimerTerm()].compactMap { $0 }
  }

  private func add(_ term: PathTerm, to link: inout LinkTechnology) {
    let rate = technology.rate.value
    let energy = Derived { draw in term.value(&draw) }
    let figure = Figure<JoulesPerBit>(
      name: term.figure, value: energy.value, low: energy.low, high: energy.high,
      boundary: term.boundary, includes: term.components, kind: "derived",
      grade: energy.weakestGrade ?? .unverified,
      source: "the figures of \(sources.joined(separator: ", "))")
    if term.isStatic {
      link.powerPerEnd.append(figure.map { $0 * rate })
    } else {
      link.energy.append(figure)
    }
  }

  /// Records whose figures decide what follows.
  private var sources: [String] {
    let names =
      isPassive
      ? [serdes.name, line?.name, retimer?.name] + channels.map(\.name)
      : [photonic?.name, circuitSwitches?.record.name]
    return names.compactMap { $0 }
  }

  /// What the budget allows, and no more than is sold.
  private func reachFigure(
    _ reach: Derived<LengthDimension>, sold: Figure<Metres>?
  ) -> Figure<Metres> {
    let most = sold.map { $0.high ?? $0.value } ?? .infinity
    return Figure<Metres>(
      name: "\(name).reach", value: min(reach.value, most), low: min(reach.low, most),
      high: min(reach.value, most),
      boundary: "loss budget less fixed losses, over the cable's loss",
      kind: "derived", grade: reach.weakestGrade ?? .unverified,
      source: "loss budget of \(serdes.name), losses of "
        + ([line?.name].compactMap { $0 } + channels.map(\.name)).joined(separator: ", "))
  }

  /// The part of a module that one link uses: many slow links share a fast one.
  private func pace(of module: Record) -> Double? {
    guard let rate = module.figure("rate", BitsPerSecond.self)?.value else { return nil }
    return technology.rate.value / rate
  }

  /// A maker's joules per bit, at full rate: a share of it is drawn whether or not bits move.
  private func add(
    _ energies: [Figure<JoulesPerBit>], of module: Record, to link: inout LinkTechnology
  ) {
    guard let share = module.number("static_share") else {
      link.energy += energies
      return
    }
    let rate = technology.rate.value
    for figure in energies {
      let moving = Derived { draw in draw(figure) * (1 - draw(share)) }
      let lasting = Derived { draw in draw(figure) * draw(share) * rate }
      link.energy.append(figure.following(moving, as: Self.dynamicSuffix, of: share))
      link.powerPerEnd.append(figure.following(lasting, as: Self.staticSuffix, of: share))
    }
  }
}

extension Figure {
  /// A part of this figure, with the range that follows from it and from the share.
  fileprivate func following<D: Dimension>(
    _ part: Derived<D>, as side: String, of share: Figure<Double>
  ) -> Figure<Quantity<D>> {
    Figure<Quantity<D>>(
      name: name + side, value: part.value, low: part.low, high: part.high, year: year,
      boundary: boundary, includes: includes, kind: "derived", grade: part.weakestGrade ?? grade,
      source: "\(source); the share: \(share.source)", notes: notes)
  }
}
