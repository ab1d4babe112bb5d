// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels

// What a sweep does at a link that its open flows fill.
extension FluidNetwork {
  /// How far ahead of the flow whose rate is fixed its successors' columns are asked for: what a
  /// link's flows have in memory lies in no order.
  private static var entriesAhead: Int { 12 }
  /// Half of that: the hops can be asked for only when it is known where they are.
  private static var hopsAhead: Int { 6 }

  /// The open flows of a link fill it at a level.
  mutating func fill(_ link: Int32, at level: Double) {
    let state = links.base + Int(link)
    let mayHaveFaster =
      state.pointee.openFlows < state.pointee.flowCount
      && level * (1 + LevelQueue.sameLevel) < state.pointee.level
    if mayHaveFaster && openFaster(on: link, than: level) {
      scratch.stirred.append(link)
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
        guard rateBytesPerSecond[flow] > limit, solveState[flow] != .open else { continue }
        let part = self.share(ofEntry: entry)
        spare += rateBytesPerSecond[flow] * part
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
      if rateBytesPerSecond[flow] > limit && solveState[flow] != .open { openLate(flow) }
    }
    return true
  }

  /// The part of an entry's flow that crosses the entry's link.
  private func share(ofEntry entry: Int) -> Double {
    let flow = membership.flow[entry]
    let span = span[flow]
    return span.hasUnitShares
      ? 1 : hops.share[Int(span.first + membership.node[entry] - flowNodes[flow])]
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
    let flows = membership.flow.base + Int(state.pointee.firstEntry)
    let count = Int(state.pointee.flowCount)
    let solveState = solveState.base
    let rates = rateBytesPerSecond.base
    let spans = span.base
    let hopLink = hops.link.base
    for entry in 0..<count {
      if entry + Self.entriesAhead < count {
        prefetch(spans + Int(flows[entry + Self.entriesAhead]))
        prefetch(rates + Int(flows[entry + Self.entriesAhead]))
      }
      if entry + Self.hopsAhead < count {
        prefetch(hopLink + Int(spans[Int(flows[entry + Self.hopsAhead])].first))
      }
      let flow = Int(flows[entry])
      guard solveState[flow] == .open else { continue }
      solveState[flow] = .settled
      heldBy[flow] = link
      // A rate that differs by rounding stays the same bits, and its completion does not move.
      let old = rates[flow]
      let new = (rate - old).magnitude <= old * LevelQueue.sameLevel ? old : rate
      rates[flow] = new
      let span = spans[flow]
      if span.hasUnitShares {
        for hop in Int(span.first)..<Int(span.first) + span.count {
          let crossed = links + Int(hopLink[hop])
          crossed.pointee.giveBack(-new)
          crossed.pointee.openShare -= 1
          crossed.pointee.openFlows -= 1
        }
        state.pointee.heldShare += 1
      } else {
        settle(span, at: new, heldBy: link)
      }
      state.pointee.heldFlows += 1
      if state.pointee.openFlows == 0 { break }
    }
  }

  /// Takes a rate from the links of a flow that is split.
  private func settle(_ span: HopSpan, at rate: Double, heldBy link: Int32) {
    for hop in Int(span.first)..<Int(span.first) + span.count {
      let crossed = links.base + Int(hops.link[hop])
      let share = hops.share[hop]
      crossed.pointee.giveBack(-rate * share)
      crossed.pointee.openFlows -= 1
      // The shares of nobody are nothing, whatever rounding says.
      crossed.pointee.openShare =
        crossed.pointee.openFlows == 0 ? 0 : crossed.pointee.openShare - share
      if hops.link[hop] == link { crossed.pointee.heldShare += share }
    }
  }
}
