// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// A device's own figure of power and the components that it covers.
struct PowerScope: Sendable, Hashable {
  /// Such as `h100-sxm.power.computing`.
  var figure: String
  var includes: [EnergyComponent]
}

/// What stands at one end of a link.
struct LinkEndDevice: Sendable, Hashable {
  /// Such as "accelerator end (h100-sxm)".
  var place: String
  /// Figures that may already have part of the link in them.
  var covers: [PowerScope]
  /// Time through the device for a message that arrives, and for one that leaves.
  var ingress: Seconds
  var egress: Seconds
}

/// Puts one directed link together, so that each component at each end is counted exactly once.
///
/// A link's pJ/bit covers both ends and its module's watts one end; either way each end of a
/// directed link of a pair has half of the figure. Where the device at an end has all of a
/// figure's components in its own power, that half is left out; where it has some of them, the
/// figure cannot be split and the composition is refused.
struct LinkComposer: Sendable {
  let domain: String
  let technology: LinkTechnology
  /// Of one link, one way: the technology's own or what the file says instead.
  let rate: BitsPerSecond
  var length: Metres
  /// Replaces everything that would be summed.
  let latencyOverride: Seconds?
  /// Where the link was named, for messages.
  let node: DocumentNode

  /// Composes one direction between two devices.
  ///
  /// - Parameters:
  ///   - from: the device that sends.
  ///   - to: the device that receives.
  ///   - isPair: whether the other direction exists too and shares the modules.
  /// - Returns: the link's values, its ledger line, and what became of each figure.
  /// - Throws: `DocumentError` for a figure that a device covers in part.
  func compose(
    from: LinkEndDevice, to: LinkEndDevice, isPair: Bool = true
  ) throws(DocumentError) -> ComposedLink {
    var dynamic = JoulesPerBit.zero
    var lasting = Watts.zero
    var lines: [CompositionLine] = []
    var included: [EnergyComponent] = []
    // A faster or slower link of a technology keeps its energy per bit.
    let pace = rate / technology.rate.value
    for figure in technology.energy {
      for end in [from, to] {
        let half = figure.value / 2
        let outcome = try settle(figure.name, figure.includes, at: end)
        if outcome == .counted {
          dynamic += half
          included += figure.includes
        }
        lines.append(line(figure.name, figure.includes, end, .energy(half), outcome))
      }
    }
    for figure in technology.powerPerEnd {
      for end in [from, to] {
        let share = figure.value * pace / (isPair ? 2 : 1)
        let outcome = try settle(figure.name, figure.includes, at: end)
        if outcome == .counted {
          lasting += share
          included += figure.includes
        }
        lines.append(line(figure.name, figure.includes, end, .power(share), outcome))
      }
    }
    let components = EnergyComponent.allCases.filter(included.contains).map(\.rawValue)
    return ComposedLink(
      values: LinkValues(
        rate: rate, latency: latency(from: from, to: to), dynamicEnergy: dynamic,
        staticPower: lasting, technology: 0),
      scope: LinkEnergyScope(
        name: technology.name, isOptical: technology.isOptical, includes: components,
        transportEfficiency: technology.transportEfficiency?.value ?? 1,
        incastPenalty: technology.incastPenalty?.value ?? 0),
      lines: lines)
  }

  /// The same link over so many times its length.
  func over(_ lengths: Int) -> LinkComposer {
    var longer = self
    longer.length = length * Double(lengths)
    return longer
  }

  /// Egress, both PHYs, error correction, time of flight, and the way through the far device.
  private func latency(from: LinkEndDevice, to: LinkEndDevice) -> Seconds {
    if let latencyOverride { return latencyOverride }
    let once = technology.latency.reduce(Seconds.zero) { $0 + $1.value }
    let perEnd = technology.latencyPerEnd.reduce(Seconds.zero) { $0 + $1.value }
    let flight = technology.propagation.value * length
    return from.egress + once + perEnd * 2 + flight + to.ingress
  }

  private func settle(
    _ figure: String, _ includes: [EnergyComponent], at end: LinkEndDevice
  ) throws(DocumentError) -> CompositionLine.Outcome {
    let shared = includes.filter { part in end.covers.contains { $0.includes.contains(part) } }
    if shared.isEmpty { return .counted }
    let owners = end.covers.filter { $0.includes.contains { shared.contains($0) } }.map(\.figure)
    let owner = owners.joined(separator: " and ")
    guard shared.count == includes.count else {
      let words = { (parts: [EnergyComponent]) in
        parts.map(\.rawValue).joined(separator: ", ")
      }
      throw node.error(
        "\(domain), \(end.place): \(figure) [\(words(includes))] and \(owner) both include "
          + "\(words(shared)), and the link's figure cannot be split. Give the link one figure for "
          + "\(words(shared)) and one for \(words(includes.filter { !shared.contains($0) })), or "
          + "take a device whose power includes all or none of them")
    }
    return .covered(by: owner)
  }

  private func line(
    _ figure: String, _ includes: [EnergyComponent], _ end: LinkEndDevice,
    _ amount: CompositionLine.Amount, _ outcome: CompositionLine.Outcome
  ) -> CompositionLine {
    CompositionLine(
      domain: domain, place: end.place, figure: figure, components: includes.map(\.rawValue),
      amount: amount, outcome: outcome)
  }
}

extension PowerScope {
  /// Refuses two figures that cover one component at one place.
  static func refuseOverlap(
    _ first: PowerScope, _ second: PowerScope, at place: String, node: DocumentNode,
    remedy: String
  ) throws(DocumentError) {
    let shared = first.includes.filter(second.includes.contains)
    guard !shared.isEmpty else { return }
    throw node.error(
      "\(place): \(first.figure) and \(second.figure) both include "
        + "\(shared.map(\.rawValue).joined(separator: ", ")), which would be counted twice; \(remedy)"
    )
  }
}
