// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Where everything is open.
extension FluidNetwork {
  /// What opening a flow late costs, in flows that are filled from nothing: 200 and 20 ns in random
  /// traffic.
  private static var costOfRepair: Int { 10 }

  /// Whether to fill from nothing is quicker than to go on where so many flows are open. It looks
  /// at every link of the network, so it never is where these are many more than the flows.
  func isQuickerFromNothing(with flowCount: Int) -> Bool {
    flowCount * Self.costOfRepair > activeFlows && links.count <= 4 * activeFlows
  }

  /// Opens all flows of the network. Links know how many they are, so opening them is not a walk
  /// over hops, unless flows are split.
  mutating func openEverything() {
    for index in 0..<scratch.stirred.count {
      links.base[Int(scratch.stirred[index])].isStirred = false
    }
    scratch.stirred.removeAll()
    for link in 0..<Int32(links.count) where links[link].flowCount > 0 {
      touch(link)
      let state = links.base + Int(link)
      state.pointee.clear(capacity: presentCapacity(of: link))
      state.pointee.openFlows = state.pointee.flowCount
      state.pointee.openShare = splitFlows == 0 ? Double(state.pointee.flowCount) : 0
      state.pointee.level = 0
    }
    if scratch.opened.count == 0 && splitFlows == 0 { return openUntouched() }
    for place in 0..<finishes.count { openWithAll(finishes.flow(at: place)) }
    for index in 0..<begun.count where finishes.isMissing(begun[index]) {
      openWithAll(begun[index])
    }
  }

  /// Where no flow is open yet and none is split: the same, without asking each of them.
  private mutating func openUntouched() {
    scratch.opened.extend(to: activeFlows, with: -1)
    scratch.oldRate.extend(to: activeFlows, with: 0)
    let opened = scratch.opened.base
    let oldRate = scratch.oldRate.base
    let flows = flows.base
    let solveState = solveState.base
    var count = 0
    for place in 0..<finishes.count {
      let flow = finishes.flow(at: place)
      opened[count] = flow
      oldRate[count] = flows[Int(flow)].rateBytesPerSecond
      solveState[Int(flow)] = .open
      count += 1
    }
    for index in 0..<begun.count where finishes.isMissing(begun[index]) {
      // Whoever has just begun has no rate.
      opened[count] = begun[index]
      oldRate[count] = 0
      solveState[Int(begun[index])] = .open
      count += 1
    }
    precondition(count == activeFlows, "\(count) of \(activeFlows) flows have begun or an end")
  }

  @inline(__always)
  private mutating func openWithAll(_ flow: Int32) {
    if solveState[flow] == .untouched {
      scratch.opened.append(flow)
      scratch.oldRate.append(flows[flow].rateBytesPerSecond)
    }
    solveState[flow] = .open
    guard splitFlows > 0 else { return }
    let span = flows[flow].span
    for hop in Int(span.first)..<Int(span.first) + span.count {
      (links.base + Int(hops.link[hop])).pointee.openShare += hops.share[hop]
    }
  }
}
