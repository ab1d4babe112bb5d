// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

extension ClusterAssembly {
  /// Parallel links of an accelerator and the rate of one, the same for every kind.
  func bundle(
    of link: LinkDescription, in domain: DomainDescription, _ sets: [AcceleratorSet]
  ) throws(DocumentError) -> (count: Int, rate: BitsPerSecond) {
    let first = try link.bundle(asked: domain.count, accelerator: sets[0].technology)
    for set in sets.dropFirst() {
      let other = try link.bundle(asked: domain.count, accelerator: set.technology)
      guard other == first else {
        throw domain.node.error(
          "\(sets[0].technology.name) has \(first.count) such links of \(first.rate), and "
            + "\(set.technology.name) \(other.count) of \(other.rate): write count, the links of "
            + "each accelerator here")
      }
    }
    return first
  }

  /// What stands at the ends of a domain's links, once overlaps among devices are ruled out.
  func ends(
    of domain: DomainDescription, _ sets: [AcceleratorSet], rate: BitsPerSecond, span: Int
  ) throws(DocumentError) -> LinkEnds {
    let kinds = sets.map(\.technology.name).joined(separator: ", ")
    let servers = sets.flatMap(\.serverScopes)
    var ends = LinkEnds(
      accelerator: LinkEndDevice(
        place: "accelerator end (\(kinds))", covers: sets.flatMap(\.covers)))
    try refuseDifference(among: sets, at: domain)
    if let nic = domain.nic {
      guard rate <= nic.rate.value * (1 + 1e-12) else {
        throw domain.links.port.node.error(
          "a link of \(rate) is faster than its NIC: \(nic.name) carries \(nic.rate.value)")
      }
      for server in servers {
        try PowerScope.refuseOverlap(
          server, nic.scope, at: "server", node: domain.node,
          remedy: "leave out the server, or take a server figure without NICs")
      }
      ends.accelerator = LinkEndDevice(
        place: "accelerator end (\(nic.name))", covers: [nic.scope] + servers,
        ingress: nic.latency, egress: nic.latency, arriving: PathDevice(one: nic),
        leaving: PathDevice(one: nic))
    }
    for packetSwitch in domain.switches.tiers {
      var covers = [packetSwitch.scope]
      // A switch that joins no more than one server's accelerators stands inside that server.
      if sets.count == 1, let server = sets[0].server, span <= server.accelerators.value {
        try PowerScope.refuseOverlap(
          server.scope, packetSwitch.scope, at: "server", node: domain.node,
          remedy: "leave out the server, or take a server figure without its switches")
        covers.append(server.scope)
      }
      ends.switches.append(
        LinkEndDevice(
          place: "switch end (\(packetSwitch.name))", covers: covers,
          ingress: packetSwitch.latency, arriving: PathDevice(passing: packetSwitch)))
    }
    return ends
  }

  /// Refuses kinds whose own power covers different parts of what stands at a link's end: one
  /// figure of the link cannot be right for both.
  private func refuseDifference(
    among sets: [AcceleratorSet], at domain: DomainDescription
  ) throws(DocumentError) {
    let link = domain.links.port.technology
    let parts = Set((link.energy.map(\.includes) + link.powerPerEnd.map(\.includes)).joined())
    let covered = { (set: AcceleratorSet) -> Set<EnergyComponent> in
      let scopes = domain.nic == nil ? set.covers : set.serverScopes
      return parts.intersection(scopes.flatMap(\.includes))
    }
    for set in sets.dropFirst() where covered(set) != covered(sets[0]) {
      let words = { (set: AcceleratorSet) in
        covered(set).isEmpty
          ? "nothing" : covered(set).map(\.rawValue).sorted().joined(separator: ", ")
      }
      throw domain.node.error(
        "of \(link.name)'s parts the power of \(sets[0].technology.name) covers "
          + "\(words(sets[0])), and that of \(set.technology.name) \(words(set)); a link of this "
          + "domain ends at both: give it a nic, or the groups servers alike")
    }
  }
}
