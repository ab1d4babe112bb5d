// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Trees of two levels, and of three where cores join them.
///
/// The spines at the same place of each pod share the cores of their plane (M. Al-Fares,
/// A. Loukissas and A. Vahdat, "A scalable, commodity data center network architecture",
/// SIGCOMM 2008).
package struct FatTree: Sendable, Hashable {
  /// 1 for a tree of two levels.
  package var pods: Int
  /// Of a pod.
  package var tree: LeafSpine
  /// Cores of the plane of one spine; 0 without a third level.
  package var coresPerSpine: Int
  /// Parallel links between a spine and each of its cores.
  package var linksPerCore: Int

  /// Switches of each tier of the one tree, lowest first, for so many sets of leaves.
  package func switches(rails: Int) -> [Int] {
    [pods * tree.leavesPerRail * rails, pods * tree.spines, coresPerSpine * tree.spines]
  }

  /// The smallest tree of two levels; nil where it takes a third.
  package init?(perRail: Int, rails: Int, bundle: Int, switches: LeafSpine.Switches) {
    guard
      let tree = LeafSpine(perRail: perRail, rails: rails, bundle: bundle, switches: switches)
    else { return nil }
    pods = 1
    self.tree = tree
    coresPerSpine = 0
    linksPerCore = 0
  }

  /// A tree of three levels with so many pods, and as few switches as carry the load.
  ///
  /// - Parameters:
  ///   - perRail: accelerators of a rail in one pod.
  ///   - rails: sets of leaves.
  ///   - bundle: parallel links of an accelerator.
  ///   - pods: trees of two levels.
  ///   - switches: of the lower tiers, with what spines pass on above.
  ///   - corePorts: of a switch of the third tier.
  package init?(
    perRail: Int, rails: Int, bundle: Int, pods: Int, switches: LeafSpine.Switches, corePorts: Int
  ) {
    guard
      let tree = LeafSpine(perRail: perRail, rails: rails, bundle: bundle, switches: switches)
    else { return nil }
    let below = tree.linksPerSpine * tree.leavesPerRail * rails
    let up = LeafSpine.uplinks(for: Double(below), switches.above ?? 1)
    let fit = (1...max(up, 1)).first { cores in
      let each = (up + cores - 1) / cores
      return each * pods <= corePorts && each * cores + below <= switches.spinePorts
    }
    guard let fit else { return nil }
    self.pods = pods
    self.tree = tree
    coresPerSpine = fit
    linksPerCore = (up + fit - 1) / fit
  }
}
