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
    let run = domain.length ?? floor?.run(acrossAccelerators: span)
    let link = try domain.link.laid(over: run)
    let (bundle, rate) = try link.bundle(asked: domain.count, accelerator: accelerator)
    if let run {
      try link.check(reach: run, on: floor)
    } else {
      note("\(domain.name): no length and no floor are given: time of flight is left out")
    }
    let length = run ?? .zero
    let ends = try ends(of: domain, rate: rate, span: span)
    let composer = LinkComposer(
      domain: domain.name, technology: link.technology, rate: rate, length: length,
      latencyOverride: link.latency, node: link.node)
    let trunkRun = domain.trunkLength ?? run
    let trunkLink = try (domain.trunk ?? domain.link).laid(over: trunkRun)
    let trunk = try trunk(of: domain, over: trunkLink, length: trunkRun) ?? composer
    var builder = DomainBuilder(
      name: domain.name, row: Int32(domains.count), size: domain.size, inner: inner,
      copies: copies, bundle: bundle,
      switches: domain.packetSwitch.map {
        SwitchBudget(
          name: $0.name, ports: $0.ports.value, throughput: $0.throughput.value,
          asked: domain.switches)
      },
      oversubscription: domain.oversubscription, node: domain.node,
      compose: { (from, to, role) throws(DocumentError) in
        try (role == .trunk ? trunk : composer)
          .compose(from: ends.device(from), to: ends.device(to))
      }, fabric: fabric)
    builder.ports = domain.count == nil ? link.ports(of: accelerator) : nil
    try domain.shape.lay(&builder)
    try check(domain.routing, of: domain, inner: inner, on: builder.grid)
    domainRouting.append(DomainRouting(policy: domain.routing, grid: builder.grid))
    fabric = builder.fabric
    composition += builder.composition
    domains.append(domain.name)
    paths.append(link.path)
    pathDevices.append(
      [
        domain.nic.map(PathDevice.init(pairOf:)),
        domain.packetSwitch.map(PathDevice.init(passing:)),
      ]
      .compactMap { $0 })
    messageOverhead.append(domain.messageOverhead ?? link.technology.messageOverhead.value)
    inNetworkReduction.append(try domain.reduction)
    linkClasses.append(domain.nic == nil ? .scaleUp : .network)
    for link in [link, trunkLink] {
      use(link.technology.file, link.cautions)
      for file in link.devices?.files ?? [] { use(file, []) }
    }
    if let nic = domain.nic {
      use(nic.file, [nic.latency.caution, nic.power.caution])
      addDevice(
        nic.name, domain: domain.name, count: count * bundle, power: nic.power, at: "NICs")
    }
    if let packetSwitch = domain.packetSwitch {
      use(
        packetSwitch.file,
        [
          packetSwitch.ports.caution, packetSwitch.throughput.caution,
          packetSwitch.latency.caution, packetSwitch.power.caution,
          domain.inNetworkReduction ? packetSwitch.reduction?.efficiency?.caution : nil,
        ])
      addDevice(
        packetSwitch.name, domain: domain.name, count: builder.switchesUsed,
        power: packetSwitch.power, at: "switches")
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

  /// What composes the links between a domain's parts, where they are of a kind of their own.
  private func trunk(
    of domain: DomainDescription, over link: LinkDescription, length: Metres?
  ) throws(DocumentError) -> LinkComposer? {
    guard domain.trunk != nil || domain.trunkLength != nil else { return nil }
    try link.check(reach: length ?? .zero, on: floor)
    return LinkComposer(
      domain: domain.name, technology: link.technology,
      rate: try link.bundle(asked: 1, accelerator: nil).rate, length: length ?? .zero,
      latencyOverride: link.latency, node: link.node)
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
        throw domain.link.node.error(
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
    if let packetSwitch = domain.packetSwitch {
      var covers = [packetSwitch.scope]
      // A switch that joins no more than one server's accelerators stands inside that server.
      if let server, span <= server.accelerators.value {
        try PowerScope.refuseOverlap(
          server.scope, packetSwitch.scope, at: "server", node: domain.node,
          remedy: "leave out the server, or take a server figure without its switches")
        covers.append(server.scope)
      }
      ends.packetSwitch = LinkEndDevice(
        place: "switch end (\(packetSwitch.name))", covers: covers,
        ingress: packetSwitch.latency.value, egress: .zero)
    }
    return ends
  }
}

/// The devices at the ends of a domain's links.
struct LinkEnds: Sendable {
  var accelerator: LinkEndDevice
  /// Only of a domain that has switches.
  var packetSwitch: LinkEndDevice?

  func device(_ end: LinkEnd) -> LinkEndDevice {
    switch end {
    case .accelerator: return accelerator
    case .packetSwitch:
      guard let packetSwitch else { preconditionFailure("a shape without switches asked for one") }
      return packetSwitch
    }
  }
}
