// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// How many leaves and spines a two-level tree needs, and who hangs on which leaf.
///
/// Every leaf reaches every spine with the same number of parallel links, which stand as one link
/// of their summed rate.
package struct LeafSpine: Sendable, Hashable {
  package var leavesPerRail: Int
  package var spines: Int
  /// Parallel links between a leaf and a spine; 0 where one leaf holds everything.
  package var linksPerSpine: Int

  /// The smallest tree that carries the load; nil where two levels do not reach.
  ///
  /// - Parameters:
  ///   - perRail: accelerators of a rail.
  ///   - rails: sets of leaves.
  ///   - bundle: parallel links of an accelerator.
  ///   - ports: of a switch.
  ///   - oversubscription: bandwidth into a leaf over bandwidth out of it, 1 or more.
  package init?(perRail: Int, rails: Int, bundle: Int, ports: Int, oversubscription: Double) {
    if rails == 1, perRail * bundle <= ports {
      self.leavesPerRail = 1
      spines = 0
      linksPerSpine = 0
      return
    }
    // The most ports that may face down while the rest still carries their share up.
    let mostDown = (1..<ports).last { down in
      down + Self.uplinks(for: down, oversubscription) <= ports
    }
    guard let perLeaf = mostDown.map({ $0 / bundle }), perLeaf > 0 else { return nil }
    let leaves = (perRail + perLeaf - 1) / perLeaf
    let down = (perRail + leaves - 1) / leaves * bundle
    let up = Self.uplinks(for: down, oversubscription)
    let allLeaves = leaves * rails
    // Fewest spines first; every leaf needs the same number of links to each.
    let fit = (1...max(up, 1)).first { spines in
      let each = (up + spines - 1) / spines
      return each * allLeaves <= ports && each * spines + down <= ports
    }
    guard let fit else { return nil }
    leavesPerRail = leaves
    spines = fit
    linksPerSpine = (up + fit - 1) / fit
  }

  /// Links up for so many down, rounded up: a leaf never passes less than was asked.
  private static func uplinks(for down: Int, _ oversubscription: Double) -> Int {
    Int((Double(down) / oversubscription * (1 - 1e-12)).rounded(.up))
  }

  /// Adds the trees to every copy of a domain.
  ///
  /// - Parameters:
  ///   - domain: takes the switches and links.
  ///   - rails: sets of leaves.
  ///   - sharingSpines: whether one set of spines joins all rails, or each rail has its own.
  /// - Throws: `DocumentError` where the domain's switch cannot make the trees.
  static func lay(
    _ domain: inout DomainBuilder, rails: Int, sharingSpines: Bool = true
  ) throws(DocumentError) {
    let perRail = domain.span / rails
    let up = try domain.evaluate(.accelerator, .packetSwitch).bundled(domain.bundle)
    let down = try domain.evaluate(.packetSwitch, .accelerator).bundled(domain.bundle)
    guard let budget = domain.switches else { throw domain.error("names no switch") }
    let one = try domain.evaluate(.packetSwitch, .packetSwitch, .trunk)
    guard one.rate <= budget.portRate * (1 + 1e-12) else {
      throw domain.error(
        "a link of \(one.rate) is faster than a port of \(budget.name), \(budget.portRate)")
    }
    let railsOfTree = sharingSpines ? rails : 1
    guard
      let tree = LeafSpine(
        perRail: perRail, rails: railsOfTree, bundle: domain.bundle, ports: budget.ports,
        oversubscription: domain.oversubscription)
    else {
      throw domain.error(
        "\(perRail * railsOfTree) accelerators are too many for leaves and spines of "
          + "\(budget.name) (\(budget.ports) ports, oversubscription "
          + "\(domain.oversubscription)): a third level would be needed")
    }
    let trunk = one.bundled(tree.linksPerSpine)
    let leaves = tree.leavesPerRail * rails
    // Spines of all trees, one tree after the other.
    let spines = tree.spines * (rails / railsOfTree)
    domain.fabric.reserveLinks(domain.copies * 2 * (domain.span + leaves * tree.spines))
    for copy in 0..<domain.copies {
      let leaf = (0..<leaves).map { domain.addSwitch("leaf", number: copy * leaves + $0) }
      let spine = (0..<spines).map { domain.addSwitch("spine", number: copy * spines + $0) }
      for place in 0..<domain.span {
        let rail = place % rails
        // Neighbours share a leaf, and leaves differ by one accelerator at most.
        let shelf = (place / rails) * tree.leavesPerRail / perRail
        let accelerator = domain.accelerator(copy: copy, group: 0, place: place)
        domain.join(accelerator, leaf[rail * tree.leavesPerRail + shelf], up: up, down: down)
      }
      for (place, low) in leaf.enumerated() {
        let first = place / (tree.leavesPerRail * railsOfTree) * tree.spines
        for high in spine[first..<first + tree.spines] {
          domain.join(low, high, up: trunk, down: trunk)
        }
      }
      domain.switchesUsed += leaves + spines
    }
  }
}
