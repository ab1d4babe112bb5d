// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// A cluster as nested groups, found from its nodes and links: domains make servers and racks, and
/// what is left when the upper switches are taken away makes pods.
struct FabricOutline {
  private let cluster: Cluster
  private let neighbours: Neighbours
  private let levels: [DomainLevels.Level]
  private var scratch: [Int32]
  /// Everything.
  private(set) var root: FabricGroup

  init(_ cluster: Cluster) {
    self.cluster = cluster
    neighbours = Neighbours(cluster)
    levels = DomainLevels(cluster).levels
    scratch = [Int32](repeating: -1, count: cluster.nodes.count)
    root = FabricGroup("", noun: "", children: [])
    root = everything()
  }

  private mutating func everything() -> FabricGroup {
    let nodes = (0..<Int32(cluster.nodes.count)).map { $0 }
    // Where the outermost links join everything, they make no group inside it.
    let joinsAll = levels.last.map { $0.groupOfNode.allSatisfy { $0 == 0 } } ?? false
    var root = group(of: nodes, below: joinsAll ? levels.count - 1 : levels.count)
    root.name = cluster.name
    hangTiers(in: &root, isRoot: true)
    return root
  }

  /// The group of some nodes; the first levels, `below` of them, make groups inside it.
  private mutating func group(of nodes: [Int32], below: Int) -> FabricGroup {
    var children: [FabricGroup] = []
    var switches: [Int32] = []
    if below == 0 {
      for node in nodes {
        if isAccelerator(node) { children.append(leaf(node)) } else { switches.append(node) }
      }
    } else {
      var numbers: [Int: Int] = [:]
      for members in buckets(nodes, by: levels[below - 1].groupOfNode) {
        // Accelerators have the lowest numbers.
        if !isAccelerator(members[0]) {
          switches += members
        } else if members.count == 1 {
          children.append(leaf(members[0]))
        } else {
          // What a domain joins to nothing else is a group of the domain inside it.
          var level = below - 1
          while level > 0, isOneGroup(members, levels[level - 1]) { level -= 1 }
          var child = group(of: members, below: level)
          let domain = levels[level].domain
          let number = numbers[domain, default: 0]
          numbers[domain] = number + 1
          child.domain = cluster.domains[domain]
          child.noun = "\(cluster.domains[domain]) domain"
          child.name = "\(cluster.domains[domain]) \(number)"
          // Domains of an explicit graph are technologies; a lone switch says more.
          if case .graph = cluster.routing { name(&child, after: members) }
          children.append(child)
        }
      }
    }
    let domain = below < levels.count ? levels[below].domain : cluster.domains.count - 1
    let quotient = Quotient(children, switches.sorted(), neighbours, scratch: &scratch)
    return assemble(quotient, domain: domain)
  }

  private func buckets(_ nodes: [Int32], by label: [Int32]) -> [[Int32]] {
    var rows: [Int32: Int] = [:]
    var buckets: [[Int32]] = []
    for node in nodes.sorted() {
      let row = rows[label[Int(node)]] ?? buckets.count
      if row == buckets.count {
        rows[label[Int(node)]] = row
        buckets.append([])
      }
      buckets[row].append(node)
    }
    return buckets
  }

  private func isOneGroup(_ nodes: [Int32], _ level: DomainLevels.Level) -> Bool {
    nodes.allSatisfy { level.groupOfNode[Int($0)] == level.groupOfNode[Int(nodes[0])] }
  }

  private func isAccelerator(_ node: Int32) -> Bool { node < cluster.nodes.acceleratorCount }

  private func leaf(_ node: Int32) -> FabricGroup {
    FabricGroup(accelerator: node, named: cluster.nodes.name[Int(node)])
  }

  // MARK: Switches over groups

  private mutating func assemble(_ quotient: Quotient, domain: Int) -> FabricGroup {
    let hint = layout(of: domain)
    guard !quotient.switches.isEmpty else { return direct(quotient, hint: hint) }
    let tiers = quotient.tiers(cluster.nodes.kind)
    guard let top = tiers.last else { return direct(quotient, hint: hint) }
    let first = Int32(quotient.children.count)
    let isTop = Set(top)
    let packetTiers = tiers.count { !isNIC(quotient.switches[Int($0[0] - first)]) }
    let hasLinksInTop = quotient.edges.contains { isTop.contains($0.a) && isTop.contains($0.b) }
    if hasLinksInTop {
      // Switches that are joined to each other: each is drawn with what hangs on it, and where
      // others stand between, with all that hangs on the same ones.
      let split = quotient.parts(without: []) { !isTop.contains($0.a) || !isTop.contains($0.b) }
      if split.parts.count > 1, split.parts.allSatisfy({ !$0.children.isEmpty }) {
        var members = split.parts.enumerated().map { wrap($1, number: $0, domain: domain) }
        if packetTiers > 1 {
          for group in members.indices where members[group].noun == "pod" {
            members[group].noun = "group"
            members[group].name = "group \(group)"
          }
        }
        let edges = quotient.edges.compactMap { edge -> Quotient.Edge? in
          let (a, b) = (split.partOfVertex[Int(edge.a)], split.partOfVertex[Int(edge.b)])
          return a == b ? nil : Quotient.Edge(a, b)
        }
        // A shape's hint is about the lowest switches.
        return direct(
          Quotient(children: members, switches: [], edges: edges),
          hint: packetTiers == 1 ? hint : nil)
      }
    } else {
      let split = quotient.parts(without: top)
      let holdsMore = split.parts.contains { part in
        part.children.count > 1 || part.switches.contains { !isNIC($0) }
      }
      if split.parts.count > 1, holdsMore, split.parts.allSatisfy({ !$0.children.isEmpty }) {
        let members = split.parts.enumerated().map { wrap($1, number: $0, domain: domain) }
        let tier = FabricGroup.Tier(nodes: top.map { quotient.switches[Int($0 - first)] })
        return FabricGroup("", noun: "pod", children: members, tiers: [tier])
      }
    }
    return FabricGroup(
      "", noun: "group", children: quotient.children,
      tiers: tiers.map { tier in
        FabricGroup.Tier(nodes: tier.map { quotient.switches[Int($0 - first)] })
      })
  }

  private func isNIC(_ node: Int32) -> Bool { cluster.nodes.kind[Int(node)] == .nic }

  /// One of several parts, which has a name.
  private mutating func wrap(_ part: Quotient, number: Int, domain: Int) -> FabricGroup {
    if part.children.count == 1, part.switches.isEmpty { return part.children[0] }
    if part.children.count == 1, part.children[0].accelerator == nil {
      var child = part.children[0]
      let first = Int32(part.children.count)
      child.add(
        part.tiers(cluster.nodes.kind).map { tier in
          FabricGroup.Tier(nodes: tier.map { part.switches[Int($0 - first)] })
        })
      return child
    }
    var group = assemble(part, domain: domain)
    group.noun = "pod"
    group.name = "pod \(number)"
    for unit in group.children.indices where group.children[unit].noun == "pod" {
      group.children[unit].noun = "unit"
      group.children[unit].name = "unit \(unit)"
    }
    name(&group, after: part.switches)
    return group
  }

  /// Names a group after the only switch among some nodes.
  private func name(_ group: inout FabricGroup, after nodes: [Int32]) {
    let switches = nodes.filter { cluster.nodes.kind[Int($0)] == .packetSwitch }
    guard switches.count == 1 else { return }
    let name = cluster.nodes.name[Int(switches[0])]
    group.noun = "\(NodeNames.role(of: name)) group"
    group.name = NodeNames.short(name)
  }

  // MARK: Groups joined without switches between them

  private func layout(of domain: Int) -> FabricLayout? {
    cluster.layouts.indices.contains(domain) ? cluster.layouts[domain] : nil
  }

  private mutating func direct(_ quotient: Quotient, hint: FabricLayout?) -> FabricGroup {
    let children = quotient.children
    guard children.count > 1, !quotient.edges.isEmpty else {
      return FabricGroup("", noun: "group", children: children)
    }
    if case .grid(let extents, let blocks)? = hint, extents.reduce(1, *) == children.count {
      if let tiled = FabricGroup.tiles(children, extents, blocks) { return tiled }
      let axes = GridAxes(count: children.count, edges: quotient.edges, extents: extents).axes
      return .grid(children, axes[...])
    }
    if children.contains(where: { $0.accelerator == nil }),
      children.allSatisfy({ !$0.hasSwitches })
    {
      // Rings of rings are a torus: its axes show only where every accelerator is seen.
      let flat = children.flatMap(\.nodes).sorted()
      let whole = Quotient(flat.map(leaf), [], neighbours, scratch: &scratch)
      let axes = GridAxes(count: flat.count, edges: whole.edges).axes
      if axes.count > 1 { return .grid(whole.children, axes[...]) }
    }
    let axes = GridAxes(count: children.count, edges: quotient.edges).axes
    guard let axis = axes.first, axes.count == 1 else { return .grid(children, axes[...]) }
    switch axis.pattern {
    case .line: return .grid(children, axes[...])
    case .ring, .everyPair: return .circle(children)
    case .other: break
    }
    var size = GridAxes.completeBlocks(count: children.count, edges: quotient.edges)
    if case .blocks(let asked)? = hint, children.count.isMultiple(of: asked) { size = asked }
    guard let size, size > 1, size < children.count else { return .circle(children) }
    let blocks = (0..<children.count / size).map { block in
      var group = FabricGroup.circle(Array(children[block * size..<(block + 1) * size]))
      group.noun = "group"
      group.name = "group \(block)"
      return group
    }
    return .circle(blocks)
  }

  // MARK: Which way switches hang

  /// Puts switches that nothing outside is joined to under the accelerators of their group, where
  /// what is beside them has links that go up.
  private mutating func hangTiers(in group: inout FabricGroup, isRoot: Bool) {
    for child in group.children.indices { hangTiers(in: &group.children[child], isRoot: false) }
    guard !isRoot, !group.tiers.isEmpty else { return }
    let inside = group.nodes
    for node in inside { scratch[Int(node)] = 0 }
    defer { for node in inside { scratch[Int(node)] = -1 } }
    func leaves(_ nodes: [Int32]) -> Bool {
      nodes.contains { node in neighbours[node].contains { scratch[Int($0)] < 0 } }
    }
    let leaving = group.tiers.map { leaves($0.nodes) }
    guard leaving.contains(true) || group.children.contains(where: { leaves($0.nodes) }) else {
      return
    }
    for tier in group.tiers.indices { group.tiers[tier].isBelow = !leaving[tier] }
  }
}
