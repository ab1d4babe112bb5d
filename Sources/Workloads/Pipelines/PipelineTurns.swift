// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// In which order stages of a pipeline take microbatches.
package enum PipelineSchedule: String, Sendable, Hashable, CaseIterable {
  /// All forward, then all backward (GPipe, arXiv 1811.06965).
  case gpipe
  case oneForwardOneBackward = "1f1b"
  /// Gradients of weights fill the bubble (ZB-H1 of arXiv 2401.10241).
  case zeroBubble = "zero-bubble"
}

/// What a stage does with one microbatch of one of its parts.
package struct Turn: Sendable, Hashable {
  package enum Work: Sendable, Hashable {
    case forward
    /// All gradients.
    case backward
    /// Gradients of inputs alone.
    case inputs
    /// Gradients of weights alone.
    case weights
  }

  package var work: Work
  package var microbatch: Int
  /// The part of the stage, from 0: virtual stage `part x stages + stage`.
  package var part: Int

  package init(_ work: Work, microbatch: Int, part: Int = 0) {
    self.work = work
    self.microbatch = microbatch
    self.part = part
  }
}

/// The order in which the stages of a pipeline take their microbatches.
package struct PipelineTurns: Sendable {
  let schedule: PipelineSchedule
  let stages: Int
  let parts: Int
  let microbatches: Int

  package init(
    _ schedule: PipelineSchedule, stages: Int, parts: Int = 1, microbatches: Int
  ) {
    self.schedule = schedule
    self.stages = stages
    self.parts = parts
    self.microbatches = microbatches
  }

  /// - Parameter stage: from 0, the first of the pipeline.
  /// - Returns: every microbatch forward and back.
  package func turns(ofStage stage: Int) -> [Turn] {
    precondition((0..<stages).contains(stage), "stage \(stage) of \(stages)")
    switch schedule {
    case .gpipe:
      return (0..<microbatches).map { Turn(.forward, microbatch: $0) }
        + (0..<microbatches).map { Turn(.backward, microbatch: $0) }
    case .oneForwardOneBackward: return interleaved(stage)
    case .zeroBubble: return zeroBubble(stage)
    }
  }

  /// One forward, one backward. A stage of several parts takes as many microbatches as there are
  /// stages through one part, then through the next (D. Narayanan and others, SC21, arXiv
  /// 2104.04473, section 2.2, and the interleaved schedule of Megatron-LM).
  private func interleaved(_ stage: Int) -> [Turn] {
    let total = microbatches * parts
    let ahead = stages - stage - 1
    let warmUp = min(parts == 1 ? ahead : 2 * ahead + (parts - 1) * stages, total)
    func place(_ index: Int) -> (microbatch: Int, part: Int) {
      guard parts > 1 else { return (index, 0) }
      let round = index / (stages * parts)
      return (round * stages + index % stages, index % (stages * parts) / stages)
    }
    func forward(_ index: Int) -> Turn {
      let (microbatch, part) = place(index)
      return Turn(.forward, microbatch: microbatch, part: part)
    }
    func backward(_ index: Int) -> Turn {
      let (microbatch, part) = place(index)
      return Turn(.backward, microbatch: microbatch, part: parts - 1 - part)
    }
    var turns = (0..<warmUp).map(forward)
    for steady in 0..<total - warmUp { turns += [forward(warmUp + steady), backward(steady)] }
    return turns + (total - warmUp..<total).map(backward)
  }

  /// One forward, one backward, where a stage puts off the gradients of weights by as many
  /// microbatches as there are stages before it: it then holds no more than the first stage does,
  /// and what it put off fills its bubble (P. Qi and others, arXiv 2401.10241, ZB-H1).
  private func zeroBubble(_ stage: Int) -> [Turn] {
    var turns: [Turn] = []
    var backward = 0
    var weights = 0
    let warmUp = min(stages - stage - 1, microbatches)
    turns += (0..<warmUp).map { Turn(.forward, microbatch: $0) }
    while backward < microbatches {
      let forward = warmUp + backward
      if forward < microbatches { turns.append(Turn(.forward, microbatch: forward)) }
      turns.append(Turn(.inputs, microbatch: backward))
      backward += 1
      // Behind the last forward there is a gap before each gradient that comes.
      let isDraining = warmUp + backward >= microbatches
      if backward - weights > stage || (isDraining && weights < backward) {
        turns.append(Turn(.weights, microbatch: weights))
        weights += 1
      }
    }
    return turns + (weights..<microbatches).map { Turn(.weights, microbatch: $0) }
  }
}
