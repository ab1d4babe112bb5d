// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Who sits on the accelerators of a cluster: ranks, and their places along the axes of a parallel
/// plan.
package struct Seating: Sendable {
  /// One way in which the ranks are divided: "tp", "dp".
  package struct Axis: Sendable {
    package var name: String
    /// The group of the rank on each accelerator; -1 where there is none.
    package var groupOfAccelerator: [Int32]
    /// Its place within the group; -1 where there is none.
    package var placeOfAccelerator: [Int32]
    /// Places of the largest group.
    package var size: Int { Int(placeOfAccelerator.max() ?? -1) + 1 }

    package init(name: String, groupOfAccelerator: [Int32], placeOfAccelerator: [Int32]) {
      self.name = name
      self.groupOfAccelerator = groupOfAccelerator
      self.placeOfAccelerator = placeOfAccelerator
    }
  }

  /// Of the work, for the title.
  package var name: String
  /// The rank on each accelerator; -1 where there is none.
  package var rankOfAccelerator: [Int32]
  package var axes: [Axis]

  package init(name: String, rankOfAccelerator: [Int32], axes: [Axis]) {
    self.name = name
    self.rankOfAccelerator = rankOfAccelerator
    self.axes = axes
  }

  /// Colours that are told apart; a larger place begins again.
  static let shades = 12

  /// The axis whose groups have an outline: tensor parallelism, or the first that divides at all.
  var team: Axis? {
    let dividing = axes.filter { $0.size > 1 }
    return dividing.first { $0.name == "tp" } ?? dividing.first
  }

  /// The axis that colours show: pipeline stages, else replicas, else any other.
  var coloured: Axis? {
    let others = axes.filter { $0.size > 1 && $0.name != team?.name }
    for name in ["pp", "dp"] {
      if let axis = others.first(where: { $0.name == name }) { return axis }
    }
    return others.first ?? team
  }

  func shade(of node: Int32?) -> Int? {
    guard let node, let axis = coloured, axis.placeOfAccelerator.indices.contains(Int(node)),
      axis.placeOfAccelerator[Int(node)] >= 0
    else { return nil }
    return Int(axis.placeOfAccelerator[Int(node)]) % Self.shades
  }

  /// "rank 12, tp 4, dp 1".
  func description(of accelerator: Int) -> String {
    guard rankOfAccelerator.indices.contains(accelerator), rankOfAccelerator[accelerator] >= 0
    else { return "no rank" }
    let places = axes.filter { $0.size > 1 && $0.placeOfAccelerator[accelerator] >= 0 }
      .map { "\($0.name) \($0.placeOfAccelerator[accelerator])" }
    return (["rank \(rankOfAccelerator[accelerator])"] + places).joined(separator: ", ")
  }

  /// Where a team sits along the other axes: "dp 1 · pp 0".
  func teamLabel(of accelerator: Int) -> String {
    axes.filter {
      $0.size > 1 && $0.name != team?.name && $0.placeOfAccelerator[accelerator] >= 0
    }.map { "\($0.name) \($0.placeOfAccelerator[accelerator])" }.joined(separator: " · ")
  }
}
