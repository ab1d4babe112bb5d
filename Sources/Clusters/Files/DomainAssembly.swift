// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

extension ClusterAssembly {
  /// Lays every domain, innermost first, over accelerators of one kind.
  mutating func join(_ node: DocumentNode) throws(DocumentError) {
    let descriptions = try descriptions(node)
    let set = sets[0]
    let product = Self.product(descriptions)
    guard product == count else {
      let sizes = descriptions.map { "\($0.size)" }.joined(separator: " x ")
      throw set.countNode.error(
        "the domains join \(sizes) = \(product) accelerators, and count says \(count)")
    }
    let spans = try lay(descriptions, over: set)
    routing = .domains(spans: spans, forwards: forwards(descriptions, spans))
  }

  /// Lays the domains of groups of different kinds, and the one that joins them all.
  mutating func join(
    _ groups: [AcceleratorGroupDescription], by node: DocumentNode
  ) throws(DocumentError) {
    var blocks: [DomainBlocks] = []
    var forwards: [Bool] = []
    // Accelerators of one domain each so far, in the order of their numbers.
    var sizes = groups.map { [Int](repeating: 1, count: $0.set.count) }
    for (row, group) in groups.enumerated() {
      guard let own = group.domains else { continue }
      let descriptions = try descriptions(own)
      let product = Self.product(descriptions)
      guard group.set.count.isMultiple(of: product) else {
        throw group.set.countNode.error(
          "the domains join \(product) accelerators, and count says \(group.set.count), which is no "
            + "multiple")
      }
      let spans = try lay(descriptions, over: group.set)
      for span in spans {
        sizes[row] = [Int](repeating: span, count: group.set.count / span)
        blocks.append(DomainBlocks(sizes: sizes.flatMap { $0 }))
      }
      forwards += self.forwards(descriptions, spans)
    }
    let outer = try descriptions(node)
    guard outer.count == 1, outer[0].size == count else {
      throw node.error(
        "joins \(outer.map { "\($0.size)" }.joined(separator: " x ")); beside groups there is one "
          + "domain, and its size is all \(count) accelerators")
    }
    try lay(outer[0], over: groups.map(\.set), inner: 1, copies: 1)
    routing = .nested(
      blocks: blocks + [DomainBlocks(span: count)],
      forwards: forwards + [outer[0].shape.forwards(inner: 1)])
  }

  private func descriptions(
    _ node: DocumentNode
  ) throws(DocumentError) -> [DomainDescription] {
    var descriptions: [DomainDescription] = []
    for element in try node.sequence() {
      let description = try DomainDescription(element, catalogue)
      let known = descriptions.map(\.name) + domains
      guard !known.contains(description.name) else {
        throw element.error("a domain named \"\(description.name)\" is there already")
      }
      descriptions.append(description)
    }
    guard !descriptions.isEmpty else { throw node.error("lists no domain") }
    return descriptions
  }

  private static func product(_ descriptions: [DomainDescription]) -> Int {
    // Ten million is more than any count allows, and far from overflow.
    descriptions.reduce(1) { min($0 * $1.size, 10_000_000) }
  }

  private func forwards(_ descriptions: [DomainDescription], _ spans: [Int]) -> [Bool] {
    zip(descriptions, [1] + spans).map { $0.shape.forwards(inner: $1) }
  }

  /// Accelerators in one domain of each level.
  private mutating func lay(
    _ descriptions: [DomainDescription], over set: AcceleratorSet
  ) throws(DocumentError) -> [Int] {
    var spans: [Int] = []
    var inner = 1
    for description in descriptions {
      let span = inner * description.size
      try lay(description, over: [set], inner: inner, copies: set.count / span)
      spans.append(span)
      inner = span
    }
    return spans
  }

  private mutating func lay(
    _ domain: DomainDescription, over sets: [AcceleratorSet], inner: Int, copies: Int
  ) throws(DocumentError) {
    let span = inner * domain.size
    let run = domain.links.length ?? floor?.run(acrossAccelerators: span)
    if run == nil {
      note("\(domain.name): no length and no floor are given: time of flight is left out")
    }
    let link = try domain.links.port.laid(over: run)
    try link.check(reach: run ?? .zero, on: floor)
    let (bundle, rate) = try bundle(of: link, in: domain, sets)
    let ends = try ends(of: domain, sets, rate: rate, span: span)
    let kind = linkKinds.count
    linkKinds.append(link.kind(inDomain: domains.count, rate: rate))
    let port = LinkComposer(
      domain: domain.name, kind: kind, path: link.path, technology: link.technology, rate: rate,
      length: run ?? .zero, latencyOverride: link.latency, node: link.node)
    let trunk = try composer(
      of: domain, domain.links.trunk, otherwise: (domain.links.port, kind), run)
    let global = try composer(
      of: domain, domain.links.global,
      otherwise: (domain.links.trunk.link ?? domain.links.port, trunk?.composer.kind ?? kind), run)
    let composers = DomainComposers(
      port: port, trunk: trunk?.composer, global: global?.composer)
    var builder = DomainBuilder(
      name: domain.name, row: Int32(domains.count), size: domain.size, inner: inner,
      copies: copies, bundle: bundle, switches: domain.switches.budgets,
      circuitPorts: domain.switches.circuit?.ports,
      oversubscription: domain.oversubscription, node: domain.node,
      compose: { (from, to, role) throws(DocumentError) in
        try composers.compose(from: ends.device(from), to: ends.device(to), role)
      }, fabric: fabric)
    builder.first = sets[0].first
    builder.ports = domain.count == nil ? link.ports(of: sets[0].technology) : nil
    try domain.shape.lay(&builder)
    try check(domain.routing, of: domain, inner: inner, on: builder.grid)
    domainRouting.append(
      DomainRouting(policy: domain.routing, grid: builder.grid, rotation: builder.rotation))
    layouts.append(builder.layout)
    fabric = builder.fabric
    composition += builder.composition
    domains.append(domain.name)
    pathDevices.append(
      [domain.nic.map(PathDevice.init(pairOf:))].compactMap { $0 }
        + domain.switches.kinds.map(PathDevice.init(passing:)))
    messageOverhead.append(domain.messageOverhead ?? link.technology.messageOverhead.value)
    inNetworkReduction.append(try domain.reduction)
    linkClasses.append(domain.nic == nil ? .scaleUp : .network)
    for link in [link, trunk?.link, global?.link].compactMap({ $0 }) {
      use(link.technology.file, link.cautions)
      for file in link.devices?.files ?? [] { use(file, []) }
    }
    addDevices(of: domain, builder, accelerators: sets.reduce(0) { $0 + $1.count })
  }

  /// Device groups of a domain: NICs, switches of each kind, circuit switches.
  private mutating func addDevices(
    of domain: DomainDescription, _ builder: DomainBuilder, accelerators: Int
  ) {
    if let nic = domain.nic {
      use(nic.file, [nic.latency.caution, nic.power.caution])
      addDevice(
        nic.name, domain: domain.name, count: builder.nicsUsed ?? accelerators * builder.bundle,
        power: nic.power,
        price: nic.price, .nic, at: .ends(domain: Int32(domains.count - 1)))
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
      let nodes = zip(domain.switches.tiers, builder.switchNodes)
        .flatMap { $0.name == packetSwitch.name ? $1 : [] }
      addDevice(
        packetSwitch.name, domain: domain.name, count: used, power: packetSwitch.power,
        price: packetSwitch.price, .packetSwitch,
        at: .nodes(nodes, each: used / max(nodes.count, 1)))
    }
    if let circuit = domain.switches.circuit {
      use(circuit.record.file, [circuit.power?.caution])
      if let power = circuit.power {
        addDevice(
          circuit.record.name, domain: domain.name, count: builder.circuitSwitchesUsed,
          power: power, price: circuit.price, .circuitSwitch, at: nil)
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
  private mutating func composer(
    of domain: DomainDescription, _ other: DomainLinks.Other,
    otherwise usual: (link: LinkDescription, kind: Int), _ run: Metres?
  ) throws(DocumentError) -> (composer: LinkComposer, link: LinkDescription)? {
    guard other.link != nil || other.length != nil else { return nil }
    let run = other.length ?? run
    let link = try (other.link ?? usual.link).laid(over: run)
    try link.check(reach: run ?? .zero, on: floor)
    // The accelerators' own link is that of one, and not of a bundle.
    let rate = try link.bundle(asked: 1, accelerator: nil).rate
    var kind = usual.kind
    if other.link != nil {
      kind = linkKinds.count
      linkKinds.append(link.kind(inDomain: domains.count, rate: rate, isTrunk: true))
    }
    let composer = LinkComposer(
      domain: domain.name, kind: kind, path: link.path, technology: link.technology, rate: rate,
      length: run ?? .zero, latencyOverride: link.latency, node: link.node)
    return (composer, link)
  }
}
