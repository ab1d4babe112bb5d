// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Planning
import Scenarios
import TestSupport
import Training

/// Models on clusters of the data folder, ready to be planned.
struct Prepared {
  static let runsLong = ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil

  let workbench: Workbench

  init() throws { workbench = try Workbench(root: DataRoot(path: PackageRoot.url.path)) }

  func planning(
    _ model: String, on cluster: String, batch: Int, sequence: Int? = nil, fix: String? = nil,
    accelerators: Int? = nil, shrinks: Bool = false
  ) throws -> PreparedPlanning {
    let fixed = try FixedPlan(fix, batch: batch, sequence: sequence, precision: nil)
    let source = try workbench.training(
      model: PackageRoot.path("models/\(model).yaml"), plan: fixed)
    return try PreparedPlanning(
      PlanQuestion(
        source: source, fixed: fixed.keys,
        cluster: PackageRoot.path("topologies/\(cluster).yaml"), accelerators: accelerators,
        shrinks: shrinks), workbench)
  }
}

extension PlanSpace {
  /// Some of the space's plans, each with an order of axes.
  func sample(_ count: Int, seed: UInt64) -> [(PlanFrame, PlanVariant, Int)] {
    var random = SeededGenerator(seed: seed)
    let frames = self.frames()
    return (0..<count).compactMap { _ in
      guard let frame = frames.randomElement(using: &random),
        let variant = variants(frame).randomElement(using: &random),
        let order = orders(of: frame).randomElement(using: &random),
        let row = orders.firstIndex(of: order)
      else { return nil }
      return (frame, variant, row)
    }
  }
}
