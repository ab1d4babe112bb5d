// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Working columns of one solve, kept between solves so that nothing is allocated per event.
struct SolverScratch: ~Copyable {
  /// Flows that were opened, in that order; `oldRate` goes with it.
  var opened = Column<Int32>()
  var oldRate = Column<Double>()
  /// Links that any of them is on, or that lost a flow.
  var touched = Column<Int32>()
  /// Links whose level may have fallen since the queue last saw them.
  var stirred = Column<Int32>()
  /// The open flows of the link that fills.
  var filling = Column<Int32>()
  /// Where the sweep stands, in bytes a second.
  var level = 0.0
  /// How often a flow opened again that had its new rate: possible only where levels differ by
  /// rounding, and bounded, so that they cannot push each other without end.
  var reopened = 0
  /// Whether the last change reached so much that filling from nothing was quicker.
  var expectsAll = false
  var queue: LevelQueue

  init(linkCount: Int) { queue = LevelQueue(linkCount: linkCount) }
}

/// Where a flow stands in a solve.
enum SolveState: UInt8, BitwiseCopyable {
  /// Keeps its rate.
  case untouched
  /// Has no rate until some link fills.
  case open
  /// Has its new rate.
  case settled
}

// Progressive filling that begins from the rates that are there.
//
// A sweep of rising level over the links that a change touched. Flows without a rate, the open
// ones, rise together; a link that they fill fixes them at that level. Whoever kept a rate is
// asked at the level of that rate: the flows that a link holds back stay where they are if the link
// is still full, and open otherwise; on a link that fills at a lower level than before, the flows
// above that level open. Whatever lies below the level of the sweep is final, so each flow opens
// once, and flows that the change does not reach are not looked at. From nothing, when every flow is
// open at level zero, this is progressive filling itself, which costs a tenth for each flow: where a
// change reaches more than that, the sweep begins again from nothing.
//
// That the answer is the max-min fair one: at the end every flow has a link that is full and on
// which no flow is faster.
// Source of both: D. Bertsekas and R. Gallager, Data Networks, 2nd ed., section 6.5.2.
extension FluidNetwork {
  /// A link whose spare capacity is below this part of what it holds back is full.
  private var fullEnough: Double { 0x1p-41 }

  /// Finds the rates after flows were opened and links touched, and enters when flows end.
  mutating func solve(at now: Double) {
    let links = links.base
    var isFromNothing = scratch.opened.count == activeFlows
    if scratch.expectsAll && !isFromNothing {
      openEverything()
      isFromNothing = true
    }
    scratch.level = 0
    scratch.reopened = 0
    scratch.queue.begin(with: scratch.touched, links)
    while true {
      if !isFromNothing
        && (isQuickerFromNothing(with: scratch.opened.count) || scratch.reopened > activeFlows)
      {
        openEverything()
        isFromNothing = true
        scratch.level = 0
        scratch.queue.begin(with: scratch.touched, links)
      }
      let link = scratch.queue.next(links)
      guard link >= 0 else { break }
      let state = links + Int(link)
      let filling =
        state.pointee.openFlows > 0
        ? max(state.pointee.spareBytesPerSecond, 0) / state.pointee.openShare : .infinity
      let isHolding = state.pointee.heldFlows > 0 && !state.pointee.isConfirmed
      if isHolding && filling > state.pointee.level * (1 + LevelQueue.sameLevel) {
        rise(to: state.pointee.level)
        question(link)
      } else {
        rise(to: filling)
        fill(link, at: scratch.level)
      }
      restir()
    }
    apply(at: now)
  }

  /// Never back down: what a link seems to lack is the rounding of the subtractions.
  private mutating func rise(to level: Double) {
    if level > scratch.level * (1 + LevelQueue.sameLevel) { scratch.level = level }
  }

  /// The queue learns of links whose level fell because flows opened on them.
  private mutating func restir() {
    for index in 0..<scratch.stirred.count {
      let link = scratch.stirred[index]
      links.base[Int(link)].isStirred = false
      scratch.queue.update(link, above: scratch.level, links.base)
    }
    scratch.stirred.removeAll()
  }

  @inline(__always)
  mutating func stir(_ link: Int32) {
    guard !links.base[Int(link)].isStirred else { return }
    links.base[Int(link)].isStirred = true
    scratch.stirred.append(link)
  }

  @inline(__always)
  mutating func touch(_ link: Int32) {
    let state = links.base + Int(link)
    state.pointee.isConfirmed = false
    guard state.pointee.epoch != epoch else { return }
    state.pointee.epoch = epoch
    state.pointee.openShare = 0
    if state.pointee.heldFlows == 0 { state.pointee.level = .infinity }
    scratch.touched.append(link)
  }

  /// Takes a flow's rate away until the sweep finds it a new one.
  @inline(__always)
  mutating func open(_ flow: Int32) {
    if solveState[flow] == .untouched {
      scratch.opened.append(flow)
      scratch.oldRate.append(flows[flow].rateBytesPerSecond)
    } else {
      scratch.reopened += 1
    }
    solveState[flow] = .open
    let rate = flows[flow].rateBytesPerSecond
    let holder = flows[flow].heldBy
    let span = flows[flow].span
    for hop in Int(span.first)..<Int(span.first) + span.count {
      let link = hops.link[hop]
      let share = span.hasUnitShares ? 1 : hops.share[hop]
      touch(link)
      let state = links.base + Int(link)
      state.pointee.openShare += share
      state.pointee.openFlows += 1
      if rate > 0 {
        state.pointee.giveBack(rate * share)
        if link == holder {
          state.pointee.heldFlows -= 1
          state.pointee.heldShare -= share
        }
      }
      // Nobody on the link has kept a rate that could exceed its level.
      if state.pointee.openFlows == state.pointee.flowCount { state.pointee.level = 0 }
    }
    flows.base[Int(flow)].heldBy = -1
  }

  /// Opens a flow within the sweep.
  mutating func openLate(_ flow: Int32) {
    open(flow)
    let span = flows[flow].span
    for hop in Int(span.first)..<Int(span.first) + span.count {
      stir(hops.link[hop])
    }
  }

  /// The sweep reached the level of the flows that a link holds back.
  private mutating func question(_ link: Int32) {
    let state = links.base + Int(link)
    let slack =
      state.pointee.level * state.pointee.heldShare * fullEnough
      + capacityBytesPerSecond[link] * 8 * 0x1p-53
    if state.pointee.openFlows == 0 && state.pointee.spareBytesPerSecond <= slack {
      state.pointee.isConfirmed = true
      return
    }
    let first = Int(state.pointee.firstEntry)
    for entry in first..<first + Int(state.pointee.flowCount) {
      let flow = membership.flow[entry]
      if flows[flow].heldBy == link { openLate(flow) }
    }
    stir(link)
  }
}
