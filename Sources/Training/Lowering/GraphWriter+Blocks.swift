// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Which gradients a turn takes, and whether it runs forward again before.
struct BackwardParts {
  var inputs: Bool
  var weights: Bool
  var recomputes: Bool
}

// Segments as operations.
extension GraphWriter {
  /// A block forward.
  mutating func forward(_ block: Block, _ times: BlockTimes, _ plan: Plan) {
    for (segment, time) in zip(block.segments, times.segments) {
      forward(segment, time.forward, plan)
    }
  }

  private mutating func forward(_ segment: Segment, _ seconds: Double, _ plan: Plan) {
    let work = segment.work(.forward, plan)
    let memory = segment.streamed(.forward)
    if let rotation = segment.rotation {
      rotate(segment.name, rotation, seconds, work, memory, isBackward: false)
      return
    }
    let parts = segment.parts(plan)
    guard parts > 1 else {
      for exchange in segment.entering { forward(exchange, segment.name, share: 1, on: .main) }
      compute(segment.name, seconds: seconds, work: work, memory: memory)
      for exchange in segment.leaving { forward(exchange, segment.name, share: 1, on: .main) }
      return
    }
    let share = 1 / Double(parts)
    var entered: [Int32] = []
    let start = mainTail
    for _ in 0..<parts {
      var last: Int32 = -1
      for exchange in segment.entering {
        last = max(
          last, forward(exchange, segment.name, share: share, on: .behind, after: start))
      }
      entered.append(last)
    }
    var left: Int32 = -1
    for part in 0..<parts {
      wait(for: entered[part])
      compute(segment.name, seconds: seconds * share, work: work * share, memory: memory * share)
      for exchange in segment.leaving {
        left = max(left, forward(exchange, segment.name, share: share, on: .behind))
      }
    }
    wait(for: left)
  }

  @discardableResult
  private mutating func forward(
    _ exchange: Exchange, _ name: String, share: Double, on stream: Stream, after: Int32? = nil
  ) -> Int32 {
    guard let kind = exchange.forward else { return -1 }
    return collective(
      kind, over: exchange.dimension, bytes: exchange.bytes * share, name: name, on: stream,
      after: after)
  }

  /// A block backward, the last segment first.
  mutating func backward(
    _ block: Block, _ times: BlockTimes, _ plan: Plan, _ parts: BackwardParts
  ) {
    if parts.recomputes { forward(block, times, plan) }
    for (segment, time) in zip(block.segments, times.segments).reversed() {
      if parts.inputs {
        if segment.isSelective, plan.recompute == .selective {
          compute(
            segment.name, seconds: time.forward, work: segment.work(.forward, plan),
            memory: segment.streamed(.forward))
        }
        if plan.recompute == .elementwise {
          compute(segment.name, seconds: time.elementwise, work: 0, memory: 0)
        }
        backward(segment, time, plan, takesWeights: parts.weights)
      } else {
        weights(segment, time, plan, isAlone: true)
      }
    }
  }

  private mutating func backward(
    _ segment: Segment, _ time: BlockTimes.SegmentTimes, _ plan: Plan, takesWeights: Bool
  ) {
    let work = segment.work(.inputs, plan)
    let memory = segment.streamed(.inputs)
    if let rotation = segment.rotation {
      rotate(segment.name, rotation, time.inputs, work, memory, isBackward: true)
      return
    }
    for exchange in segment.leaving.reversed() { backward(exchange, segment.name, on: .main) }
    // What was gathered is gathered again: for the gradients of weights beside those of inputs;
    // keys and values before them.
    var again: Int32 = -1
    for exchange in segment.entering where exchange.gathersAgain {
      if exchange.dimension == .tensor {
        if takesWeights {
          let stream: Stream = plan.overlap.tensorBackward ? .behind : .main
          again = max(again, forward(exchange, segment.name, share: 1, on: stream))
        }
      } else {
        forward(exchange, segment.name, share: 1, on: .main)
      }
    }
    compute(segment.name + " dgrad", seconds: time.inputs, work: work, memory: memory)
    var sums: Int32 = -1
    for exchange in segment.entering.reversed() {
      let isBehind =
        exchange.dimension == .tensor && takesWeights && time.weights > 0
        && plan.overlap.tensorBackward
      let sum = backward(exchange, segment.name, on: isBehind ? .behind : .main)
      if isBehind { sums = max(sums, sum) }
    }
    guard takesWeights else { return }
    wait(for: again)
    weights(segment, time, plan, isAlone: false)
    wait(for: sums)
  }

  @discardableResult
  private mutating func backward(
    _ exchange: Exchange, _ name: String, on stream: Stream
  ) -> Int32 {
    guard let kind = exchange.backward else { return -1 }
    return collective(
      kind, over: exchange.dimension, bytes: exchange.backwardBytes, name: name + " gradient",
      on: stream)
  }

  /// Gradients of weights; by themselves they need their input gathered again.
  private mutating func weights(
    _ segment: Segment, _ time: BlockTimes.SegmentTimes, _ plan: Plan, isAlone: Bool
  ) {
    guard time.weights > 0 else { return }
    if isAlone {
      for exchange in segment.entering
      where exchange.gathersAgain && exchange.dimension == .tensor {
        forward(exchange, segment.name, share: 1, on: .main)
      }
    }
    compute(
      segment.name + " wgrad", seconds: time.weights, work: segment.work(.weights, plan), memory: 0)
  }

  /// Ring attention: each rank works on the keys and values that it has while the next ones come.
  /// Backward, their gradients go around with them and one place further, home.
  private mutating func rotate(
    _ name: String, _ rotation: Rotation, _ seconds: Double, _ work: Double, _ memory: Double,
    isBackward: Bool
  ) {
    let share = 1 / Double(rotation.members)
    let tag: Int32 = isBackward ? 3 : 2
    var arrived = mainTail
    for place in 0..<rotation.members {
      let isEnd = place == rotation.members - 1
      let start = arrived
      if !isEnd {
        let bytes = isBackward ? 2 * rotation.bytes : rotation.bytes
        message(
          .send, over: rotation.dimension, distance: 1, bytes: bytes, tag: tag,
          name: name + " keys and values", on: .ring, after: start)
        arrived = message(
          .receive, over: rotation.dimension, distance: -1, bytes: bytes, tag: tag,
          name: name + " keys and values", on: nil, after: start)
      }
      wait(for: start)
      compute(
        isBackward ? name + " dgrad" : name, seconds: seconds * share, work: work * share,
        memory: memory * share)
    }
    guard isBackward else { return }
    message(
      .send, over: rotation.dimension, distance: 1, bytes: rotation.bytes, tag: tag,
      name: name + " gradients home", on: .ring)
    wait(
      for: message(
        .receive, over: rotation.dimension, distance: -1, bytes: rotation.bytes, tag: tag,
        name: name + " gradients home", on: nil))
  }
}

extension Segment {
  /// Parts in which its exchanges and its arithmetic follow one another.
  func parts(_ plan: Plan) -> Int {
    let dimensions = (entering + leaving).map(\.dimension)
    if dimensions.contains(where: { [.expert, .expertNode, .expertRail].contains($0) }) {
      return plan.overlap.expert
    }
    return dimensions.contains(.tensor) ? plan.overlap.tensor : 1
  }

  func work(_ pass: ComputePass, _ plan: Plan) -> Double {
    operators.reduce(0) { $0 + $1.work(pass, isFused: !plan.keepsScores) }
  }

  func streamed(_ pass: ComputePass) -> Double {
    operators.reduce(0) { $0 + $1.streamedBytes(pass) }
  }
}
