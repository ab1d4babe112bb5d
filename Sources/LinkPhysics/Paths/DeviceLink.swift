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

  package init(
    technology: LinkTechnology, serdes: Record, module: Record?, photonic: Record? = nil,
    line: Record?, channels: [Record]
  ) {
    self.photonic = photonic
    self.technology = technology
    self.serdes = serdes
    self.module = module
    self.line = line
    self.channels = channels
  }

  static let staticSuffix = " (static)"
  static let dynamicSuffix = " (dynamic)"

  package var name: String {
    let devices = [module?.name, photonic?.name, line?.name].compactMap { $0 }
    let over = devices.isEmpty ? [serdes.name] : devices
    return "\(technology.name) over \(over.joined(separator: ", "))"
  }

  /// Files of the devices.
  package var files: [String] {
    ([serdes.file] + [module?.file, photonic?.file, line?.file].compactMap { $0 }
      + channels.map(\.file))
  }

  /// Two devices that both count a component, in words; nil where none do.
  package var overlap: String? {
    var owner: [EnergyComponent: String] = [:]
    for record in [serdes, module, photonic, line].compactMap({ $0 }) {
      let figures = record.figures.filter { $0.keyPath != "static_share" }
      for component in EnergyComponent.allCases
      where figures.contains(where: { $0.figure.includes.contains(component) }) {
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
  /// - Throws: `DeviceLinkError` where a channel of these devices does not close at any length.
  package func resolved() throws(DeviceLinkError) -> LinkTechnology {
    var link = technology
    link.name = name
    link.title = "\(technology.title), over other devices"
    link.energy = serdes.figures("energy")
    link.powerPerEnd = line?.figures("power_per_end") ?? []
    link.latencyPerEnd = []
    link.reach = line?.figure("reach")
    if let propagation = line?.figure("propagation", SecondsPerMetre.self) {
      link.propagation = propagation
    }
    if let photonic {
      try add(PhotonicDesign(photonic), to: &link)
      return link
    }
    guard let module else {
      if let reach = try channelReach() { link.reach = reachFigure(reach, sold: link.reach) }
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

  /// Light from its parts: what the budget asks for, and nothing where it does not close.
  private func add(
    _ design: PhotonicDesign, to link: inout LinkTechnology
  ) throws(DeviceLinkError) {
    link.medium = .fibre
    link.latencyPerEnd = design.record.figures("latency_per_end")
    link.reach = design.record.figure("reach")
    if let propagation = design.record.figure("propagation", SecondsPerMetre.self) {
      link.propagation = propagation
    }
    let rate = technology.rate.value
    for term in try design.terms() {
      let energy = Derived { draw in term.value(&draw) }
      let figure = Figure<JoulesPerBit>(
        name: term.figure, value: energy.value, low: energy.low, high: energy.high,
        boundary: term.boundary, includes: term.components, kind: "derived",
        grade: energy.weakestGrade ?? .unverified, source: "the figures of \(design.record.name)")
      if term.isStatic {
        link.powerPerEnd.append(figure.map { $0 * rate })
      } else {
        link.energy.append(figure)
      }
    }
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
