// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Flows that share directed links max-min fairly.
///
/// What begins or ends at one instant is one change, and a solve looks only at flows whose rate the
/// change reaches. A flow whose rate stays the same bits is not touched, so its completion never
/// moves by rounding. The queue knows the network by one alarm: the next completion.
///
/// Flows are numbered by the caller. Times are seconds, data bytes.
struct FluidNetwork: ~Copyable {
  var hops = HopTable()

  // One entry per link.
  let capacityBytesPerSecond: Column<Double>
  /// The part of a link's capacity that is lost where very many flows are on it; empty where none
  /// loses any.
  let incastPenalty: Column<Double>
  /// Flows on each link, where some links lose by many.
  let crowds: Column<Int>
  let links: Column<LinkState>
  var membership = LinkMembership()

  // One entry per flow number.
  var flows = Column<FlowState>()
  var remainingBytes = Column<Double>()
  /// When `remainingBytes` was true.
  var since = Column<Double>()
  var solveState = Column<SolveState>()
  var finishes = FinishHeap()

  var begun = Column<Int32>()
  /// Links that lost a flow, and hold back others.
  var changedLinks = Column<Int32>()
  var epoch: Int32 = 0
  var scratch: SolverScratch

  private(set) var activeFlows = 0
  /// Active flows with a share that differs from 1.
  private(set) var splitFlows = 0
  private(set) var solves = 0
  /// Solves that were not needed, since the answer was known.
  mutating func countSolves(_ count: Int) { solves += count }
  /// Joules a second that the flows' bytes cost right now.
  private(set) var dynamicPowerWatts = 0.0
  /// What moved since it was last taken; kept only if `keepsSegments`.
  var segments = SegmentColumns()
  let keepsSegments: Bool

  /// - Parameters:
  ///   - capacities: bytes a second of each directed link, above zero.
  ///   - incastPenalties: what each link loses with many flows, 0 to below 1; empty for nothing.
  ///   - keepsSegments: whether to keep what moved when, for utilisation and power.
  init(capacities: [Double], incastPenalties: [Double] = [], keepsSegments: Bool) {
    capacityBytesPerSecond = Column(capacities)
    incastPenalty = Column(incastPenalties)
    crowds = Column(repeating: 0, count: incastPenalties.count)
    links = Column(capacities.map(LinkState.init))
    scratch = SolverScratch(linkCount: capacities.count)
    self.keepsSegments = keepsSegments
  }

  /// Puts a flow on its links; its rate is found by the next `settle`.
  ///
  /// - Parameters:
  ///   - flow: a number that is not in use.
  ///   - row: of `hops`, with at least one hop.
  ///   - bytes: above zero.
  ///   - now: seconds.
  mutating func begin(_ flow: Int32, route row: Int32, bytes: Double, at now: Double) {
    makeRoom(for: flow)
    remainingBytes[flow] = bytes
    since[flow] = now
    attach(flow, route: row)
    begun.append(flow)
    activeFlows += 1
    if !hops.span[row].hasUnitShares { splitFlows += 1 }
  }

  /// Ends the flows that are due, and appends them to `ended`.
  mutating func complete(at now: Double, into ended: inout Column<Int32>) {
    let first = ended.count
    // Completions that differ by rounding are one: 64 units in the last place of the clock.
    finishes.takeDue(by: now + 64 * now.ulp, into: &ended)
    for index in first..<ended.count {
      let flow = ended[index]
      keepSegment(flow, bytes: remainingBytes[flow], until: now)
      detach(flow)
      if !flows[flow].span.hasUnitShares { splitFlows -= 1 }
      dynamicPowerWatts -=
        flows[flow].rateBytesPerSecond * hops.joulesPerByteOfAll[flows[flow].route]
    }
    activeFlows -= ended.count - first
    if activeFlows == 0 { dynamicPowerWatts = 0 }
  }

  /// Gives every flow that a change could reach its max-min fair rate, and sets the queue's alarm
  /// to the next completion.
  mutating func settle(at now: Double, into queue: inout TimeQueue) {
    if begun.count > 0 || changedLinks.count > 0 {
      epoch &+= 1
      scratch.opened.removeAll()
      scratch.oldRate.removeAll()
      scratch.touched.removeAll()
      openBegun(at: now)
      for index in 0..<changedLinks.count
      where links[changedLinks[index]].heldFlows > 0 {
        touch(changedLinks[index])
      }
      changedLinks.removeAll()
      if scratch.touched.count > 0 { solve(at: now) }
      begun.removeAll()
    }
    queue.alarm = finishes.earliest
  }

  /// Serves those that are alone at once, and opens the others, unless they are all that there is.
  private mutating func openBegun(at now: Double) {
    var together = mayBeAlone() ? 0 : begun.count
    for index in together..<begun.count {
      let flow = begun[index]
      if isAlone(flow) {
        serveAlone(flow, at: now)
      } else {
        begun[together] = flow
        together += 1
      }
    }
    begun.truncate(to: together)
    if together == activeFlows && isQuickerFromNothing(with: together) {
      openEverything()
    } else {
      for index in 0..<together { open(begun[index]) }
    }
  }

  /// The common case of collectives on a flat fabric: nobody else on any link.
  private mutating func serveAlone(_ flow: Int32, at now: Double) {
    let span = flows[flow].span
    var rate = Double.infinity
    var holder = Int(span.first)
    for hop in Int(span.first)..<Int(span.first) + span.count {
      let limit = capacityBytesPerSecond[hops.link[hop]] / hops.share[hop]
      if limit < rate {
        rate = limit
        holder = hop
      }
    }
    for hop in Int(span.first)..<Int(span.first) + span.count {
      (links.base + Int(hops.link[hop])).pointee.take(rate * hops.share[hop])
    }
    let link = links.base + Int(hops.link[holder])
    link.pointee.level = rate
    link.pointee.heldFlows = 1
    link.pointee.heldShare = hops.share[holder]
    flows.base[Int(flow)].heldBy = hops.link[holder]
    flows.base[Int(flow)].rateBytesPerSecond = rate
    dynamicPowerWatts += rate * hops.joulesPerByteOfAll[flows[flow].route]
    finishes.set(flow, to: now + remainingBytes[flow] / rate)
    solves += 1
  }

  /// Gives the flows of a solve that have a new rate their new end.
  mutating func apply(at now: Double) {
    guard scratch.opened.count > 0 else { return }
    solves += 1
    // Many ends are ordered at once.
    let areMany = scratch.opened.count * 4 > finishes.count
    var changed = 0
    // Summed here, not in memory, where each sum would wait for the one before to be stored.
    var watts = dynamicPowerWatts
    let opened = scratch.opened.base
    let oldRate = scratch.oldRate.base
    let flows = flows.base
    let remainingBytes = remainingBytes.base
    let solveState = solveState.base
    let joulesPerByte = hops.joulesPerByteOfAll.base
    for index in 0..<scratch.opened.count {
      let flow = opened[index]
      solveState[Int(flow)] = .untouched
      let old = oldRate[index]
      let rate = flows[Int(flow)].rateBytesPerSecond
      guard rate != old else { continue }
      watts += (rate - old) * joulesPerByte[Int(flows[Int(flow)].route)]
      if old > 0 {
        changed += 1
        let moved = min(old * (now - since[flow]), remainingBytes[Int(flow)])
        keepSegment(flow, bytes: moved, until: now)
        remainingBytes[Int(flow)] -= moved
        since[flow] = now
      }
      let finish = now + remainingBytes[Int(flow)] / rate
      if areMany { finishes.setUnordered(flow, to: finish) } else { finishes.set(flow, to: finish) }
    }
    dynamicPowerWatts = watts
    if areMany { finishes.restoreOrder() }
    scratch.expectsAll = isQuickerFromNothing(with: changed)
  }

  @inline(__always)
  private mutating func keepSegment(_ flow: Int32, bytes: Double, until now: Double) {
    guard keepsSegments, bytes > 0 else { return }
    segments.append(route: flows[flow].route, start: since[flow], end: now, bytes: bytes)
  }

  /// Keeps what moved other than as a flow: a stretch in seconds.
  mutating func keepSegment(route row: Int32, bytes: Double, from start: Double, until end: Double)
  {
    guard keepsSegments, bytes > 0, end > start else { return }
    segments.append(route: row, start: start, end: end, bytes: bytes)
  }

  private mutating func makeRoom(for flow: Int32) {
    let count = Int(flow) + 1
    guard count > flows.count else { return }
    flows.extend(
      to: count,
      with: FlowState(
        span: HopSpan(first: 0, count: 0, hasUnitShares: true), route: -1, nodes: -1))
    remainingBytes.extend(to: count, with: 0)
    since.extend(to: count, with: 0)
    solveState.extend(to: count, with: .untouched)
    finishes.makeRoom(to: count)
  }
}

// Flows on their links.
extension FluidNetwork {
  private mutating func attach(_ flow: Int32, route row: Int32) {
    let span = hops.span[row]
    let nodes = membership.takeNodes(span.count)
    flows[flow] = FlowState(span: span, route: row, nodes: nodes)
    for hop in 0..<span.count {
      let link = links.base + Int(hops.link[Int(span.first) + hop])
      membership.add(flow, node: nodes + Int32(hop), to: &link.pointee)
    }
    if incastPenalty.count > 0 { crowd(span, by: 1) }
  }

  /// Takes a flow off its links and marks those that hold back others as changed.
  private mutating func detach(_ flow: Int32) {
    let span = flows[flow].span
    let rate = flows[flow].rateBytesPerSecond
    let nodes = flows[flow].nodes
    let holder = flows[flow].heldBy
    for hop in 0..<span.count {
      let number = hops.link[Int(span.first) + hop]
      let link = links.base + Int(number)
      membership.remove(node: nodes + Int32(hop), from: &link.pointee)
      guard link.pointee.flowCount > 0 else {
        link.pointee.clear(capacity: capacityBytesPerSecond[number])
        continue
      }
      let share = span.hasUnitShares ? 1 : hops.share[Int(span.first) + hop]
      link.pointee.giveBack(rate * share)
      if number == holder {
        link.pointee.heldFlows -= 1
        link.pointee.heldShare -= share
      }
      if link.pointee.heldFlows > 0 { changedLinks.append(number) }
    }
    membership.releaseNodes(nodes, hopCount: span.count)
    if incastPenalty.count > 0 { crowd(span, by: -1) }
  }

  /// Whether any link has one flow only: a look at each of them, where flows that begin are more.
  private func mayBeAlone() -> Bool {
    guard begun.count > links.count else { return true }
    for link in 0..<links.count where links[link].flowCount == 1 { return true }
    return false
  }

  private func isAlone(_ flow: Int32) -> Bool {
    // What stands for many is never alone where many lose by being many.
    guard incastPenalty.count == 0 || hops.crowd.count == 0 else { return false }
    let span = flows[flow].span
    for hop in Int(span.first)..<Int(span.first) + span.count
    where links[hops.link[hop]].flowCount != 1 {
      return false
    }
    return true
  }
}
