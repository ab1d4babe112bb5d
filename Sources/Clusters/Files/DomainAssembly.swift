// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

extension ClusterAssembly {
  /// Lays every domain, innermost first.
  mutating func join(_ node: DocumentNode) throws(DocumentError) {
    var descriptions: [DomainDescription] = []
    for element in try node.sequence() {
      let description = try DomainDescription(element, catalogue)
      guard !descriptions.contains(where: { $0.name == description.name }) else {
        throw element.error("a domain named \"\(description.name)\" is there already")
      }
      descriptions.append(description)
    }
    guard !descriptions.isEmpty else { throw node.error("lists no domain") }
    var product = 1
    for description in descriptions {
      // Ten million is more than any count allows, and far from overflow.
      product = min(product * description.size, 10_000_000)
    }
    guard product == count else {
      let sizes = descriptions.map { "\($0.size)" }.joined(separator: " x ")
      throw countNode.error(
        "the domains join \(sizes) = \(product) accelerators, and count says \(count)")
    }
    var spans: [Int] = []
    var forwards: [Bool] = []
    var inner = 1
    for description in descriptions {
      let span = inner * description.size
      try lay(description, inner: inner, copies: count / span)
      spans.append(span)
      forwards.append(description.shape.forwards(inner: inner))
      inner = span
    }
    routing = .domains(spans: spans, forwards: forwards)
  }

  private mutating func lay(
    _ domain: DomainDescription, inner: Int, copies: Int
  ) throws(DocumentError) {
    let span = inner * domain.size
    let link = domain.links.port
    let (bundle, rate) = try link.bundle(asked: domain.count, accelerator: accelerator)
    let length = try length(of: domain, span: span)
    let ends = try ends(of: domain, rate: rate, span: span)
    let composers = DomainComposers(
      port: LinkComposer(
        domain: domain.name, technology: link.technology, rate: rate, length: length,
        latencyOverride: link.latency, node: link.node),
      trunk: try composer(of: domain, domain.links.trunk, length: length),
      global: try composer(of: domain, domain.links.global, length: length))
    var builder = DomainBuilder(
      name: domain.name, row: Int32(domains.count), size: domain.size, inner: inner,
      copies: copies, bundle: bundle, switches: domain.switches.budgets,
      circuitPorts: domain.switches.circuit?.ports,
      oversubscription: domain.oversubscription, node: domain.node,
      compose: { (from, to, role) throws(DocumentError) in
        try composers.compose(from: ends.device(from), to: ends.device(to), role)
      }, fabric: fabric)
    builder.ports = domain.count == nil ? link.ports(of: accelerator) : nil
    try domain.shape.lay(&builder)
    try check(domain.routing, of: domain, inner: inner, on: builder.grid)
    domainRouting.append(DomainRouting(policy: domain.routing, grid: builder.grid))
    layouts.append(builder.layout)
    fabric = builder.fabric
    composition += builder.composition
    domains.append(domain.name)
    paths.append(link.path)
    pathDevices.append(
      [domain.nic.map(PathDevice.init(pairOf:))].compactMap { $0 }
        + domain.switches.kinds.map(PathDevice.init(passing:)))
    messageOverhead.append(domain.messageOverhead ?? link.technology.messageOverhead.value)
    inNetworkReduction.append(try domain.reduction)
    linkClasses.append(domain.nic == nil ? .scaleUp : .network)
    for link in domain.links.all {
      use(link.technology.file, link.cautions)
      for file in link.devices?.files ?? [] { use(file, []) }
    }
    addDevices(of: domain, builder)
  }

  /// Device groups of a domain: NICs, switches of each kind, circuit switches.
  private mutating func addDevices(of domain: DomainDescription, _ builder: DomainBuilder) {
    if let nic = domain.nic {
      use(nic.file, [nic.latency.caution, nic.power.caution])
      addDevice(
        nic.name, domain: domain.name, count: count * builder.bundle, power: nic.power,
        at: "NICs")
    }
    for packetSwitch in domain.switches.kinds {
      use(
        packetSwitch.file,
        [
          packetSwitch.ports.caution, packetSwitch.throughput.caution,
          packetSwitch.latency.caution, packetSwitch.power.caution,
          domain.inNetworkReduction ? packetSwitch.reduction?.efficiency?.caution : nil,
        ])
      let used = zip(domain.switches.tiers, builder.switchesUsed)
        .reduce(0) { $0 + ($1.0.name == packetSwitch.name ? $1.1 : 0) }
      addDevice(
        packetSwitch.name, domain: domain.name, count: used, power: packetSwitch.power,
        at: "switches")
    }
    if let circuit = domain.switches.circuit {
      use(circuit.record.file, [circuit.power?.caution])
      if let power = circuit.power {
        addDevice(
          circuit.record.name, domain: domain.name, count: builder.circuitSwitchesUsed,
          power: power, at: "circuit switches")
      } else {
        note(
          "\(domain.name): \(circuit.record.name) has no power on record: "
            + "\(builder.circuitSwitchesUsed) of them are left out")
      }
    }
  }

  /// Refuses ways that a domain does not have.
  private func check(
    _ policy: RoutingPolicy, of domain: DomainDescription, inner: Int, on grid: NodeGrid?
  ) throws(DocumentError) {
    switch policy {
    case .dimensionOrder where grid == nil:
      throw domain.node.error(
        "routing: dimension-order needs dimensions, and the shape "
          + "\(type(of: domain.shape).name) has none")
    case .railAligned where inner == 1 || !type(of: domain.shape).hasSwitches:
      throw domain.node.error(
        "routing: rail-aligned goes over the inner domain to the destination's rail, and "
          + (inner == 1 ? "this is the innermost" : "this one has no switches"))
    default: break
    }
  }

  /// What composes links that are not those of accelerators; nil where the file says no other.
  private func composer(
    of domain: DomainDescription, _ other: DomainLinks.Other, length: Metres
  ) throws(DocumentError) -> LinkComposer? {
    guard other.link != nil || other.length != nil else { return nil }
    let link = other.link ?? domain.links.port
    let length = other.length ?? length
    try link.check(reach: length, on: floor)
    return LinkComposer(
      domain: domain.name, technology: link.technology,
      rate: try link.bundle(asked: 1, accelerator: nil).rate, length: length,
      latencyOverride: link.latency, node: link.node)
  }

  private mutating func length(
    of domain: DomainDescription, span: Int
  ) throws(DocumentError) -> Metres {
    guard let length = domain.links.length ?? floor?.run(acrossAccelerators: span) else {
      note("\(domain.name): no length and no floor are given: time of flight is left out")
      return .zero
    }
    try domain.links.port.check(reach: length, on: floor)
    return length
  }

  /// What stands at the ends of a domain's links, once overlaps among devices are ruled out.
  private func ends(
    of domain: DomainDescription, rate: BitsPerSecond, span: Int
  ) throws(DocumentError) -> LinkEnds {
    let serverScope = server.map { [$0.scope] } ?? []
    var ends = LinkEnds(
      accelerator: LinkEndDevice(
        place: "accelerator end (\(accelerator.name))", covers: [accelerator.scope] + serverScope,
        ingress: .zero, egress: .zero))
    if let nic = domain.nic {
      guard rate <= nic.rate.value * (1 + 1e-12) else {
        throw domain.links.port.node.error(
          "a link of \(rate) is faster than its NIC: \(nic.name) carries \(nic.rate.value)")
      }
      if let server {
        try PowerScope.refuseOverlap(
          server.scope, nic.scope, at: "server", node: domain.node,
          remedy: "leave out the server, or take a server figure without NICs")
      }
      ends.accelerator = LinkEndDevice(
        place: "accelerator end (\(nic.name))", covers: [nic.scope] + serverScope,
        ingress: nic.latency.value, egress: nic.latency.value)
    }
    for packetSwitch in domain.switches.tiers {
      var covers = [packetSwitch.scope]
      // A switch that joins no more than one server's accelerators stands inside that server.
      if let server, span <= server.accelerators.value {
        try PowerScope.refuseOverlap(
          server.scope, packetSwitch.scope, at: "server", node: domain.node,
          remedy: "leave out the server, or take a server figure without its switches")
        covers.append(server.scope)
      }
      ends.switches.append(
        LinkEndDevice(
          place: "switch end (\(packetSwitch.name))", covers: covers,
          ingress: packetSwitch.latency.value, egress: .zero))
    }
    return ends
  }
}
