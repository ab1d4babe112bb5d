// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// Fabrics of random shape: mostly symmetric, with one thing out of place here and there.
package enum RandomFabric: CaseIterable, Sendable {
  case ring, star, mesh, uniform, twoLevels, threeLevels, planes, sharedNICs, nestedSwitches
  case nestedRails, torus, podRing, twoHops

  /// Draws a fabric.
  ///
  /// - Parameters:
  ///   - random: decides everything.
  ///   - breaks: whether one link may be slow, long or missing.
  /// - Returns: a cluster of 2 to about 24 accelerators.
  /// - Throws: `ClusterError`, which what is drawn should never meet.
  package func cluster(_ random: inout SeededGenerator, breaks: Bool) throws -> Cluster {
    if self == .uniform { return try Self.uniform(&random) }
    var sketch = sketch(&random)
    if Int.random(in: 0..<3, using: &random) == 0 {
      sketch.overhead = sketch.overhead.map { _ in
        Double(Int.random(in: 0...3, using: &random)) * 0.37
      }
    }
    if breaks { Self.breakOne(&sketch, &random) }
    return sketch.cluster
  }

  private static func uniform(_ random: inout SeededGenerator) throws -> Cluster {
    let topology = UniformTopology.allCases.randomElement(using: &random) ?? .ring
    return try .uniform(
      topology, ranks: Int.random(in: 2...16, using: &random),
      rate: .gigabytesPerSecond(Double(Int.random(in: 1...100, using: &random))),
      latency: .nanoseconds(Double(Int.random(in: 0...900, using: &random))),
      energyPerBit: .picojoulesPerBit(3),
      overhead: .nanoseconds(Double(Int.random(in: 0...1, using: &random)) * 431),
      reduction: topology == .packetSwitch && Bool.random(using: &random)
        ? SwitchReduction(.reads, efficiency: 0.8) : nil)
  }

  /// A link's values, drawn once for all links of a kind.
  private struct Wire {
    var rate: Double
    var latency: Double
    var energy: Double
    var technology: Int

    init(_ random: inout SeededGenerator) {
      rate = Double(Int.random(in: 1...60, using: &random))
      latency = Double(Int.random(in: 0...900, using: &random))
      energy = Double(Int.random(in: 0...9, using: &random))
      technology = Int.random(in: 0...1, using: &random)
    }
  }

  private static func join(
    _ sketch: inout FabricSketch, _ a: Int, _ b: Int, _ wire: Wire, domain: Int = 0
  ) {
    sketch.join(
      a, b, rate: wire.rate, latency: wire.latency, energy: wire.energy,
      technology: wire.technology, domain: domain)
  }

  private static func breakOne(_ sketch: inout FabricSketch, _ random: inout SeededGenerator) {
    // Both directions of a pair lie side by side.
    let pair = 2 * Int.random(in: 0..<sketch.lines.count / 2, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: for line in pair...pair + 1 { sketch.lines[line].rate *= 0.4 }
    case 1: sketch.lines[pair].rate *= 0.7
    case 2: sketch.lines[pair + 1].latency += 777
    default:
      let (from, to) = (sketch.lines[pair].from, sketch.lines[pair].to)
      // Without an accelerator's only link nothing goes on.
      if min(from, to) >= sketch.accelerators { sketch.lines.removeSubrange(pair...pair + 1) }
    }
  }

  private func sketch(_ random: inout SeededGenerator) -> FabricSketch {
    let inner = Wire(&random)
    let outer = Wire(&random)
    let pods = Int.random(in: 2...4, using: &random)
    let members = Int.random(in: 1...5, using: &random)
    switch self {
    case .uniform, .star: return Self.star(pods * members, inner)
    case .ring: return Self.ring(pods * members, inner, longEvery: 0, outer)
    case .podRing: return Self.ring(pods * members, inner, longEvery: members, outer)
    case .mesh: return Self.mesh(pods * members, inner)
    case .twoHops: return Self.mesh(pods * members, inner, groups: members, outer)
    case .twoLevels: return Self.levels(pods, members, inner, outer, &random)
    case .threeLevels: return Self.threeLevels(members, inner, outer, &random)
    case .planes: return Self.planes(pods, members, inner, outer, &random)
    case .sharedNICs: return Self.sharedNICs(pods, members, inner, outer, &random)
    case .nestedSwitches, .nestedRails:
      return Self.nested(
        pods, max(members, 2), inner, outer, rails: self == .nestedRails, &random)
    case .torus: return Self.torus(pods, members, inner, outer)
    }
  }

  private static func star(_ count: Int, _ wire: Wire) -> FabricSketch {
    var sketch = FabricSketch(accelerators: count)
    let hub = sketch.node()
    for rank in 0..<count { join(&sketch, rank, hub, wire) }
    sketch.reduction = [SwitchReduction(.aggregation, efficiency: 0.9)]
    return sketch
  }

  private static func ring(
    _ count: Int, _ wire: Wire, longEvery: Int, _ long: Wire
  ) -> FabricSketch {
    var sketch = FabricSketch(accelerators: count)
    sketch.routing = .graph(acceleratorsForward: true)
    for rank in 0..<(count == 2 ? 1 : count) where count > 1 {
      let isLong = longEvery > 0 && (rank + 1).isMultiple(of: longEvery)
      join(&sketch, rank, (rank + 1) % count, isLong ? long : wire)
    }
    return sketch
  }

  /// Everyone to everyone; across groups by the other wire.
  private static func mesh(
    _ count: Int, _ wire: Wire, groups: Int = 1_000, _ across: Wire? = nil
  ) -> FabricSketch {
    var sketch = FabricSketch(accelerators: count)
    for a in 0..<count {
      for b in a + 1..<max(count, a + 1) {
        join(&sketch, a, b, a / groups == b / groups ? wire : across ?? wire)
      }
    }
    return sketch
  }

  private static func levels(
    _ pods: Int, _ members: Int, _ wire: Wire, _ trunk: Wire, _ random: inout SeededGenerator
  ) -> FabricSketch {
    // Every second time the last leaf lacks some.
    let isUneven = members > 1 && Bool.random(using: &random)
    let missing = isUneven ? Int.random(in: 0..<members, using: &random) : 0
    let count = pods * members - missing
    var sketch = FabricSketch(accelerators: count)
    let hasNICs = Int.random(in: 0..<3, using: &random) == 0
    let leaves = (0..<pods).map { _ in sketch.node() }
    let spines = (0..<Int.random(in: 1...3, using: &random)).map { _ in sketch.node() }
    let parallel = Int.random(in: 1...2, using: &random)
    for rank in 0..<count {
      var low = rank
      if hasNICs {
        low = sketch.node(.nic)
        join(&sketch, rank, low, wire)
      }
      join(&sketch, low, leaves[rank / members], wire)
    }
    for leaf in leaves {
      for spine in spines {
        for _ in 0..<parallel { join(&sketch, leaf, spine, trunk) }
      }
    }
    sketch.reduction = [Bool.random(using: &random) ? .aggregation : nil]
    return sketch
  }

  private static func threeLevels(
    _ members: Int, _ wire: Wire, _ trunk: Wire, _ random: inout SeededGenerator
  ) -> FabricSketch {
    var sketch = FabricSketch(accelerators: 4 * members)
    let cores = (0..<Int.random(in: 1...2, using: &random)).map { _ in sketch.node() }
    let middles = Int.random(in: 1...2, using: &random)
    for pod in 0..<2 {
      let leaves = (0..<2).map { _ in sketch.node() }
      for (row, leaf) in leaves.enumerated() {
        for place in 0..<members { join(&sketch, (pod * 2 + row) * members + place, leaf, wire) }
      }
      for _ in 0..<middles {
        let middle = sketch.node()
        for leaf in leaves { join(&sketch, leaf, middle, trunk) }
        for core in cores { join(&sketch, middle, core, wire) }
      }
    }
    sketch.reduction = [Bool.random(using: &random) ? .aggregation : nil]
    return sketch
  }

  /// Every accelerator hangs on a leaf of each plane.
  private static func planes(
    _ pods: Int, _ members: Int, _ wire: Wire, _ trunk: Wire, _ random: inout SeededGenerator
  ) -> FabricSketch {
    let count = pods * members
    var sketch = FabricSketch(accelerators: count)
    let joined = Bool.random(using: &random)
    let common = sketch.node()
    for _ in 0..<2 {
      let leaves = (0..<pods).map { _ in sketch.node() }
      for rank in 0..<count { join(&sketch, rank, leaves[rank / members], wire) }
      let spine = joined ? common : sketch.node()
      for leaf in leaves { join(&sketch, leaf, spine, trunk) }
    }
    if !joined { join(&sketch, 0, common, wire) }
    sketch.reduction = [Bool.random(using: &random) ? .aggregation : nil]
    return sketch
  }

  private static func sharedNICs(
    _ pods: Int, _ members: Int, _ wire: Wire, _ trunk: Wire, _ random: inout SeededGenerator
  ) -> FabricSketch {
    let count = pods * 2 * ((members + 1) / 2)
    var sketch = FabricSketch(accelerators: count)
    let leaves = (0..<pods).map { _ in sketch.node() }
    let spine = sketch.node()
    for first in stride(from: 0, to: count, by: 2) {
      let card = sketch.node(.nic)
      join(&sketch, first, card, wire)
      join(&sketch, first + 1, card, wire)
      join(&sketch, card, leaves[first * pods / count], trunk)
    }
    for leaf in leaves { join(&sketch, leaf, spine, trunk) }
    sketch.reduction = [Bool.random(using: &random) ? .aggregation : nil]
    return sketch
  }

  private static func nested(
    _ pods: Int, _ members: Int, _ wire: Wire, _ trunk: Wire, rails: Bool,
    _ random: inout SeededGenerator
  ) -> FabricSketch {
    let count = pods * members
    var sketch = FabricSketch(accelerators: count)
    sketch.overhead = [0, 0]
    let reducing = Int.random(in: 0...5, using: &random)
    sketch.reduction = [reducing > 0 ? .reads : nil, reducing != 1 ? .aggregation : nil]
    sketch.routing = .domains(spans: [members, count], forwards: [false, false])
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      for pod in 0..<pods {
        let hub = sketch.node()
        for place in 0..<members { join(&sketch, pod * members + place, hub, wire) }
      }
    }
    let leaves = (0..<(rails ? members : pods)).map { _ in sketch.node() }
    for rank in 0..<count {
      join(&sketch, rank, leaves[rails ? rank % members : rank / members], trunk, domain: 1)
    }
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let spine = sketch.node()
      for leaf in leaves { join(&sketch, leaf, spine, trunk, domain: 1) }
    }
    return sketch
  }

  private static func torus(_ pods: Int, _ members: Int, _ wire: Wire, _ trunk: Wire)
    -> FabricSketch
  {
    let count = pods * members
    var sketch = FabricSketch(accelerators: count)
    sketch.overhead = [0, 0]
    sketch.reduction = [nil, nil]
    sketch.routing = .domains(spans: [members, count], forwards: [true, true])
    for pod in 0..<pods where members > 1 {
      for place in 0..<(members == 2 ? 1 : members) {
        join(&sketch, pod * members + place, pod * members + (place + 1) % members, wire)
      }
    }
    for rank in 0..<(pods == 2 ? members : count) {
      join(&sketch, rank, (rank + members) % count, trunk, domain: 1)
    }
    return sketch
  }
}
