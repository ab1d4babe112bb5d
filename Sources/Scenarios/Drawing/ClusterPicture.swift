// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import FabricPictures
import Traffic
import Workloads

/// Ranks that are drawn on their accelerators.
package enum SeatedWork: Sendable {
  /// A scenario's workload, placed as the scenario says.
  case scenario(path: String)
  /// A program or a trace, placed as a command line says.
  case workload(name: String, order: PlacementOrder)
}

extension Workbench {
  /// A cluster as an SVG file.
  ///
  /// - Parameters:
  ///   - name: a cluster file, or one of the data root's topologies.
  ///   - overrides: of the cluster file.
  ///   - work: whose ranks are drawn on it; nil for none.
  /// - Returns: the whole file.
  /// - Throws: `InputError` or `DocumentError` for what cannot be read, or ranks that the cluster
  ///   has no accelerators for.
  package func picture(
    ofClusterNamed name: String, overrides: [String] = [], work: SeatedWork? = nil
  ) throws -> String {
    let loaded = try cluster(try clusterPath(named: name), overrides: overrides)
    guard let work else { return FabricPicture(of: loaded.cluster).svg }
    let (workload, order) = try seated(work)
    let program = try workload.placed(
      on: loaded.cluster, catalogue: catalogue, placement: order
    ).loaded.program
    let placement = try order.placement(of: program, on: loaded.cluster)
    return FabricPicture(
      of: loaded.cluster, seating: try Seating(program, placement, on: loaded.cluster)
    ).svg
  }

  private func seated(_ work: SeatedWork) throws -> (LoadedWorkload, PlacementOrder) {
    switch work {
    case .scenario(let path):
      let scenario = try ScenarioFile.load(path: path, overrides: [], root: root)
      let loaded = try load(
        scenario.workload, overrides: scenario.programOverrides, steps: scenario.options.steps)
      return (loaded, scenario.options.placement)
    case .workload(let name, let order):
      let source = try workload(named: name, groups: nil)
      return (try load(source, overrides: [], steps: 1), order)
    }
  }
}

extension PlacementOrder {
  /// As a command line writes it: "tp,dp".
  ///
  /// - Throws: `InputError` for an empty name, or one that is there twice.
  package init(commaSeparated text: String) throws(InputError) {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for (place, name) in names.enumerated() {
      guard !name.isEmpty else { throw InputError("order \"\(text)\": a name is empty") }
      guard !names[..<place].contains(name) else {
        throw InputError("order \"\(text)\": \"\(name)\" is listed twice")
      }
    }
    self = .groups(names)
  }
}

extension Seating {
  /// - Parameters:
  ///   - program: whose ranks sit.
  ///   - placement: on which accelerators.
  ///   - cluster: that has the accelerators.
  /// - Throws: `InputError` for a rank that has none.
  init(_ program: Program, _ placement: Placement, on cluster: Cluster) throws(InputError) {
    let count = cluster.nodes.acceleratorCount
    var ranks = [Int32](repeating: -1, count: count)
    for (rank, accelerator) in placement.acceleratorOfRank.enumerated() {
      guard Int(accelerator.rawValue) < count else {
        throw InputError(
          "\(program.name) has \(program.rankCount) ranks, and \(cluster.name) has \(count) "
            + "accelerators")
      }
      ranks[Int(accelerator.rawValue)] = Int32(rank)
    }
    // A family of one group of everybody divides nobody.
    let dividing = program.families.filter { $0.groups.count > 1 }
    let axes = (dividing.isEmpty ? program.families : dividing).map { family in
      let places = family.placeInGroup
      return Axis(
        name: family.name,
        groupOfAccelerator: ranks.map { $0 < 0 ? -1 : family.groupOfRank[Int($0)] },
        placeOfAccelerator: ranks.map { $0 < 0 ? -1 : places[Int($0)] })
    }
    self.init(name: program.name, rankOfAccelerator: ranks, axes: axes)
  }
}
