// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Timelines

extension Cluster {
  /// Which accelerators each unit of a scope holds.
  ///
  /// - Parameter scope: of a meter.
  /// - Returns: runs of consecutive accelerators in ascending order; nil where the cluster's file
  ///   does not say what such a unit is.
  package func powerUnits(_ scope: MeterScope) -> [Range<Int>]? {
    let count = accelerators.count
    func runs(of size: Int) -> [Range<Int>] {
      stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
    switch scope {
    case .accelerator: return runs(of: 1)
    case .node: return serverSize.map(runs) ?? blocks(ofLevel: 0)
    case .rack: return rackSize.map(runs)
    case .pod:
      let levels = routing.blocks.indices.compactMap { blocks(ofLevel: $0) }
      return levels.last { $0.count > 1 } ?? levels.last
    case .site: return [0..<count]
    }
  }

  private func blocks(ofLevel level: Int) -> [Range<Int>]? {
    guard level < routing.blocks.count, accelerators.count > 0 else { return nil }
    let blocks = routing.blocks[level]
    return (0...blocks.block(of: accelerators.count - 1)).map { blocks.members(of: $0) }
  }
}
