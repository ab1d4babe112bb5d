// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// The lines of an aggregation on every group of a relation, and what each loads.
///
/// Lines mostly load alike, each its own bundles: what they have in common is kept once.
struct LineTable: Sendable {
  /// What a line loads and costs, whichever its bundles are.
  struct Pattern: Sendable, Hashable {
    /// Of each of the line's bundles, as `LineTree` says.
    var shares: [Double]
    var costs: WayCosts
    var efficiency: Double
  }

  private(set) var count = 0
  /// Members of each line.
  let length: Int
  private(set) var patterns: [Pattern] = []
  private(set) var patternOfLine: [Int32] = []
  /// Ranks, in the order of their places: `length` of each line.
  private var member: [Int32] = []
  /// `bundle[bundleStart[line]..<bundleStart[line + 1]]`.
  private var bundle: [Int32] = []
  private var bundleStart: [Int32] = [0]

  private var rowOfPattern: [Pattern: Int32] = [:]

  /// Nil where no switches reach all members of some line.
  ///
  /// - Parameters:
  ///   - relation: of the groups.
  ///   - aggregation: what is done on each.
  ///   - ranks: all ranks.
  ///   - ways: of the fabric.
  init?(
    _ relation: Relation, _ aggregation: Aggregation, _ ranks: RankTable, _ ways: inout Ways
  ) {
    length = aggregation.lineLength
    var flat: FlatLine?
    for group in ranks.groups(of: relation) {
      let members = ranks.members(of: group)
      for line in 0..<aggregation.lineCount {
        let its = (0..<length).map {
          members[members.startIndex + aggregation.member(at: $0, of: line)]
        }
        let accelerators = its.map { ranks.accelerator[Int($0)] }
        let hanging = FlatLine(accelerators, ways.fabric)
        if let hanging, let flat, hanging.isLike(flat) {
          append(its, patternOfLine[count - 1], flat.places.map { hanging.bundles[$0] })
          continue
        }
        guard let tree = LineTree.find(aggregation, accelerators, &ways) else { return nil }
        let pattern = Pattern(
          shares: tree.hops.map(\.share), costs: tree.costs, efficiency: tree.efficiency)
        let row = rowOfPattern[pattern] ?? Int32(patterns.count)
        if Int(row) == patterns.count {
          rowOfPattern[pattern] = row
          patterns.append(pattern)
        }
        append(its, row, tree.hops.map(\.bundle))
        flat = hanging
        flat?.find(tree.hops)
      }
    }
  }

  private mutating func append(_ members: [Int32], _ pattern: Int32, _ bundles: [Int32]) {
    member += members
    patternOfLine.append(pattern)
    bundle += bundles
    bundleStart.append(Int32(bundle.count))
    count += 1
  }

  func members(of line: Int) -> ArraySlice<Int32> {
    member[line * length..<(line + 1) * length]
  }

  /// In the order of the pattern's shares.
  func bundles(of line: Int) -> ArraySlice<Int32> {
    bundle[Int(bundleStart[line])..<Int(bundleStart[line + 1])]
  }

  func pattern(of line: Int) -> Pattern { patterns[Int(patternOfLine[line])] }
}

/// A line of which all members hang on one switch: another over links of the same kinds loads its own
/// links alike.
private struct FlatLine {
  private let level: Int
  /// Up and down of each member, in the order of places.
  let bundles: [Int32]
  private let kinds: [Int32]
  /// Where the bundles that are loaded stand among these.
  private(set) var places: [Int] = []

  /// Nil where they do not hang on one switch.
  init?(_ accelerators: [Int32], _ fabric: FabricBundles) {
    guard let level = fabric.flatLevel(of: accelerators),
      case .tree(let tree) = fabric.levels[level]
    else { return nil }
    self.level = level
    bundles = accelerators.flatMap { [tree.up[Int($0)], tree.down[Int($0)]] }
    kinds = bundles.map { fabric.kind[Int($0)] }
  }

  mutating func find(_ hops: [BundleHop]) {
    places = hops.map { hop in
      guard let place = bundles.firstIndex(of: hop.bundle) else {
        preconditionFailure("bundle \(hop.bundle) is loaded and belongs to no member of the line")
      }
      return place
    }
  }

  func isLike(_ other: FlatLine) -> Bool { level == other.level && kinds == other.kinds }
}
