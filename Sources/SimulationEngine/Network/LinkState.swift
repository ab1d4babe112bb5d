// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A directed link as the sharing of rates sees it: one cache line, since a solve touches links in
/// no order.
struct LinkState: BitwiseCopyable {
  /// Capacity less what the flows with a rate take, in bytes a second, as a sum of two: rates come
  /// and go millions of times, and a single double would keep the rounding of each.
  private var spareHigh: Double
  private var spareLow = 0.0
  /// Sum of the shares of the flows that have no rate yet; only within a solve.
  var openShare = 0.0
  /// The rate of the flows that this link holds back, which is the highest on it. Without such
  /// flows, what the rates on it are known not to exceed.
  var level = Double.infinity
  /// Sum of the shares of the flows that this link holds back.
  var heldShare = 0.0

  var openFlows: Int32 = 0
  var flowCount: Int32 = 0
  var heldFlows: Int32 = 0
  /// Where its flows stand in the membership.
  var firstEntry: Int32 = -1
  /// The solve that touched it last.
  var epoch: Int32 = 0
  var blockClass: UInt8 = 0
  /// Within a solve: whether the flows that it held back before may keep their rate.
  var isConfirmed = false
  /// Whether the queue has yet to learn that its level fell.
  var isStirred = false
  /// Whether it waits in a bucket of the level queue.
  var isChained = false

  init(capacity: Double) { spareHigh = capacity }

  @inline(__always)
  var spareBytesPerSecond: Double { spareHigh + spareLow }

  /// Adds without loss: the rounding error of the sum is exact and goes into the lower part.
  /// Source: D. Knuth, The Art of Computer Programming, vol. 2, 3rd ed., section 4.2.2, theorem B.
  @inline(__always)
  mutating func giveBack(_ bytesPerSecond: Double) {
    let sum = spareHigh + bytesPerSecond
    let added = sum - spareHigh
    spareLow += (spareHigh - (sum - added)) + (bytesPerSecond - added)
    spareHigh = sum
  }

  /// Takes without loss what is not more than the spare capacity but for rounding; three
  /// operations less than the general sum.
  /// Source: T. Dekker, Numerische Mathematik 18 (1971), 224, theorem 4.7.
  @inline(__always)
  mutating func take(_ bytesPerSecond: Double) {
    let left = spareHigh - bytesPerSecond
    spareLow += (spareHigh - left) - bytesPerSecond
    spareHigh = left
  }

  /// Nobody is left on the link.
  @inline(__always)
  mutating func clear(capacity: Double) {
    spareHigh = capacity
    spareLow = 0
    level = .infinity
    heldShare = 0
    heldFlows = 0
  }

  /// The level at which the link asks for attention in a solve: where its open flows fill it, or
  /// where the flows that it held back may have to rise. Infinite where it has no question.
  @inline(__always)
  var pendingLevel: Double {
    var pending = Double.infinity
    if openFlows > 0 { pending = max(spareBytesPerSecond, 0) / openShare }
    if heldFlows > 0 && !isConfirmed && level < pending { pending = level }
    return pending
  }
}
