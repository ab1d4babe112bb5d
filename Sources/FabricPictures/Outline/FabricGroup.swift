// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A part of a fabric as a person would circle it on a whiteboard: a server, a pod, a plane of a
/// torus, or one accelerator.
struct FabricGroup: Sendable {
  /// How the children stand to each other.
  enum Arrangement: Sendable, Hashable {
    /// Beside each other, joined by switches or not at all.
    case row
    /// Joined directly, around a circle.
    case circle
    /// Joined directly along one axis or two; the first varies fastest.
    case grid(columns: Int, rows: Int)
  }

  var name: String
  /// What one of its kind is called, such as "nvlink domain".
  var noun: String
  /// The accelerator that it is; nil for a group of others.
  var accelerator: Int32?
  /// In the order of their first accelerators.
  var children: [FabricGroup] = []
  /// Switches and NICs of its own, nearest to the children first.
  var tiers: [Tier] = []
  var arrangement = Arrangement.row
  /// The domain that it is one of, where it is one of several that look alike.
  var domain = ""
  /// Equal for groups that are drawn alike and mean the same.
  var kind: String { domain.isEmpty ? look : "\(domain) \(look)" }
  private var look: String
  var acceleratorCount: Int

  struct Tier: Sendable, Hashable {
    var nodes: [Int32]
    /// Whether it is drawn under the children, whose own links go up past it.
    var isBelow = false
  }

  /// One accelerator.
  init(accelerator: Int32, named name: String) {
    self.name = name
    noun = "accelerator"
    self.accelerator = accelerator
    look = "a"
    acceleratorCount = 1
  }

  init(
    _ name: String, noun: String, children: [FabricGroup], tiers: [Tier] = [],
    arrangement: Arrangement = .row
  ) {
    self.name = name
    self.noun = noun
    self.children = children
    self.tiers = tiers
    self.arrangement = arrangement
    look = Self.look(of: children, tiers)
    acceleratorCount = children.reduce(0) { $0 + $1.acceleratorCount }
  }

  /// Adds switches that stand over a group that is complete otherwise.
  mutating func add(_ more: [Tier]) {
    tiers += more
    look = Self.look(of: children, tiers)
  }

  /// Everything inside, in the order of drawing.
  var nodes: [Int32] {
    if let accelerator { return [accelerator] }
    return children.flatMap(\.nodes) + tiers.flatMap(\.nodes)
  }

  /// Whether any switch or NIC is inside.
  var hasSwitches: Bool { !tiers.isEmpty || children.contains(where: \.hasSwitches) }

  private static func look(of children: [FabricGroup], _ tiers: [Tier]) -> String {
    let runs = Run.runs(of: children.map(\.kind))
    let inside = runs.map { "\($0.range.count)\(children[$0.range.lowerBound].kind)" }
    return "(" + inside.joined(separator: " ")
      + tiers.map { " | \($0.nodes.count)" }.joined() + ")"
  }
}

/// Equal things in a row.
struct Run: Sendable, Hashable {
  let range: Range<Int>

  static func runs(of kinds: [String]) -> [Run] {
    var runs: [Run] = []
    var start = 0
    for place in kinds.indices where place + 1 == kinds.count || kinds[place + 1] != kinds[place] {
      runs.append(Run(range: start..<place + 1))
      start = place + 1
    }
    return runs
  }
}
