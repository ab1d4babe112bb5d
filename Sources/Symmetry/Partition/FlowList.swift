// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Flows from one rank to another, each with what it meets, and the flows of each rank and bundle.
///
/// Ranks and bundles are counted together as elements, ranks first.
struct FlowList {
  let rankCount: Int
  private var from: [Int32] = []
  private var to: [Int32] = []
  /// Relation and costs, as a colour.
  private var kind: [UInt64] = []
  /// Hops of a flow: `bundle[hopStart[flow]..<hopStart[flow + 1]]`.
  private var hopStart: [Int32] = [0]
  private var bundle: [Int32] = []
  /// Bits of the shares.
  private var share: [UInt64] = []
  /// Flows of an element: `flow[flowStart[element]..<flowStart[element + 1]]`.
  private var flowStart: [Int32] = []
  private var flow: [Int32] = []

  var count: Int { kind.count }
  var hopCount: Int { bundle.count }

  init(rankCount: Int) { self.rankCount = rankCount }

  mutating func append(
    _ number: UInt64, from rank: Int32, to target: Int32, _ costs: WayCosts, _ way: [BundleHop]
  ) {
    from.append(rank)
    to.append(target)
    kind.append(
      mixed(mixed(number, costs.latency.bitPattern), costs.overhead.bitPattern))
    for hop in way {
      bundle.append(hop.bundle)
      share.append(hop.share.bitPattern)
    }
    hopStart.append(Int32(bundle.count))
  }

  /// Files the flows by what they meet, when all are there.
  mutating func file(bundleCount: Int) {
    var start = [Int32](repeating: 0, count: rankCount + bundleCount + 1)
    for row in 0..<count { forEachElement(of: row) { element, _ in start[element + 1] += 1 } }
    for element in 0..<start.count - 1 { start[element + 1] += start[element] }
    var next = start
    var filed = [Int32](repeating: 0, count: 2 * count + hopCount)
    for row in 0..<count {
      forEachElement(of: row) { element, _ in
        filed[Int(next[element])] = Int32(row)
        next[element] += 1
      }
    }
    flowStart = start
    flow = filed
  }

  /// Flows that meet an element; one that meets it twice is there twice.
  @inline(__always)
  func flows(of element: Int) -> ArraySlice<Int32> {
    flow[Int(flowStart[element])..<Int(flowStart[element + 1])]
  }

  /// What a flow meets, and in which way.
  @inline(__always)
  func forEachElement(of row: Int, _ visit: (_ element: Int, _ way: UInt64) -> Void) {
    visit(Int(from[row]), Salt.fromSender.rawValue)
    visit(Int(to[row]), Salt.toReceiver.rawValue)
    for hop in Int(hopStart[row])..<Int(hopStart[row + 1]) {
      visit(rankCount + Int(bundle[hop]), share[hop])
    }
  }

  /// The colour of a flow by those of what it meets.
  @inline(__always)
  func colour(of row: Int, _ rankColour: [UInt64], _ bundleColour: [UInt64]) -> UInt64 {
    var met: UInt64 = 0
    for hop in Int(hopStart[row])..<Int(hopStart[row + 1]) {
      met &+= mixed(bundleColour[Int(bundle[hop])], share[hop])
    }
    let ends = mixed(
      mixed(kind[row], rankColour[Int(from[row])]), rankColour[Int(to[row])])
    return mixed(ends, met)
  }
}
