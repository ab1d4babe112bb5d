// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Which flows are on which links: doubly linked lists, so that a flow leaves in one step per hop.
extension FluidNetwork {
  mutating func attach(_ flow: Int32) {
    let row = Int(route[flow])
    let first = Int(hops.start[row])
    let hopCount = Int(hops.start[row + 1]) - first
    let block = takeNodes(hopCount)
    flowNodes[flow] = block
    for hop in 0..<hopCount {
      let link = hops.link[first + hop]
      let node = block + Int32(hop)
      let head = firstNode[link]
      nodeFlow[node] = flow
      nodePrevious[node] = -1
      nodeNext[node] = head
      if head >= 0 { nodePrevious[head] = node }
      firstNode[link] = node
      flowsOnLink[link] += 1
    }
  }

  /// Takes a flow off its links and marks those that others still use as changed.
  mutating func detach(_ flow: Int32) {
    let row = Int(route[flow])
    let first = Int(hops.start[row])
    let hopCount = Int(hops.start[row + 1]) - first
    let block = flowNodes[flow]
    for hop in 0..<hopCount {
      let link = hops.link[first + hop]
      let node = block + Int32(hop)
      let previous = nodePrevious[node]
      let next = nodeNext[node]
      if previous >= 0 { nodeNext[previous] = next } else { firstNode[link] = next }
      if next >= 0 { nodePrevious[next] = previous }
      flowsOnLink[link] -= 1
      if next >= 0 || previous >= 0 { changedLinks.append(link) }
    }
    nodeNext[block] = freeNodes[hopCount]
    freeNodes[hopCount] = block
    flowNodes[flow] = -1
  }

  func isAlone(_ flow: Int32) -> Bool {
    let row = Int(route[flow])
    for hop in Int(hops.start[row])..<Int(hops.start[row + 1])
    where flowsOnLink[hops.link[hop]] != 1 {
      return false
    }
    return true
  }

  private mutating func takeNodes(_ hopCount: Int) -> Int32 {
    freeNodes.extend(to: hopCount + 1, with: -1)
    let free = freeNodes[hopCount]
    if free >= 0 {
      freeNodes[hopCount] = nodeNext[free]
      return free
    }
    let block = Int32(nodeFlow.count)
    nodeFlow.extend(to: nodeFlow.count + hopCount, with: -1)
    nodePrevious.extend(to: nodeFlow.count, with: -1)
    nodeNext.extend(to: nodeFlow.count, with: -1)
    return block
  }
}

/// What moved between two rate changes, one entry per flow and change.
struct SegmentColumns: ~Copyable {
  var route = Column<Int32>()
  var start = Column<Double>()
  var end = Column<Double>()
  var bytes = Column<Double>()

  var count: Int { route.count }

  @inline(__always)
  mutating func append(route: Int32, start: Double, end: Double, bytes: Double) {
    self.route.append(route)
    self.start.append(start)
    self.end.append(end)
    self.bytes.append(bytes)
  }

  mutating func removeAll() {
    route.removeAll()
    start.removeAll()
    end.removeAll()
    bytes.removeAll()
  }
}
