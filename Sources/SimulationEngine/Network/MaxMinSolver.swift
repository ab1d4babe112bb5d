// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Working columns of one solve, kept between solves so that nothing is allocated per event.
struct SolverScratch: ~Copyable {
  /// Flows of the component, in the order found.
  var flows = Column<Int32>()
  /// Links of the component; the other link columns go with it.
  var links = Column<Int32>()
  var spareBytesPerSecond = Column<Double>()
  /// Sum of the shares of the flows that have no rate yet.
  var openShare = Column<Double>()
  var openFlows = Column<Int32>()
  /// One entry per flow number; negative while the flow has no rate.
  var newRate = Column<Double>()
  /// A binary heap of link slots by the level at which each was last seen.
  var heapLevel = Column<Double>()
  var heapSlot = Column<Int32>()
}

// Progressive filling: all flows rise together; the link that fills first fixes its flows at that
// level, and the rest go on. Levels only rise, so a heap of levels may be lazy: an entry that is
// out of date is too low and is put back at its present level.
// Source: D. Bertsekas and R. Gallager, Data Networks, 2nd ed., section 6.5.2.
extension FluidNetwork {
  /// Levels nearer than this are one: symmetric links differ by rounding only, and flows that
  /// should end together do.
  private var sameLevel: Double { 0x1p-40 }

  /// Solves the component around a flow and announces its next completion.
  mutating func solve(from seed: Int32, at now: Double, into queue: inout TimeQueue) {
    gather(from: seed)
    fill()
    var head: Int32 = -1
    var nextCompletion = Double.infinity
    for index in 0..<scratch.flows.count {
      let flow = scratch.flows[index]
      let rate = scratch.newRate[flow]
      if rate != rateBytesPerSecond[flow] {
        let moved = min(rateBytesPerSecond[flow] * (now - since[flow]), remainingBytes[flow])
        keepSegment(flow, bytes: moved, until: now)
        remainingBytes[flow] -= moved
        since[flow] = now
        setRate(of: flow, to: rate)
        finish[flow] = now + remainingBytes[flow] / rate
      }
      if finish[flow] < nextCompletion { nextCompletion = finish[flow] }
      nextInComponent[flow] = head
      head = flow
    }
    noteSolve()
    announce(componentHeadedBy: head, nextCompletion: max(nextCompletion, now), into: &queue)
  }

  /// Finds all flows and links that are connected to a flow.
  private mutating func gather(from seed: Int32) {
    scratch.flows.removeAll()
    scratch.links.removeAll()
    scratch.spareBytesPerSecond.removeAll()
    scratch.openShare.removeAll()
    scratch.openFlows.removeAll()
    scratch.newRate.extend(to: route.count, with: -1)
    visit(seed)
    var next = 0
    while next < scratch.flows.count {
      let flow = scratch.flows[next]
      next += 1
      let row = Int(route[flow])
      for hop in Int(hops.start[row])..<Int(hops.start[row + 1]) {
        let link = hops.link[hop]
        if linkEpoch[link] != epoch {
          linkEpoch[link] = epoch
          linkSlot[link] = Int32(scratch.links.count)
          scratch.links.append(link)
          scratch.spareBytesPerSecond.append(capacityBytesPerSecond[link])
          scratch.openShare.append(0)
          scratch.openFlows.append(0)
          var node = firstNode[link]
          while node >= 0 {
            if flowEpoch[nodeFlow[node]] != epoch { visit(nodeFlow[node]) }
            node = nodeNext[node]
          }
        }
        let slot = linkSlot[link]
        scratch.openShare[slot] += hops.share[hop]
        scratch.openFlows[slot] += 1
      }
    }
  }

  @inline(__always)
  private mutating func visit(_ flow: Int32) {
    flowEpoch[flow] = epoch
    scratch.newRate[flow] = -1
    scratch.flows.append(flow)
    let old = component[flow]
    if old >= 0 && componentHead[old] >= 0 { retire(old) }
  }

  private mutating func fill() {
    scratch.heapLevel.removeAll()
    scratch.heapSlot.removeAll()
    for slot in 0..<scratch.links.count {
      scratch.heapLevel.append(scratch.spareBytesPerSecond[slot] / scratch.openShare[slot])
      scratch.heapSlot.append(Int32(slot))
    }
    var index = scratch.heapSlot.count / 2
    while index > 0 {
      index -= 1
      sink(index)
    }
    var level = 0.0
    var open = scratch.flows.count
    while open > 0 {
      let slot = scratch.heapSlot[0]
      guard scratch.openFlows[slot] > 0 else {
        dropTop()
        continue
      }
      let present = scratch.spareBytesPerSecond[slot] / scratch.openShare[slot]
      if present > scratch.heapLevel[0] * (1 + sameLevel) {
        scratch.heapLevel[0] = present
        sink(0)
        continue
      }
      // Never back down: what a link seems to lack is the rounding of the subtractions.
      if present > level * (1 + sameLevel) { level = present }
      dropTop()
      open -= fix(flowsOf: scratch.links[slot], at: level)
    }
  }

  /// Gives every flow of a link that has no rate yet the level, and returns how many they were.
  private mutating func fix(flowsOf link: Int32, at level: Double) -> Int {
    var fixed = 0
    var node = firstNode[link]
    while node >= 0 {
      let flow = nodeFlow[node]
      node = nodeNext[node]
      guard scratch.newRate[flow] < 0 else { continue }
      scratch.newRate[flow] = level
      fixed += 1
      let row = Int(route[flow])
      for hop in Int(hops.start[row])..<Int(hops.start[row + 1]) {
        let slot = linkSlot[hops.link[hop]]
        scratch.spareBytesPerSecond[slot] -= level * hops.share[hop]
        scratch.openShare[slot] -= hops.share[hop]
        scratch.openFlows[slot] -= 1
      }
    }
    return fixed
  }

  private mutating func dropTop() {
    let last = scratch.heapSlot.count - 1
    scratch.heapLevel[0] = scratch.heapLevel[last]
    scratch.heapSlot[0] = scratch.heapSlot[last]
    scratch.heapLevel.truncate(to: last)
    scratch.heapSlot.truncate(to: last)
    if last > 0 { sink(0) }
  }

  private mutating func sink(_ start: Int) {
    let count = scratch.heapSlot.count
    let level = scratch.heapLevel[start]
    let slot = scratch.heapSlot[start]
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count && scratch.heapLevel[child + 1] < scratch.heapLevel[child] {
        child += 1
      }
      guard scratch.heapLevel[child] < level else { break }
      scratch.heapLevel[parent] = scratch.heapLevel[child]
      scratch.heapSlot[parent] = scratch.heapSlot[child]
      parent = child
    }
    scratch.heapLevel[parent] = level
    scratch.heapSlot[parent] = slot
  }
}
