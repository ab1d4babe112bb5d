// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels

// What a sweep does at a link that its open flows fill.
extension FluidNetwork {
  /// How far ahead of the flow whose rate is fixed its successors are asked for: the flows of a link
  /// lie in memory in no order.
  private static var flowsAhead: Int { 12 }
  /// Half of that: the hops can be asked for only when it is known where they are.
  private static var hopsAhead: Int { 6 }

  /// The open flows of a link fill it at a level.
  mutating func fill(_ link: Int32, at level: Double) {
    let state = links.base + Int(link)
    let mayHaveFaster =
      state.pointee.openFlows < state.pointee.flowCount
      && level * (1 + LevelQueue.sameLevel) < state.pointee.level
    if mayHaveFaster && openFaster(on: link, than: level) {
      stir(link)
    } else {
      fix(flowsOf: link, at: level)
    }
  }

  /// Opens the flows of a link that would be faster than its own level if it held them back: the
  /// level at which the open flows and those fill it. Returns whether there were any.
  private mutating func openFaster(on link: Int32, than filling: Double) -> Bool {
    let state = links.base + Int(link)
    let first = Int(state.pointee.firstEntry)
    let end = first + Int(state.pointee.flowCount)
    var level = filling
    var faster = 0
    // Each pass may find that some of those above the last level stay below the next; the level
    // rises until no flow lies between.
    while true {
      var spare = state.pointee.spareBytesPerSecond
      var share = state.pointee.openShare
      var count = 0
      let limit = level * (1 + LevelQueue.sameLevel)
      for entry in first..<end {
        let flow = membership.flow[entry]
        guard flows[flow].rateBytesPerSecond > limit, solveState[flow] != .open else { continue }
        let part = self.share(ofEntry: entry)
        spare += flows[flow].rateBytesPerSecond * part
        share += part
        count += 1
      }
      guard count > 0 else { return false }
      level = max(spare, 0) / share
      if count == faster { break }
      faster = count
    }
    let limit = level * (1 + LevelQueue.sameLevel)
    for entry in first..<end {
      let flow = membership.flow[entry]
      if flows[flow].rateBytesPerSecond > limit && solveState[flow] != .open { openLate(flow) }
    }
    return true
  }

  /// The part of an entry's flow that crosses the entry's link.
  private func share(ofEntry entry: Int) -> Double {
    let flow = membership.flow[entry]
    let span = flows[flow].span
    return span.hasUnitShares
      ? 1 : hops.share[Int(span.first + membership.node[entry] - flows[flow].nodes)]
  }

  /// Gives every open flow of a link the level as its rate.
  private mutating func fix(flowsOf link: Int32, at level: Double) {
    let links = links.base
    let state = links + Int(link)
    var rate = level
    let held = state.pointee.level
    if state.pointee.heldFlows > 0 && (level - held).magnitude <= held * LevelQueue.sameLevel {
      rate = held
    }
    state.pointee.level = rate
    let found = listOpenFlows(of: link)
    let list = scratch.filling.base
    let solveState = solveState.base
    let flows = flows.base
    let hopLink = hops.link.base
    for entry in 0..<min(Self.flowsAhead, found) { prefetch(flows + Int(list[entry])) }
    for entry in 0..<min(Self.hopsAhead, found) {
      let span = flows[Int(list[entry])].span
      prefetch(hopLink + Int(span.first))
    }
    for entry in 0..<found {
      if entry + Self.flowsAhead < found {
        prefetch(flows + Int(list[entry + Self.flowsAhead]))
      }
      if entry + Self.hopsAhead < found {
        let span = flows[Int(list[entry + Self.hopsAhead])].span
        prefetch(hopLink + Int(span.first))
        prefetch(hopLink + Int(span.first) + span.count - 1)
      }
      let number = Int(list[entry])
      solveState[number] = .settled
      let flow = flows + number
      flow.pointee.heldBy = link
      // A rate that differs by rounding stays the same bits, and its completion does not move.
      let old = flow.pointee.rateBytesPerSecond
      let new = (rate - old).magnitude <= old * LevelQueue.sameLevel ? old : rate
      flow.pointee.rateBytesPerSecond = new
      let span = flow.pointee.span
      if span.hasUnitShares {
        for hop in Int(span.first)..<Int(span.first) + span.count {
          let crossed = links + Int(hopLink[hop])
          crossed.pointee.take(new)
          crossed.pointee.openShare -= 1
          crossed.pointee.openFlows &-= 1
        }
        state.pointee.heldShare += 1
      } else {
        settle(span, at: new, heldBy: link)
      }
    }
    state.pointee.heldFlows += Int32(found)
  }

  /// Lists the open flows of a link and returns how many they are.
  ///
  /// Which of a link's flows are open follows no pattern that a processor could guess, so each is
  /// written and counted only if it is.
  private mutating func listOpenFlows(of link: Int32) -> Int {
    let state = links[link]
    let run = membership.flow.base + Int(state.firstEntry)
    scratch.filling.extend(to: Int(state.flowCount) + 1, with: -1)
    let list = scratch.filling.base
    let solveState = solveState.base
    let open = Int(state.openFlows)
    var found = 0
    var entry = 0
    while found < open && entry < Int(state.flowCount) {
      let flow = run[entry]
      list[found] = flow
      found += solveState[Int(flow)] == .open ? 1 : 0
      entry += 1
    }
    precondition(found == open, "link \(link) counts flows that are not on it")
    return found
  }

  /// Takes a rate from the links of a flow that is split.
  private func settle(_ span: HopSpan, at rate: Double, heldBy link: Int32) {
    for hop in Int(span.first)..<Int(span.first) + span.count {
      let crossed = links.base + Int(hops.link[hop])
      let share = hops.share[hop]
      crossed.pointee.take(rate * share)
      crossed.pointee.openFlows &-= 1
      // The shares of nobody are nothing, whatever rounding says.
      crossed.pointee.openShare =
        crossed.pointee.openFlows == 0 ? 0 : crossed.pointee.openShare - share
      if hops.link[hop] == link { crossed.pointee.heldShare += share }
    }
  }
}
