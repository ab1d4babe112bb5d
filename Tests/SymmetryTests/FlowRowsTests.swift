// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing

@testable import Symmetry

struct FlowRowsTests {
  /// Everyone to everyone of 131,072 ranks in two halves that one link joins: 65,536² flows cross it
  /// each way, more than 32 bits count.
  @Test func `flows on one link are counted beyond two thousand million`() {
    var sketch = FabricSketch(accelerators: 2)
    let halves = [sketch.node(), sketch.node()]
    for rank in 0..<2 { sketch.join(rank, halves[rank], rate: 1, latency: 0) }
    sketch.join(halves[0], halves[1], rate: 1, latency: 0)
    let fabric = FabricBundles(sketch.cluster)
    let partition = Partition(
      rankClass: [0, 1], rankClassCount: 2, bundleClass: (0..<Int32(fabric.count)).map { $0 },
      bundleClassCount: fabric.count)
    let links = LinkClasses([partition], fabric, sketch.cluster)
    let between = Int32(fabric.bundleOfLink[4])
    var rows = FlowRows()
    let half = 65_536
    let row = rows.append(
      [FlowClass.Hop(bundleClass: between, share: 1)],
      WayCosts(latency: 0, overhead: 0, domain: 0), flows: half * half, perMember: half, links,
      layer: 0)
    #expect(row == 0)
    #expect(rows.crowd == [half * half])
    #expect(rows.share == [Double(half * half)])
  }
}
