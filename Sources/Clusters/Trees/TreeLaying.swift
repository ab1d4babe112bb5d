// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

extension DomainBuilder {
  /// Adds trees of leaves, spines and cores to every copy of the domain.
  ///
  /// - Parameters:
  ///   - tiers: what the file asks for.
  ///   - rails: sets of leaves: rail r has the accelerators at place r of each group.
  ///   - sharingSpines: whether one set of spines joins all rails, or each rail has its own.
  /// - Throws: `DocumentError` where the domain's switches cannot make the trees.
  mutating func layTrees(
    _ tiers: TreeTiers, rails: Int, sharingSpines: Bool = true
  ) throws(DocumentError) {
    let up = try evaluate(.accelerator, .tier(0)).bundled(bundle)
    let down = try evaluate(.tier(0), .accelerator).bundled(bundle)
    let rise = try trunk(from: 0)
    let railsOfTree = sharingSpines ? rails : 1
    let shape = try tree(
      tiers, perRail: span / rails, rails: railsOfTree,
      pace: up.rate / Double(bundle) / rise.up.rate)
    let pods = shape.pods
    let tree = shape.tree
    let podSpan = span / pods
    let perRail = podSpan / rails
    let leaves = tree.leavesPerRail * rails
    // Spines of all trees of a pod, one tree after the other.
    let spines = tree.spines * (rails / railsOfTree)
    let crest = shape.coresPerSpine > 0 ? try trunk(from: 1) : rise
    fabric.reserveLinks(
      copies * 2 * (span + pods * (leaves * tree.spines + spines * shape.coresPerSpine)))
    for copy in 0..<copies {
      let cores = spines * shape.coresPerSpine
      var spine: [Int32] = []
      for pod in copy * pods..<(copy + 1) * pods {
        let leaf = (0..<leaves).map { addSwitch("leaf", number: pod * leaves + $0) }
        let above = (0..<spines).map { addSwitch("spine", number: pod * spines + $0) }
        for place in 0..<podSpan {
          let rail = place % rails
          // Neighbours share a leaf, and leaves differ by one accelerator at most.
          let shelf = (place / rails) * tree.leavesPerRail / perRail
          let node = accelerator(copy: 0, group: 0, place: pod * podSpan + place)
          join(node, leaf[rail * tree.leavesPerRail + shelf], up: up, down: down)
        }
        for (place, low) in leaf.enumerated() {
          let first = place / (tree.leavesPerRail * railsOfTree) * tree.spines
          for high in above[first..<first + tree.spines] {
            join(
              low, high, up: rise.up.bundled(tree.linksPerSpine),
              down: rise.down.bundled(tree.linksPerSpine))
          }
        }
        spine += above
      }
      let core = (0..<cores).map { addSwitch("core", number: copy * cores + $0) }
      for (place, low) in spine.enumerated() where !core.isEmpty {
        let first = place % spines * shape.coresPerSpine
        for high in core[first..<first + shape.coresPerSpine] {
          join(
            low, high, up: crest.up.bundled(shape.linksPerCore),
            down: crest.down.bundled(shape.linksPerCore))
        }
      }
      use(switches: leaves * pods, tier: 0)
      use(switches: spines * pods, tier: 1)
      use(switches: cores, tier: 2)
    }
  }

  /// One link each way between a tier of switches and the next.
  private mutating func trunk(
    from tier: Int
  ) throws(DocumentError) -> (up: LinkValues, down: LinkValues) {
    let role: LinkRole = tier == 0 ? .trunk : .global
    let up = try evaluate(.tier(tier), .tier(tier + 1), role)
    let down = try evaluate(.tier(tier + 1), .tier(tier), role)
    for tier in [tier, tier + 1] { try check(up, on: try budget(tier: tier)) }
    return (up, down)
  }

  /// The smallest tree that the switches make.
  private func tree(
    _ tiers: TreeTiers, perRail: Int, rails: Int, pace: Double
  ) throws(DocumentError) -> FatTree {
    var switches = LeafSpine.Switches(
      leafPorts: try budget(tier: 0).ports, spinePorts: try budget(tier: 1).ports,
      oversubscription: oversubscription(tier: 0), pace: pace)
    if tiers.tiers == 2 {
      let found = FatTree(perRail: perRail, rails: rails, bundle: bundle, switches: switches)
      guard let found else {
        throw tooMany(perRail * rails, "leaves and spines", ": a third level would be needed")
      }
      return found
    }
    switches.above = oversubscription(tier: 1)
    let choices = tiers.pods.map { [$0] } ?? (2...max(size, 2)).filter(size.isMultiple)
    for pods in choices {
      let found = FatTree(
        perRail: perRail / pods, rails: rails, bundle: bundle, pods: pods, switches: switches,
        corePorts: try budget(tier: 2).ports)
      if let found { return found }
    }
    let what = tiers.pods.map { "\($0) pods of leaves and spines under cores" }
    throw tooMany(
      perRail * rails, what ?? "leaves, spines and cores",
      ": more ports, more oversubscription or other pods would do")
  }

  private func tooMany(_ count: Int, _ what: String, _ remedy: String) -> DocumentError {
    let kinds = switches.map { "\($0.name) (\($0.ports) ports)" }.joined(separator: ", ")
    let blocking = oversubscription.map { "\($0)" }.joined(separator: ", ")
    return error(
      "\(count) accelerators are too many for \(what) of \(kinds), oversubscription "
        + "\(blocking.isEmpty ? "1" : blocking)\(remedy)")
  }

  /// Refuses a link between switches that is faster than their ports.
  func check(_ link: LinkValues, on budget: SwitchBudget) throws(DocumentError) {
    // A hair above is rounding.
    let fastest: BitsPerSecond = budget.portRate * (1 + 1e-12)
    guard link.rate <= fastest else {
      throw error(
        "a link of \(link.rate) is faster than a port of \(budget.name), \(budget.portRate)")
    }
  }
}
