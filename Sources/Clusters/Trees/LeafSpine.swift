// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How many leaves and spines a two-level tree needs, and who hangs on which leaf.
///
/// Every leaf reaches every spine with the same number of parallel links, which stand as one link
/// of their summed rate.
package struct LeafSpine: Sendable, Hashable {
  package var leavesPerRail: Int
  package var spines: Int
  /// Parallel links between a leaf and a spine; 0 where one leaf holds everything.
  package var linksPerSpine: Int

  /// What switches of two tiers can end, and how much less they pass up than they take in.
  package struct Switches: Sendable, Hashable {
    package var leafPorts: Int
    package var spinePorts: Int
    /// Bandwidth into a leaf over bandwidth out of it, 1 or more.
    package var oversubscription: Double
    /// The same of a spine that a third tier stands above; nil where none does.
    package var above: Double?
    /// Rate of a link of an accelerator over that of a link between switches.
    package var pace: Double

    package init(
      leafPorts: Int, spinePorts: Int, oversubscription: Double = 1, above: Double? = nil,
      pace: Double = 1
    ) {
      self.leafPorts = leafPorts
      self.spinePorts = spinePorts
      self.oversubscription = oversubscription
      self.above = above
      self.pace = pace
    }
  }

  /// The smallest tree that carries the load; nil where two levels do not reach.
  ///
  /// - Parameters:
  ///   - perRail: accelerators of a rail.
  ///   - rails: sets of leaves.
  ///   - bundle: parallel links of an accelerator.
  ///   - switches: of both tiers.
  package init?(perRail: Int, rails: Int, bundle: Int, switches: Switches) {
    if rails == 1, perRail * bundle <= switches.leafPorts, switches.above == nil {
      self.leavesPerRail = 1
      spines = 0
      linksPerSpine = 0
      return
    }
    let up = { (down: Int) in
      Self.uplinks(for: Double(down) * switches.pace, switches.oversubscription)
    }
    // The most ports that may face down while the rest still carries their share up.
    let mostDown = (1..<switches.leafPorts).last { $0 + up($0) <= switches.leafPorts }
    guard let perLeaf = mostDown.map({ $0 / bundle }), perLeaf > 0 else { return nil }
    let leaves = (perRail + perLeaf - 1) / perLeaf
    let down = (perRail + leaves - 1) / leaves * bundle
    let allLeaves = leaves * rails
    // Fewest spines first; every leaf needs the same number of links to each.
    let fit = (1...max(up(down), 1)).first { spines in
      let each = (up(down) + spines - 1) / spines
      let below = each * allLeaves
      let above = switches.above.map { Self.uplinks(for: Double(below), $0) } ?? 0
      return below + above <= switches.spinePorts && each * spines + down <= switches.leafPorts
    }
    guard let fit else { return nil }
    leavesPerRail = leaves
    spines = fit
    linksPerSpine = (up(down) + fit - 1) / fit
  }

  /// Links up for so many down, rounded up: a switch never passes less than was asked.
  static func uplinks(for down: Double, _ oversubscription: Double) -> Int {
    Int((down / oversubscription * (1 - 1e-12)).rounded(.up))
  }
}
