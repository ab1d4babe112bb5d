// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// Classes of links: what each stands for.
package struct LinkClasses: Sendable {
  // One entry per class: those before a cut first, then those behind it that are not the same.
  /// The first link: all have its values.
  package private(set) var first: [Int32] = []
  /// Links, and bundles of them.
  package private(set) var count: [Int32] = []
  private(set) var bundles: [Int32] = []
  private(set) var joulesPerByte: [Double] = []
  /// Of a class behind a cut, the one before it that it is a part of; -1 where it is whole.
  package private(set) var whole: [Int32] = []
  /// The number of each layer's classes here, and what is needed to find that of a link.
  private var rows: [[Int32]] = []
  private let bundleOfLink: [Int32]
  private let partitions: [[Int32]]

  package var linkCount: Int { bundleOfLink.count }

  /// The classes that a link of the cluster is in, one for each layer, each once.
  package func classes(of link: Int) -> Set<Int32> {
    let bundle = Int(bundleOfLink[link])
    return Set(rows.indices.map { rows[$0][Int(partitions[$0][bundle])] })
  }

  /// - Parameters:
  ///   - partitions: one, or one before and one behind a cut, which refines the first.
  ///   - fabric: the bundles that are partitioned.
  ///   - cluster: whose links they are.
  init(_ partitions: [Partition], _ fabric: FabricBundles, _ cluster: Cluster) {
    bundleOfLink = fabric.bundleOfLink
    self.partitions = partitions.map(\.bundleClass)
    for (layer, partition) in partitions.enumerated() {
      var firstBundle = [Int32](repeating: -1, count: partition.bundleClassCount)
      var linkCounts = [Int32](repeating: 0, count: partition.bundleClassCount)
      var bundleCounts = linkCounts
      for bundle in 0..<fabric.count {
        let number = Int(partition.bundleClass[bundle])
        if firstBundle[number] < 0 { firstBundle[number] = Int32(bundle) }
        linkCounts[number] += fabric.linkCount[bundle]
        bundleCounts[number] += 1
      }
      var row: [Int32] = []
      for number in 0..<partition.bundleClassCount {
        let bundle = Int(firstBundle[number])
        let before =
          layer == 0 ? -1 : rows[0][Int(partitions[0].bundleClass[bundle])]
        if before >= 0, count[Int(before)] == linkCounts[number] {
          row.append(before)
          continue
        }
        row.append(Int32(first.count))
        first.append(fabric.firstLink[bundle])
        count.append(linkCounts[number])
        bundles.append(bundleCounts[number])
        whole.append(before)
        joulesPerByte.append(
          (cluster.links.dynamicEnergy[Int(fabric.firstLink[bundle])] * Bytes.bytes(1)).rawValue)
      }
      rows.append(row)
    }
  }

  /// The number under which flows of a layer load a class of it.
  @inline(__always)
  func row(of bundleClass: Int32, in layer: Int) -> Int32 { rows[layer][Int(bundleClass)] }
}
