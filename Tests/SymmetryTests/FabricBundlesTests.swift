// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing

@testable import Symmetry

struct FabricBundlesTests {
  /// Leaves of `members` accelerators each under spines: nodes are accelerators, leaves, spines.
  private func fatTree(leaves: Int = 3, members: Int = 2, spines: Int = 2) -> FabricSketch {
    var sketch = FabricSketch(accelerators: leaves * members)
    let low = (0..<leaves).map { _ in sketch.node() }
    let high = (0..<spines).map { _ in sketch.node() }
    for rank in 0..<leaves * members { sketch.join(rank, low[rank / members], rate: 1, latency: 5) }
    for leaf in low {
      for spine in high { sketch.join(leaf, spine, rate: 2, latency: 7) }
    }
    return sketch
  }

  private func isTree(_ fabric: FabricBundles) -> Bool {
    if case .tree = fabric.levels[0] { true } else { false }
  }

  @Test func `a fat-tree is a tree in which the links to all spines are one bundle`() {
    let fabric = FabricBundles(fatTree().cluster)
    #expect(isTree(fabric))
    // Both ways: 6 accelerators with a link each, 3 leaves with a bundle of two.
    #expect(fabric.count == 2 * 6 + 2 * 3)
    #expect(fabric.linkCount.sorted() == [Int32](repeating: 1, count: 12) + [2, 2, 2, 2, 2, 2])
    #expect(fabric.linkCount.reduce(0, +) == Int32(fabric.bundleOfLink.count))
  }

  @Test func `the first link of a bundle is its lowest`() {
    let fabric = FabricBundles(fatTree(spines: 3).cluster)
    for bundle in 0..<fabric.count {
      let members = fabric.bundleOfLink.indices.filter { fabric.bundleOfLink[$0] == bundle }
      #expect(members.first == Int(fabric.firstLink[bundle]))
      #expect(members.count == Int(fabric.linkCount[bundle]))
    }
  }

  @Test func `without one link between a leaf and a spine the spines are no twins`() {
    var sketch = fatTree()
    // The last pair of lines joins the last leaf to the last spine.
    sketch.lines.removeLast(2)
    let fabric = FabricBundles(sketch.cluster)
    #expect(!isTree(fabric))
    #expect(fabric.linkCount.allSatisfy { $0 == 1 })
    #expect(fabric.count == sketch.lines.count)
  }

  @Test(arguments: [0, 1])
  func `a slower or longer link to one spine makes it no twin`(change: Int) {
    var sketch = fatTree()
    if change == 0 {
      sketch.lines[sketch.lines.count - 1].rate = 1
    } else {
      sketch.lines[sketch.lines.count - 1].latency = 8
    }
    #expect(!isTree(FabricBundles(sketch.cluster)))
  }

  @Test func `spines that every leaf reaches by links of its own kind stay twins`() {
    var sketch = fatTree()
    // All links of one leaf to spines are slow, both ways.
    for line in sketch.lines.indices
    where sketch.lines[line].from == 6 && sketch.lines[line].to > 8
      || sketch.lines[line].to == 6 && sketch.lines[line].from > 8
    {
      sketch.lines[line].rate = 1
    }
    #expect(isTree(FabricBundles(sketch.cluster)))
  }

  @Test(arguments: [UniformTopology.ring, .fullMesh])
  func `a ring and a mesh are no trees`(topology: UniformTopology) throws {
    let cluster = try Cluster.uniform(
      topology, ranks: 5, rate: .gigabytesPerSecond(1), latency: .zero)
    let fabric = FabricBundles(cluster)
    #expect(!isTree(fabric))
    #expect(fabric.count == cluster.links.count)
  }

  @Test func `a switch is a tree of one level`() throws {
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 5, rate: .gigabytesPerSecond(1), latency: .zero)
    let fabric = FabricBundles(cluster)
    guard case .tree(let tree) = fabric.levels[0] else {
      Issue.record("no tree")
      return
    }
    #expect((0..<5).allSatisfy { tree.depth[$0] == 1 && tree.parent[$0] == 5 })
  }

  @Test func `a link that goes one way only makes no tree`() {
    var sketch = fatTree()
    sketch.lines.removeLast()
    #expect(!isTree(FabricBundles(sketch.cluster)))
    var other = FabricSketch(accelerators: 3)
    let hub = other.node()
    for rank in 0..<3 { other.join(rank, hub, rate: 1, latency: 0) }
    other.lines.removeLast()
    #expect(!isTree(FabricBundles(other.cluster)))
  }

  @Test func `a group is joined by the part of the tree that it needs`() {
    let fabric = FabricBundles(fatTree().cluster)
    // Two on one leaf: the leaf above them and no more.
    let pair = GroupTree.one([0, 1], in: fabric)
    #expect(pair?.parent == [2, 2, -1])
    // One of each leaf: their leaves, and the spines as one node.
    let spread = GroupTree.one([4, 0, 2], in: fabric)
    #expect(spread?.parent == [3, 4, 5, 6, 6, 6, -1])
    // A parent comes after its children.
    let all = GroupTree.one([0, 1, 2, 3, 4, 5], in: fabric)
    #expect(all?.parent == [6, 6, 7, 7, 8, 8, 9, 9, 9, -1])
  }

  @Test func `members at different depths have no common tree`() {
    var sketch = FabricSketch(accelerators: 3)
    let (leaf, spine) = (sketch.node(), sketch.node())
    sketch.join(0, leaf, rate: 1, latency: 0)
    sketch.join(1, leaf, rate: 1, latency: 0)
    sketch.join(2, spine, rate: 1, latency: 0)
    sketch.join(leaf, spine, rate: 1, latency: 0)
    let fabric = FabricBundles(sketch.cluster)
    #expect(isTree(fabric))
    #expect(GroupTree.one([0, 1], in: fabric) != nil)
    #expect(GroupTree.one([0, 2], in: fabric) == nil)
  }

  @Test func `a group that meets on two levels has no common tree`() {
    // Two switches of two, and a leaf over all four.
    var sketch = FabricSketch(accelerators: 4)
    sketch.overhead = [0, 0]
    sketch.reduction = [nil, nil]
    sketch.routing = .domains(spans: [2, 4], forwards: [false, false])
    let hubs = [sketch.node(), sketch.node()]
    let leaf = sketch.node()
    for rank in 0..<4 {
      sketch.join(rank, hubs[rank / 2], rate: 1, latency: 0)
      sketch.join(rank, leaf, rate: 1, latency: 0, domain: 1)
    }
    let fabric = FabricBundles(sketch.cluster)
    #expect(GroupTree.one([0, 1], in: fabric) != nil)
    #expect(GroupTree.one([0, 2], in: fabric) != nil)
    #expect(GroupTree.one([1, 3], in: fabric) != nil)
    #expect(GroupTree.one([0, 1, 2], in: fabric) == nil)
  }

  @Test func `switches are twins where each has the other's links, both ways`() {
    let cluster = fatTree(spines: 3).cluster
    let classes = SwitchClasses(
      cluster.links, (0..<Int32(cluster.links.count)).map { $0 }, accelerators: 6,
      nodes: cluster.nodes.count)
    // Spines are nodes 9 to 11; leaves have accelerators of their own.
    #expect(classes.first == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9])
  }
}
