// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which flows are on which links: for each link a run of entries without gaps, so that walking a
/// link's flows reads memory in order, and a flow leaves in one step per hop: the last entry takes
/// its place.
///
/// Each hop of a flow has a node that says where its entry stands; nodes of one flow lie side by
/// side, in the order of its hops.
struct LinkMembership: ~Copyable {
  /// The flow of each entry.
  private(set) var flow = Column<Int32>()
  /// The node of each entry.
  private(set) var node = Column<Int32>()
  /// One entry per node: its place in its link's run.
  private var place = Column<Int32>()

  /// Head of the free runs by class, chained through `flow`.
  private let freeRuns = Column<Int32>(repeating: -1, count: 32)
  /// Head of the free blocks of nodes by number of hops, chained through `place`.
  private var freeNodes = Column<Int32>()

  init() {}

  /// A run of class c holds this many entries.
  private static func capacity(ofClass blockClass: UInt8) -> Int { 4 << Int(blockClass) }

  /// Puts a flow at the end of a link's run.
  @inline(__always)
  mutating func add(_ newFlow: Int32, node newNode: Int32, to link: inout LinkState) {
    if link.firstEntry < 0 {
      link.firstEntry = takeRun(ofClass: 0)
      link.blockClass = 0
    } else if Int(link.flowCount) == Self.capacity(ofClass: link.blockClass) {
      grow(&link)
    }
    let entry = Int(link.firstEntry + link.flowCount)
    flow[entry] = newFlow
    node[entry] = newNode
    place[newNode] = link.flowCount
    link.flowCount += 1
  }

  /// Takes a flow's hop out of a link's run.
  @inline(__always)
  mutating func remove(node oldNode: Int32, from link: inout LinkState) {
    let hole = place[oldNode]
    link.flowCount -= 1
    guard hole != link.flowCount else { return }
    let last = Int(link.firstEntry + link.flowCount)
    let moved = node[last]
    flow[Int(link.firstEntry + hole)] = flow[last]
    node[Int(link.firstEntry + hole)] = moved
    place[moved] = hole
  }

  /// Nodes for the hops of a flow.
  @inline(__always)
  mutating func takeNodes(_ hopCount: Int) -> Int32 {
    if hopCount >= freeNodes.count { freeNodes.extend(to: hopCount + 1, with: -1) }
    let free = freeNodes[hopCount]
    if free >= 0 {
      freeNodes[hopCount] = place[free]
      return free
    }
    let block = Int32(place.count)
    place.extend(to: place.count + hopCount, with: -1)
    return block
  }

  @inline(__always)
  mutating func releaseNodes(_ block: Int32, hopCount: Int) {
    place[block] = freeNodes[hopCount]
    freeNodes[hopCount] = block
  }

  private mutating func takeRun(ofClass blockClass: UInt8) -> Int32 {
    let free = freeRuns[Int(blockClass)]
    if free >= 0 {
      freeRuns[Int(blockClass)] = flow[free]
      return free
    }
    let first = flow.count
    let end = first + Self.capacity(ofClass: blockClass)
    flow.extend(to: end, with: -1)
    node.extend(to: end, with: -1)
    return Int32(first)
  }

  /// Moves a full run into one of twice its size.
  @inline(never)
  private mutating func grow(_ link: inout LinkState) {
    let old = link.firstEntry
    let new = takeRun(ofClass: link.blockClass + 1)
    for entry in 0..<link.flowCount {
      flow[new + entry] = flow[old + entry]
      node[new + entry] = node[old + entry]
    }
    flow[old] = freeRuns[Int(link.blockClass)]
    freeRuns[Int(link.blockClass)] = old
    link.firstEntry = new
    link.blockClass += 1
  }
}
