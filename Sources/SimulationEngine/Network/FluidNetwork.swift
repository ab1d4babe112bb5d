// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Flows that share directed links max-min fairly.
///
/// Connected flows, those that share links directly or through others, form a component. Only
/// components in which a flow began or ended are solved again, and each waits in the queue under
/// one entry: its next completion. A flow whose rate stays the same bits is not touched, so its
/// completion never moves by rounding.
///
/// Flows are numbered by the caller. Times are seconds, data bytes.
struct FluidNetwork: ~Copyable {
  var hops = HopTable()

  // One entry per link.
  let capacityBytesPerSecond: Column<Double>
  let flowsOnLink: Column<Int32>
  let firstNode: Column<Int32>
  let linkEpoch: Column<Int32>
  let linkSlot: Column<Int32>

  // One entry per flow number.
  var route = Column<Int32>()
  var remainingBytes = Column<Double>()
  var rateBytesPerSecond = Column<Double>()
  /// When `remainingBytes` was true.
  var since = Column<Double>()
  var finish = Column<Double>()
  var component = Column<Int32>()
  var nextInComponent = Column<Int32>()
  var flowNodes = Column<Int32>()
  var flowEpoch = Column<Int32>()

  // Nodes join a flow to each of its links; those of one flow lie side by side.
  var nodeFlow = Column<Int32>()
  var nodePrevious = Column<Int32>()
  var nodeNext = Column<Int32>()
  /// Head of the free blocks by number of hops, chained through `nodeNext`.
  var freeNodes = Column<Int32>()

  var componentHead = Column<Int32>()
  var componentVersion = Column<Int32>()
  var freeComponents = Column<Int32>()

  var begun = Column<Int32>()
  var changedLinks = Column<Int32>()
  var epoch: Int32 = 0
  var scratch = SolverScratch()

  private(set) var activeFlows = 0
  private(set) var solves = 0
  /// Joules a second that the flows' bytes cost right now.
  private(set) var dynamicPowerWatts = 0.0
  /// What moved since it was last taken; kept only if `keepsSegments`.
  var segments = SegmentColumns()
  let keepsSegments: Bool

  /// - Parameters:
  ///   - capacities: bytes a second of each directed link, above zero.
  ///   - keepsSegments: whether to keep what moved when, for utilisation and power.
  init(capacities: [Double], keepsSegments: Bool) {
    capacityBytesPerSecond = Column(capacities)
    flowsOnLink = Column(repeating: 0, count: capacities.count)
    firstNode = Column(repeating: -1, count: capacities.count)
    linkEpoch = Column(repeating: 0, count: capacities.count)
    linkSlot = Column(repeating: 0, count: capacities.count)
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
    route[flow] = row
    remainingBytes[flow] = bytes
    rateBytesPerSecond[flow] = 0
    since[flow] = now
    finish[flow] = .infinity
    component[flow] = -1
    attach(flow)
    begun.append(flow)
    activeFlows += 1
  }

  /// Ends the flows of a component that are due, and appends them to `ended`.
  ///
  /// - Returns: false where the entry was stale.
  mutating func complete(
    _ index: Int32, version: Int32, at now: Double, into ended: inout Column<Int32>
  ) -> Bool {
    guard componentVersion[index] == version else { return false }
    // Completions that differ by rounding are one: 64 units in the last place of the clock.
    let due = now + 64 * now.ulp
    var flow = componentHead[index]
    retire(index)
    while flow >= 0 {
      let next = nextInComponent[flow]
      component[flow] = -1
      if finish[flow] <= due {
        keepSegment(flow, bytes: remainingBytes[flow], until: now)
        setRate(of: flow, to: 0)
        detach(flow)
        activeFlows -= 1
        ended.append(flow)
      }
      flow = next
    }
    if activeFlows == 0 { dynamicPowerWatts = 0 }
    return true
  }

  /// Gives every flow that a change could reach its max-min fair rate.
  mutating func settle(at now: Double, into queue: inout TimeQueue) {
    guard begun.count > 0 || changedLinks.count > 0 else { return }
    epoch &+= 1
    for index in 0..<begun.count {
      let flow = begun[index]
      guard flowEpoch[flow] != epoch else { continue }
      if isAlone(flow) {
        serveAlone(flow, at: now, into: &queue)
      } else {
        solve(from: flow, at: now, into: &queue)
      }
    }
    begun.removeAll()
    for index in 0..<changedLinks.count {
      let node = firstNode[changedLinks[index]]
      guard node >= 0, flowEpoch[nodeFlow[node]] != epoch else { continue }
      solve(from: nodeFlow[node], at: now, into: &queue)
    }
    changedLinks.removeAll()
  }

  /// The common case of collectives on a flat fabric: nobody else on any link.
  private mutating func serveAlone(_ flow: Int32, at now: Double, into queue: inout TimeQueue) {
    let row = Int(route[flow])
    var rate = Double.infinity
    for hop in Int(hops.start[row])..<Int(hops.start[row + 1]) {
      let limit = capacityBytesPerSecond[hops.link[hop]] / hops.share[hop]
      if limit < rate { rate = limit }
    }
    flowEpoch[flow] = epoch
    nextInComponent[flow] = -1
    setRate(of: flow, to: rate)
    finish[flow] = now + remainingBytes[flow] / rate
    solves += 1
    announce(componentHeadedBy: flow, nextCompletion: finish[flow], into: &queue)
  }

  mutating func announce(
    componentHeadedBy head: Int32, nextCompletion: Double, into queue: inout TimeQueue
  ) {
    let index: Int32
    if let free = freeComponents.popLast() {
      index = free
      componentHead[index] = head
    } else {
      index = Int32(componentHead.count)
      componentHead.append(head)
      componentVersion.append(0)
    }
    var flow = head
    while flow >= 0 {
      component[flow] = index
      flow = nextInComponent[flow]
    }
    queue.push(.flowsComplete, index, componentVersion[index], at: nextCompletion)
  }

  mutating func retire(_ index: Int32) {
    componentHead[index] = -1
    componentVersion[index] &+= 1
    freeComponents.append(index)
  }

  mutating func noteSolve() { solves += 1 }

  @inline(__always)
  mutating func setRate(of flow: Int32, to rate: Double) {
    dynamicPowerWatts += (rate - rateBytesPerSecond[flow]) * hops.joulesPerByte[route[flow]]
    rateBytesPerSecond[flow] = rate
  }

  @inline(__always)
  mutating func keepSegment(_ flow: Int32, bytes: Double, until now: Double) {
    guard keepsSegments, bytes > 0 else { return }
    segments.append(route: route[flow], start: since[flow], end: now, bytes: bytes)
  }

  /// Keeps what moved other than as a flow: a stretch in seconds.
  mutating func keepSegment(route row: Int32, bytes: Double, from start: Double, until end: Double)
  {
    guard keepsSegments, bytes > 0, end > start else { return }
    segments.append(route: row, start: start, end: end, bytes: bytes)
  }

  private mutating func makeRoom(for flow: Int32) {
    let count = Int(flow) + 1
    guard count > route.count else { return }
    route.extend(to: count, with: 0)
    remainingBytes.extend(to: count, with: 0)
    rateBytesPerSecond.extend(to: count, with: 0)
    since.extend(to: count, with: 0)
    finish.extend(to: count, with: .infinity)
    component.extend(to: count, with: -1)
    nextInComponent.extend(to: count, with: -1)
    flowNodes.extend(to: count, with: -1)
    flowEpoch.extend(to: count, with: 0)
  }
}
