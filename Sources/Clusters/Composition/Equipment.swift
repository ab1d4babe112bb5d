// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// Things of one kind in a cluster, all alike: what they draw and what one costs.
///
/// No component is in two of them: what a link has in common with a device is in the device.
package struct Equipment: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case accelerator = "accelerators"
    case server = "servers"
    case nic = "NICs"
    case packetSwitch = "switches"
    case circuitSwitch = "circuit switches"
    /// Modules or optical engines, with what else of their links no device has in its figure.
    case module = "modules"
    /// With what their links draw where no module stands at their ends.
    case cable = "cables"
  }

  package enum Price: Sendable {
    case own(Priced)
    /// In the price of what is named.
    case included(in: String)
  }

  package var kind: Kind
  package var name: String
  /// nil for what belongs to the whole cluster.
  package var domain: String?
  /// Not whole where several links share a module.
  package var count: Double
  package var includes: [EnergyComponent]
  /// Figures of links that are in devices' own, such as "nvlink4.energy[0] in h100-sxm.power".
  package var covered: [String] = []
  package var price: Price
  /// All of them together: while nothing happens, and while everything is at its most.
  package var idle: @Sendable (inout Draw) -> Watts
  package var busy: @Sendable (inout Draw) -> Watts
}

extension ClusterAssembly {
  /// Modules and cables by kind of link.
  func linkEquipment() -> [Equipment] {
    var lines: [Equipment] = []
    for (number, kind) in linkKinds.enumerated() {
      let accounts = fabric.accounts.filter { $0.kind == number }
      let parts = accounts.flatMap(\.parts)
      guard accounts.contains(where: { $0.links > 0 }) else { continue }
      let counted = parts.filter(\.isCounted).flatMap(\.term.components)
      var cable = Equipment(
        kind: .cable, name: kind.name, domain: domains[kind.domain],
        count: accounts.reduce(0) { $0 + Double($1.links) / ($1.isPair ? 2 : 1) },
        includes: EnergyComponent.allCases.filter(counted.contains), price: .own(kind.price),
        idle: { draw in accounts.reduce(.zero) { $0 + $1.power(moving: false, &draw) } },
        busy: { draw in accounts.reduce(.zero) { $0 + $1.power(moving: true, &draw) } })
      for part in parts {
        guard case .covered(let owner) = part.outcome else { continue }
        let text = "\(part.term.figure) in \(owner)"
        if !cable.covered.contains(text) { cable.covered.append(text) }
      }
      if let module = kind.module {
        var modules = cable
        modules.kind = .module
        modules.name = module.name
        modules.count =
          accounts.reduce(0) { $0 + Double($1.links * ($1.isPair ? 1 : 2)) } * module.perEnd
        modules.price = module.price.map(Equipment.Price.own) ?? .included(in: kind.name)
        lines.append(modules)
        cable.includes = []
        cable.covered = []
        cable.idle = { _ in .zero }
        cable.busy = { _ in .zero }
      }
      lines.append(cable)
    }
    return lines
  }
}

extension LinkDescription {
  /// The links of a file's entry as a kind of their own.
  ///
  /// - Parameters:
  ///   - domain: row of the cluster's domains.
  ///   - rate: of one link.
  ///   - isTrunk: whether they have an entry of their own in the domain.
  /// - Returns: with the modules that stand at their ends.
  func kind(inDomain domain: Int, rate: BitsPerSecond, isTrunk: Bool = false) -> LinkKind {
    var price = Priced(technology.name, technology.price)
    var module: LinkKind.Module?
    if let devices {
      price =
        devices.line.map { Priced($0.name, $0.figure("price")) }
        ?? Priced("the cable of \(technology.name)", nil)
      if let record = devices.module {
        let whole = record.figure("rate", BitsPerSecond.self)?.value ?? rate
        module = LinkKind.Module(
          name: record.name, perEnd: rate / whole,
          price: Priced(record.name, record.figure("price")))
      } else if let record = devices.photonic {
        module = LinkKind.Module(name: record.name, perEnd: 1, price: Priced(record.name, nil))
      }
    } else {
      let pace = rate / technology.rate.value
      if !technology.powerPerEnd.isEmpty {
        module = LinkKind.Module(name: technology.name, perEnd: pace, price: nil)
      }
      // A link at another rate than its price is for is another product.
      if (pace - 1).magnitude > 1e-9 { price = Priced("\(technology.name) at \(rate)", nil) }
    }
    return LinkKind(
      domain: domain, name: technology.name, isTrunk: isTrunk, path: path, module: module,
      price: price)
  }
}
