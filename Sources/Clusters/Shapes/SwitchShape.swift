// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// One hop through a switch that joins every accelerator of the domain.
///
/// Where one chip does not carry it all, several work side by side and each accelerator has links
/// to all of them; they stand as one node, because traffic spreads over them evenly.
struct SwitchShape: DomainShape, PlainShape {
  static let name = "switch"
  static let hasSwitches = true
  static let hasLeaves = false
  let size: Int

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    let up = try domain.evaluate(.accelerator, .packetSwitch).bundled(domain.bundle)
    let down = try domain.evaluate(.packetSwitch, .accelerator).bundled(domain.bundle)
    let chips = try chips(of: domain, each: up.rate)
    domain.fabric.reserveLinks(2 * domain.span * domain.copies)
    for copy in 0..<domain.copies {
      let hub = domain.addSwitch("switch", number: copy)
      for place in 0..<domain.span {
        let accelerator = domain.accelerator(copy: copy, group: 0, place: place)
        domain.join(accelerator, hub, up: up, down: down)
      }
      domain.use(switches: chips)
    }
  }

  /// Chips of one domain: enough throughput for all accelerators at once, and enough ports.
  private func chips(
    of domain: DomainBuilder, each rate: BitsPerSecond
  ) throws(DocumentError) -> Int {
    guard let budget = domain.switches.first else { return 0 }
    guard domain.span <= budget.ports else {
      throw domain.error(
        "a switch joins \(domain.span) accelerators, and \(budget.name) has \(budget.ports) ports; "
          + "take a smaller size, another switch, or the shape fat-tree")
    }
    let load = rate * Double(domain.span) / budget.throughput
    // A hair below the next whole number is rounding, not a chip.
    let byThroughput = Int((load * (1 - 1e-12)).rounded(.up))
    let links = domain.span * domain.bundle
    let needed = max(byThroughput, (links + budget.ports - 1) / budget.ports, 1)
    guard let asked = budget.asked else { return needed }
    guard asked >= needed else {
      throw domain.error(
        "switches: \(asked) of \(budget.name) do not carry \(domain.span) x \(rate); "
          + "\(needed) or more do")
    }
    return asked
  }
}
