// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What a dragonfly needs of each of its switches.
struct GroupPlan {
  var wiring: GlobalWiring
  /// Switches of a group without accelerators, beside those that have them; they have the links to
  /// other groups where there are any.
  var spines: Int
  /// Switches of a group with accelerators.
  var leaves: Int
  /// Groups of accelerators on a leaf.
  var terminals: Int
  /// Parallel links between two switches of a group.
  var localLinks: Int
  /// Links to other groups, of each switch that has them.
  var globalLinks: Int

  /// Reads the keys that dragonflies share.
  ///
  /// - Throws: `DocumentError` for more groups than there are links to them, or another size.
  init(
    _ keys: inout MappingReader, size: Int?, leaves: String, spines: String?
  ) throws(DocumentError) {
    let many = Cluster.mostAccelerators
    let groups = try keys.integer("groups", in: 1...many)
    self.leaves = try keys.integer(leaves, in: 1...many)
    if let spines { self.spines = try keys.integer(spines, in: 1...many) } else { self.spines = 0 }
    terminals = try keys.integer("terminals", in: 1...many)
    globalLinks = try keys.integer("global_links", in: 0...4096)
    localLinks = try keys.optionalInteger("local_links", in: 1...4096) ?? 1
    let ends = self.spines > 0 ? self.spines : self.leaves
    guard let wiring = GlobalWiring(groups: groups, routers: ends, links: globalLinks) else {
      throw keys.node.error(
        "groups: \(groups) groups have \(groups - 1) others each, and \(ends) switches with "
          + "\(globalLinks) global_links reach \(ends * globalLinks)")
    }
    self.wiring = wiring
    let (product, overflow) = (groups * self.leaves).multipliedReportingOverflow(by: terminals)
    guard !overflow, product <= many else {
      throw keys.node.error("more than \(many) groups of accelerators")
    }
    guard size == nil || size == product else {
      throw keys.node.error(
        "\(groups) x \(self.leaves) x \(terminals) = \(product) groups of accelerators, and size "
          + "says otherwise; leave size out")
    }
  }

  var size: Int { wiring.groups * leaves * terminals }
}

extension DomainBuilder {
  /// Groups of switches with links between every two groups: every two switches of a group are
  /// joined, or every leaf and spine where it has spines.
  ///
  /// - Throws: `DocumentError` where a switch has too few ports, or too slow ones.
  mutating func layGroups(_ plan: GroupPlan) throws(DocumentError) {
    let upper = plan.spines > 0 ? 1 : 0
    let up = try evaluate(.accelerator, .tier(0)).bundled(bundle)
    let down = try evaluate(.tier(0), .accelerator).bundled(bundle)
    let trunk = try evaluate(.tier(0), .tier(upper), .trunk)
    let rise = trunk.bundled(plan.localLinks)
    let fall = try evaluate(.tier(upper), .tier(0), .trunk).bundled(plan.localLinks)
    let global = try evaluate(.tier(upper), .tier(upper), .global)
    try checkPorts(plan, trunk: trunk, global: global)
    let hosts = plan.terminals * inner
    let firstSwitch = fabric.nodes.count
    for copy in 0..<copies {
      for group in 0..<plan.wiring.groups {
        let number = copy * plan.wiring.groups + group
        let leaf = (0..<plan.leaves).map {
          addSwitch(plan.spines > 0 ? "leaf" : "router", number: number * plan.leaves + $0)
        }
        let spine = (0..<plan.spines).map {
          addSwitch("spine", number: number * plan.spines + $0, tier: 1)
        }
        for place in 0..<plan.leaves * hosts {
          let node = accelerator(
            copy: 0, group: 0, place: number * plan.leaves * hosts + place)
          join(node, leaf[place / hosts], up: up, down: down)
        }
        for low in leaf {
          for high in spine { join(low, high, up: rise, down: fall) }
          for other in leaf where spine.isEmpty && other != low { connect(low, other, rise) }
        }
      }
    }
    layGlobalLinks(plan, global, first: firstSwitch)
    if copies == 1 {
      rotation = NodeRotation(
        first: Int32(firstSwitch), each: Int32(plan.leaves + plan.spines),
        groups: Int32(plan.wiring.groups))
    }
    use(switches: copies * plan.wiring.groups * plan.leaves, tier: 0)
    if plan.spines > 0 { use(switches: copies * plan.wiring.groups * plan.spines, tier: 1) }
  }

  private mutating func layGlobalLinks(_ plan: GroupPlan, _ values: LinkValues, first: Int) {
    let each = plan.leaves + plan.spines
    let skipped = plan.spines > 0 ? plan.leaves : 0
    for copy in 0..<copies {
      for group in 0..<plan.wiring.groups {
        let base = first + (copy * plan.wiring.groups) * each + skipped
        for link in plan.wiring.links(from: group) {
          connect(
            Int32(base + group * each + link.router),
            Int32(base + link.farGroup * each + link.farRouter), values)
        }
      }
    }
  }

  private func checkPorts(
    _ plan: GroupPlan, trunk: LinkValues, global: LinkValues
  ) throws(DocumentError) {
    let accelerators = plan.terminals * inner * bundle
    let beside = plan.spines > 0 ? plan.spines : plan.leaves - 1
    let leaf = try budget(tier: 0)
    let globals = plan.wiring.groups > 1 ? plan.globalLinks : 0
    let local = beside * plan.localLinks
    let ends = accelerators + local + (plan.spines > 0 ? 0 : globals)
    guard ends <= leaf.ports else {
      throw error(
        "a switch ends \(accelerators) links of accelerators, \(local) in its group"
          + (plan.spines > 0 ? "" : " and \(globals) to others")
          + ", and \(leaf.name) has \(leaf.ports) ports")
    }
    let upper = try budget(tier: plan.spines > 0 ? 1 : 0)
    if plan.spines > 0 {
      let below = plan.leaves * plan.localLinks
      guard below + globals <= upper.ports else {
        throw error(
          "a spine ends \(below) links in its group and \(globals) to others, and \(upper.name) "
            + "has \(upper.ports) ports")
      }
    }
    for budget in [leaf, upper] { try check(trunk, on: budget) }
    try check(global, on: upper)
  }
}
