// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// Seconds from the first forward of a step to its last backward, of stages that take one forward,
/// one backward.
///
/// With n microbatches, stages that take F + B for one, and v parts a stage: n of the slowest
/// stage, and once a v-th of all others (D. Narayanan and others, SC21, section 2.2).
struct PipelineTime {
  /// Of one microbatch of all parts, by kind of stage, messages on the main stream included.
  private(set) var forward: [Double] = []
  private(set) var backward: [Double] = []
  /// How long before the end a stage of each kind is done: the backward of those before it.
  private(set) var ahead: [Double] = []
  private(set) var seconds = 0.0

  /// Works the figures out, in the room of those before.
  ///
  /// - Parameters:
  ///   - shape: of the frame.
  ///   - forwards: seconds of each kind of block.
  ///   - backwards: the same.
  ///   - messages: between stages.
  ///   - microbatches: of a replica.
  ///   - overlaps: whether messages run beside arithmetic.
  mutating func follow(
    _ shape: PlanEvaluator.Shape, _ forwards: [Double], _ backwards: [Double],
    _ messages: StageMessages, microbatches: Double, overlaps: Bool
  ) {
    let stages = Double(shape.frame.pipeline)
    let parts = Double(shape.frame.interleave)
    let isPipeline = shape.frame.pipeline > 1
    let perPart = isPipeline ? messages.gather + (overlaps ? 0 : messages.message) : 0
    forward.removeAll(keepingCapacity: true)
    backward.removeAll(keepingCapacity: true)
    ahead.removeAll(keepingCapacity: true)
    var (most, sum) = (0.0, 0.0)
    for stage in shape.stages.kinds {
      let there = stage.counts.dot(forwards) + parts * perPart
      let back = stage.counts.dot(backwards) + parts * perPart
      forward.append(there)
      backward.append(back)
      ahead.append(stage.before.dot(backwards) / parts)
      most = max(most, there + back)
      sum += Double(stage.stages) * (there + back)
    }
    guard isPipeline else {
      seconds = microbatches * most
      return
    }
    let hops = overlaps ? 2 * (stages - 1) * messages.message : 0
    guard shape.frame.interleave > 1 else {
      // No more microbatches are under way than there are stages, so that one's whole way, with its
      // messages, bounds how fast they follow each other.
      let period = max(most, (sum + hops) / stages)
      seconds = sum + hops + (microbatches - 1) * period
      return
    }
    let rounds = overlaps ? parts * hops : 0
    seconds = microbatches * most + (sum - most) / parts + rounds
  }
}
