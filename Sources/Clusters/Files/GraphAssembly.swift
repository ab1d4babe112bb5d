// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// A node of an explicit graph.
private struct GraphNode {
  let node: DocumentNode
  let name: String
  let kind: NodeKind
  let packetSwitch: SwitchTechnology?
  let nic: NICTechnology?

  init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    self.node = node
    var reader = try node.mapping()
    name = try reader.string("name")
    kind = try reader.required("kind")
      .choice(of: ["accelerator": .accelerator, "switch": .packetSwitch, "nic": .nic])
    packetSwitch =
      kind == .packetSwitch ? try catalogue.packetSwitch(try reader.required("switch")) : nil
    nic = kind == .nic ? try catalogue.nic(try reader.required("nic")) : nil
    try reader.finish()
  }
}

/// A link of an explicit graph; with `duplex`, both directions.
private struct GraphLink {
  let node: DocumentNode
  let from: DocumentNode
  let to: DocumentNode
  let link: LinkDescription
  let count: Int
  let length: Metres?
  let isDuplex: Bool

  init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    self.node = node
    var reader = try node.mapping()
    from = try reader.required("from")
    to = try reader.required("to")
    link = try LinkDescription(try reader.required("link"), catalogue)
    count = try reader.optionalInteger("count", in: 1...4096) ?? 1
    length = try reader.optionalQuantity("length")
    let duplex = try reader.optionalBoolean("duplex")
    isDuplex = duplex ?? true
    try reader.finish()
  }
}

extension ClusterAssembly {
  /// Takes nodes and links as they are written; each link technology is a domain, in the order of
  /// first use, so inner links come first in the file.
  mutating func join(
    nodes: DocumentNode, links: DocumentNode, acceleratorsForward: Bool,
    policy: DocumentNode? = nil
  ) throws(DocumentError) {
    if let policy {
      let known = try RoutingPolicy(policy)
      guard known != .dimensionOrder, known != .railAligned else {
        throw policy.error("a graph of nodes and links has neither dimensions nor rails")
      }
      domainRouting = [DomainRouting(policy: known)]
    }
    routing = .graph(acceleratorsForward: acceleratorsForward)
    var graph: [GraphNode] = []
    for element in try nodes.sequence() { graph.append(try GraphNode(element, catalogue)) }
    let listed = graph.count { $0.kind == .accelerator }
    guard listed == count else {
      throw countNode.error("nodes lists \(listed) accelerators, and count says \(count)")
    }
    // Accelerators take the first numbers, each kind in the order written.
    graph =
      graph.filter { $0.kind == .accelerator } + graph.filter { $0.kind != .accelerator }
    var numbers: [String: Int] = [:]
    for (number, entry) in graph.enumerated() {
      guard numbers.updateValue(number, forKey: entry.name) == nil else {
        throw entry.node.error("a node named \"\(entry.name)\" is there already")
      }
      if number < count {
        fabric.nodes.name[number] = entry.name
      } else {
        _ = fabric.add(entry.kind, named: entry.name)
      }
    }
    let devices = try endDevices(of: graph)
    var portsUsed = [Int](repeating: 0, count: graph.count)
    for element in try links.sequence() {
      let link = try GraphLink(element, catalogue)
      let from = try Self.number(link.from, numbers, graph)
      let to = try Self.number(link.to, numbers, graph)
      guard from != to else { throw link.node.error("joins \"\(graph[from].name)\" to itself") }
      portsUsed[from] += link.count
      portsUsed[to] += link.count
      try lay(link, from: from, to: to, devices)
    }
    for (number, entry) in graph.enumerated() {
      guard let ports = entry.packetSwitch?.ports.value, portsUsed[number] > ports else { continue }
      throw entry.node.error(
        "\"\(entry.name)\" ends \(portsUsed[number]) links and has \(ports) ports")
    }
    inNetworkReduction = domains.map { _ in nil }
    addDevices(of: graph)
  }

  private mutating func lay(
    _ link: GraphLink, from: Int, to: Int, _ devices: [LinkEndDevice]
  ) throws(DocumentError) {
    let laid = try link.link.laid(over: link.length)
    let (count, rate) = try laid.bundle(asked: link.count, accelerator: nil)
    let technology = laid.technology
    if let length = link.length { try laid.check(reach: length) }
    if link.length == nil {
      note("links: where no length is given, time of flight is left out")
    }
    let composer = LinkComposer(
      domain: technology.name, technology: technology, rate: rate, length: link.length ?? .zero,
      latencyOverride: laid.latency, node: laid.node)
    var row = domains.firstIndex(of: technology.name)
    if row == nil {
      row = domains.count
      domains.append(technology.name)
      paths.append(laid.path)
      messageOverhead.append(technology.messageOverhead.value)
      linkClasses.append(technology.isOptical ? .network : .scaleUp)
      use(technology.file, laid.cautions)
      for file in laid.devices?.files ?? [] { use(file, []) }
    }
    let ways = link.isDuplex ? [(from, to), (to, from)] : [(from, to)]
    for (start, end) in ways {
      let composed = try composer.compose(
        from: devices[start], to: devices[end], isPair: link.isDuplex)
      for line in composed.lines where !composition.contains(line) { composition.append(line) }
      let values = fabric.adopt(composed).bundled(count)
      fabric.connect(from: Int32(start), to: Int32(end), values, domain: Int32(row ?? 0))
    }
  }

  private static func number(
    _ node: DocumentNode, _ numbers: [String: Int], _ graph: [GraphNode]
  ) throws(DocumentError) -> Int {
    let name = try node.string()
    guard let number = numbers[name] else {
      throw node.error(
        "\"\(name)\" is no node\(Suggestion.hint(for: name, among: graph.map(\.name)))")
    }
    return number
  }

  private func endDevices(of graph: [GraphNode]) throws(DocumentError) -> [LinkEndDevice] {
    let serverScope = server.map { [$0.scope] } ?? []
    var devices: [LinkEndDevice] = []
    for entry in graph {
      if let packetSwitch = entry.packetSwitch {
        devices.append(
          LinkEndDevice(
            place: "switch end (\(packetSwitch.name))", covers: [packetSwitch.scope],
            ingress: packetSwitch.latency.value, egress: .zero))
      } else if let nic = entry.nic {
        if let server {
          try PowerScope.refuseOverlap(
            server.scope, nic.scope, at: "server", node: entry.node,
            remedy: "leave out the server, or take a server figure without NICs")
        }
        devices.append(
          LinkEndDevice(
            place: "NIC end (\(nic.name))", covers: [nic.scope] + serverScope,
            ingress: nic.latency.value, egress: .zero))
      } else {
        devices.append(
          LinkEndDevice(
            place: "accelerator end (\(accelerator.name))",
            covers: [accelerator.scope] + serverScope, ingress: .zero, egress: .zero))
      }
    }
    return devices
  }

  /// Device groups by technology, in the order of the catalogue.
  private mutating func addDevices(of graph: [GraphNode]) {
    for technology in catalogue.nics {
      let number = graph.count { $0.nic?.name == technology.name }
      guard number > 0 else { continue }
      use(technology.file, [technology.latency.caution, technology.power.caution])
      addDevice(technology.name, domain: nil, count: number, power: technology.power, at: "NICs")
    }
    for technology in catalogue.switches {
      let number = graph.count { $0.packetSwitch?.name == technology.name }
      guard number > 0 else { continue }
      use(technology.file, [technology.latency.caution, technology.power.caution])
      addDevice(
        technology.name, domain: nil, count: number, power: technology.power, at: "switches")
    }
  }
}
