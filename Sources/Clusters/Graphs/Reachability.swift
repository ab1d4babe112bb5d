// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Whether ways lead from every accelerator of a graph to every other.
struct Reachability {
  private let links: LinkTable
  private let leaving: Adjacency
  private let entering: Adjacency
  private let nodes: Int
  private let accelerators: Int
  private let acceleratorsForward: Bool

  // Scratch of searches: a node was reached by the search of the number that it has.
  private var mark: [Int32]
  private var search: Int32 = 0
  private var queue: [Int32] = []

  /// - Parameters:
  ///   - fabric: nodes and links.
  ///   - acceleratorsForward: whether accelerators pass on what is not for them.
  ///   - counts: which links there are, by their row; the others are not looked at.
  init(_ fabric: Fabric, acceleratorsForward: Bool, where counts: (Int) -> Bool = { _ in true }) {
    var links = LinkTable()
    for link in 0..<fabric.links.count where counts(link) {
      links.from.append(fabric.links.from[link])
      links.to.append(fabric.links.to[link])
    }
    self.links = links
    nodes = fabric.nodes.count
    accelerators = fabric.nodes.acceleratorCount
    self.acceleratorsForward = acceleratorsForward
    leaving = Adjacency(near: links.from, far: links.to, nodes: nodes)
    entering = Adjacency(near: links.to, far: links.from, nodes: nodes)
    mark = [Int32](repeating: 0, count: nodes)
  }

  /// The first switch or NIC that nothing joins to any accelerator; nil where there is none.
  mutating func firstLoose() -> Int? {
    search += 1
    queue = (0..<Int32(accelerators)).map { $0 }
    for node in queue { mark[Int(node)] = search }
    while let node = queue.popLast() {
      for place in leaving.row(node) { reach(links.to[Int(leaving.links[place])]) }
      for place in entering.row(node) { reach(links.from[Int(entering.links[place])]) }
    }
    return mark.firstIndex { $0 != search }
  }

  /// The first two accelerators without a way from one to the other; nil where there are none.
  ///
  /// Where one switch reaches, and is reached by, all accelerators, they all have a way over it: that
  /// is found in time linear in links, as it is where accelerators forward. Where no neighbour
  /// of the first accelerator is such a switch, as in meshes, each accelerator is searched from.
  mutating func firstGap() -> (from: Int, to: Int)? {
    guard accelerators > 1 else { return nil }
    if acceleratorsForward {
      if let missed = spread(from: 0, leaving, links.to) { return (0, missed) }
      return spread(from: 0, entering, links.from).map { ($0, 0) }
    }
    if hasHub() { return nil }
    for source in 0..<accelerators {
      if let missed = spread(from: Int32(source), leaving, links.to) { return (source, missed) }
    }
    return nil
  }

  private mutating func hasHub() -> Bool {
    // Switches that were tried, or that stand for one that was.
    var tried = [Bool](repeating: false, count: nodes)
    for place in leaving.row(0) {
      let hub = links.to[Int(leaving.links[place])]
      guard hub >= Int32(accelerators), !tried[Int(hub)] else { continue }
      let reaches = spread(from: hub, leaving, links.to) == nil
      let forward = search
      let reached = mark
      if spread(from: hub, entering, links.from) == nil, reaches { return true }
      for node in accelerators..<nodes
      where reached[node] == forward && mark[node] == search { tried[node] = true }
    }
    return false
  }

  /// Searches along links of one direction, and returns the first accelerator that is not reached.
  private mutating func spread(
    from start: Int32, _ adjacency: Adjacency, _ far: [Int32]
  ) -> Int? {
    search += 1
    mark[Int(start)] = search
    queue = [start]
    while let node = queue.popLast() {
      guard node == start || acceleratorsForward || node >= Int32(accelerators) else { continue }
      for place in adjacency.row(node) { reach(far[Int(adjacency.links[place])]) }
    }
    return mark[0..<accelerators].firstIndex { $0 != search }
  }

  private mutating func reach(_ node: Int32) {
    guard mark[Int(node)] != search else { return }
    mark[Int(node)] = search
    queue.append(node)
  }
}
