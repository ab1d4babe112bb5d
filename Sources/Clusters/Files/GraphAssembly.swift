// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import LinkPhysics
import Quantities
import Technologies

extension ClusterAssembly {
  /// Takes nodes and links as a file gives them; each link technology is a domain, in the order of
  /// first use, so inner links come first in the file.
  mutating func join(
    _ graph: GraphDescription, acceleratorsForward: Bool, policy: DocumentNode? = nil
  ) throws(DocumentError) {
    if let policy {
      let known = try RoutingPolicy(policy)
      guard known != .dimensionOrder, known != .railAligned else {
        throw policy.error("a graph of nodes and links has neither dimensions nor rails")
      }
      domainRouting = [DomainRouting(policy: known)]
    }
    for file in graph.files { use(file, []) }
    for line in graph.notes { note(line) }
    let listed = graph.nodes.count { $0.meaning.kind == .accelerator }
    guard listed > 0 else { throw graph.place.error("no node of the graph is an accelerator") }
    guard listed == count else {
      throw sets[0].countNode.error("nodes lists \(listed) accelerators, and count says \(count)")
    }
    var seen: Set<String> = []
    for entry in graph.nodes where !seen.insert(entry.name).inserted {
      throw entry.place.error("a node named \"\(entry.name)\" is there already")
    }
    // Accelerators take the first numbers, each kind in the order written.
    let nodes =
      graph.nodes.filter { $0.meaning.kind == .accelerator }
      + graph.nodes.filter { $0.meaning.kind != .accelerator }
    let numbers = name(nodes)
    var laying = GraphLaying(graph.kinds, devices: try endDevices(of: nodes))
    var portsUsed = [Int](repeating: 0, count: nodes.count)
    fabric.reserveLinks(2 * graph.links.count)
    var duplex: Set<Int> = []
    var isTwiceListed = false
    for link in graph.links {
      let from = try Self.number(link.from, numbers, nodes)
      let to = try Self.number(link.to, numbers, nodes)
      guard from != to else { throw link.place.error("joins \"\(nodes[from].name)\" to itself") }
      if link.isDuplex {
        duplex.insert(from * nodes.count + to)
        isTwiceListed = isTwiceListed || duplex.contains(to * nodes.count + from)
      }
      portsUsed[from] += link.count
      portsUsed[to] += link.count
      try lay(link, from: from, to: to, &laying)
    }
    if isTwiceListed {
      note(
        "links: some nodes are joined from both sides by links of both directions, which stand side "
          + "by side; where each is meant for one direction, it is no duplex link")
    }
    for (number, entry) in nodes.enumerated() {
      guard let each = entry.meaning.packetSwitch?.ports.value else { continue }
      let ports = each * entry.chips
      guard portsUsed[number] > ports else { continue }
      throw entry.place.error(
        "\"\(entry.name)\" ends \(portsUsed[number]) links and has \(ports) ports")
    }
    inNetworkReduction = domains.map { _ in nil }
    addDevices(of: nodes)
    routing = try scope(of: graph, nodes, acceleratorsForward: acceleratorsForward)
  }

  /// Names the nodes and returns their numbers.
  private mutating func name(_ nodes: [GraphNode]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    numbers.reserveCapacity(nodes.count)
    for (number, entry) in nodes.enumerated() {
      numbers[entry.name] = number
      if number < count {
        fabric.nodes.name[number] = entry.name
      } else {
        _ = fabric.add(entry.meaning.kind, named: entry.name)
      }
    }
    return numbers
  }

  /// Which links routes use, once it is sure that they lead from everyone to everyone.
  private mutating func scope(
    of graph: GraphDescription, _ nodes: [GraphNode], acceleratorsForward: Bool
  ) throws(DocumentError) -> RoutingScope {
    var reachability = Reachability(fabric, acceleratorsForward: acceleratorsForward)
    if let gap = reachability.firstGap() {
      throw graph.place.error(
        "no way leads from \"\(nodes[gap.from].name)\" to \"\(nodes[gap.to].name)\": no switches or "
          + "links join them"
          + (acceleratorsForward
            ? "" : ", and accelerators do not forward (accelerators_forward: true lets them)"))
    }
    if let loose = reachability.firstLoose() {
      throw nodes[loose].place.error("\"\(nodes[loose].name)\" is joined to no accelerator")
    }
    guard graph.prefersFirstTechnology, domains.count > 1, count > 1 else {
      return .graph(acceleratorsForward: acceleratorsForward)
    }
    let inner = fabric.links.domain
    var first = Reachability(fabric, acceleratorsForward: acceleratorsForward) { inner[$0] == 0 }
    guard first.firstGap() == nil else {
      return .graph(acceleratorsForward: acceleratorsForward)
    }
    note("\(domains[0]) joins all accelerators: ways between them use no other links")
    return .domains(spans: [count], forwards: [acceleratorsForward])
  }

  private static func number(
    _ node: DocumentNode, _ numbers: [String: Int], _ nodes: [GraphNode]
  ) throws(DocumentError) -> Int {
    let name = try node.string()
    guard let number = numbers[name] else {
      throw node.error(
        "\"\(name)\" is no node\(Suggestion.hint(for: name, among: nodes.map(\.name)))")
    }
    return number
  }

  /// Device groups by technology, in the order of the catalogue.
  private mutating func addDevices(of nodes: [GraphNode]) {
    for technology in catalogue.nics {
      let ends = nodes.indices.filter { nodes[$0].meaning.nic?.name == technology.name }
      guard !ends.isEmpty else { continue }
      use(technology.file, [technology.latency.caution, technology.power.caution])
      addDevice(
        technology.name, domain: nil, count: ends.count, power: technology.power,
        price: technology.price, .nic, at: .nodes(ends.map(Int32.init), each: 1))
    }
    for technology in catalogue.switches {
      let hubs = nodes.indices.filter { nodes[$0].meaning.packetSwitch?.name == technology.name }
      guard let first = hubs.first else { continue }
      let areAlike = hubs.allSatisfy { nodes[$0].chips == nodes[first].chips }
      use(technology.file, [technology.latency.caution, technology.power.caution])
      addDevice(
        technology.name, domain: nil, count: hubs.reduce(0) { $0 + nodes[$1].chips },
        power: technology.power, price: technology.price, .packetSwitch,
        at: areAlike ? .nodes(hubs.map(Int32.init), each: nodes[first].chips) : nil)
    }
  }
}
