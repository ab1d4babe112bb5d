// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What ends a link: which device's own figures may already cover that end.
enum LinkEnd: Sendable, Hashable {
  /// An accelerator's board, or the NIC in front of it where the domain has one.
  case accelerator
  /// A switch of a tier: 0 has the accelerators.
  case tier(Int)

  static let packetSwitch = tier(0)
}

/// Which of a domain's links.
enum LinkRole: Sendable, Hashable {
  /// Of accelerators.
  case port
  /// Between switches, or between blocks of accelerators.
  case trunk
  /// Between groups of switches.
  case global
  /// Of accelerators, over so many times the length between neighbours.
  case span(Int)
}

/// One domain as a shape sees it: what to join, and where the nodes and links go.
///
/// A domain of `size` joins `size` groups of `inner` accelerators each; a cluster may hold
/// several such domains side by side.
struct DomainBuilder {
  let name: String
  /// Row of `Cluster.domains`.
  let row: Int32
  let size: Int
  /// Accelerators in each of the groups that the domain joins.
  let inner: Int
  /// Domains of this kind side by side.
  let copies: Int
  /// Number of the first accelerator.
  var first = 0
  /// Parallel links of each accelerator.
  let bundle: Int
  /// The accelerator's own number of such links, where its record says it and the file asks for
  /// no other: neighbours share them.
  var ports: Int?
  /// By tier, from the one that has the accelerators; empty without technologies.
  let switches: [SwitchBudget]
  /// Duplex ports of a circuit switch, where the domain has such.
  var circuitPorts: Int?
  /// Bandwidth into a switch from below over bandwidth out of it to above, by tier.
  let oversubscription: [Double]
  /// Where the domain was written, for messages.
  let node: DocumentNode?
  /// One link between two kinds of ends, put together from its technology and its ends' devices.
  let compose:
    (_ from: LinkEnd, _ to: LinkEnd, _ role: LinkRole) throws(DocumentError) -> ComposedLink

  var fabric: Fabric
  /// How the links that were asked for came about.
  var composition: [CompositionLine] = []
  /// Switch chips or boxes used so far, by tier, over all copies.
  private(set) var switchesUsed: [Int] = []
  private(set) var circuitSwitchesUsed = 0
  /// NICs, where an accelerator has not one for each of its parallel links.
  var nicsUsed: Int?
  /// The nodes that these stand as, by tier.
  private(set) var switchNodes: [[Int32]] = []

  /// Where the nodes stand that messages pass, of a shape that is a grid.
  var grid: NodeGrid?
  /// How these nodes turn into each other, of groups around a circle.
  var rotation: NodeRotation?
  /// How the shape asks to be drawn.
  var layout: FabricLayout?

  /// Accelerators in one such domain.
  var span: Int { size * inner }

  func error(_ problem: String) -> DocumentError {
    node?.error(problem) ?? DocumentError(file: name, problem: problem)
  }

  /// The accelerator of a copy: group `group` of the domain, place `place` in the group.
  func accelerator(copy: Int, group: Int, place: Int) -> Int32 {
    Int32(first + copy * span + group * inner + place)
  }

  /// Parallel links to each of so many neighbours: those that the file asks for, or an equal part
  /// of the accelerator's own.
  ///
  /// - Throws: `DocumentError` where the accelerator has fewer links than neighbours.
  func bundle(toEachOf neighbours: Int) throws(DocumentError) -> Int {
    guard let ports, neighbours > 0 else { return bundle }
    guard ports >= neighbours else {
      throw error(
        "each accelerator has \(neighbours) neighbours and \(ports) such links; take another "
          + "shape or link, or write count, the links to each neighbour")
    }
    return ports / neighbours
  }

  /// Values of one link between two kinds of ends; its account joins `composition`.
  mutating func evaluate(
    _ from: LinkEnd, _ to: LinkEnd, _ role: LinkRole = .port
  ) throws(DocumentError) -> LinkValues {
    let link = try compose(from, to, role)
    // Both directions have the same account.
    for line in link.lines where !composition.contains(line) { composition.append(line) }
    return fabric.adopt(link)
  }

  /// What a switch of a tier can end.
  ///
  /// - Throws: `DocumentError` for a cluster that is built without technologies.
  func budget(tier: Int = 0) throws(DocumentError) -> SwitchBudget {
    guard let last = switches.last else { throw error("names no switch") }
    return tier < switches.count ? switches[tier] : last
  }

  /// Bandwidth from below over bandwidth to above, of the switches of a tier.
  func oversubscription(tier: Int) -> Double {
    tier < oversubscription.count ? oversubscription[tier] : oversubscription.last ?? 1
  }

  mutating func use(switches count: Int, tier: Int = 0) {
    while switchesUsed.count <= tier { switchesUsed.append(0) }
    switchesUsed[tier] += count
  }

  /// Counts circuit switches: so many independent ones, each with so many ends of circuits, or as
  /// many more as its ports ask for.
  mutating func use(circuitSwitches count: Int, ends: Int) {
    guard let circuitPorts else { return }
    circuitSwitchesUsed += count * ((ends + circuitPorts - 1) / circuitPorts)
  }

  mutating func addSwitch(_ role: String, number: Int, tier: Int = 0) -> Int32 {
    let node = fabric.add(.packetSwitch, named: "\(name).\(role)\(number)")
    while switchNodes.count <= tier { switchNodes.append([]) }
    switchNodes[tier].append(node)
    return node
  }

  mutating func connect(_ from: Int32, _ to: Int32, _ values: LinkValues) {
    fabric.connect(from: from, to: to, values, domain: row)
  }

  /// Both directions between a node and the switch above it.
  mutating func join(_ lower: Int32, _ upper: Int32, up: LinkValues, down: LinkValues) {
    connect(lower, upper, up)
    connect(upper, lower, down)
  }
}

/// What one switch of a domain can end.
struct SwitchBudget: Sendable {
  var name: String
  var ports: Int
  /// One way, over all ports.
  var throughput: BitsPerSecond
  /// What the file asks for; nil lets the shape take as few as do.
  var asked: Int?

  var portRate: BitsPerSecond { throughput / Double(ports) }
}
