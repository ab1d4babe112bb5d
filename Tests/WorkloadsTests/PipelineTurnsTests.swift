// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Workloads

/// Orders of turns, played by a list scheduler that knows nothing of how they came about.
struct PipelineTurnsTests {
  /// Times of one part of a stage: forward, gradients of inputs, gradients of weights.
  private struct Times {
    var forward = 1.0
    var inputs = 1.0
    var weights = 1.0
  }

  /// Plays the turns of all stages, messages taking no time.
  ///
  /// - Returns: when the last turn ended; nil where stages wait for each other for ever.
  private func makespan(_ turns: PipelineTurns, _ times: Times) -> Double? {
    let lists = (0..<turns.stages).map { turns.turns(ofStage: $0) }
    var next = [Int](repeating: 0, count: turns.stages)
    var clock = [Double](repeating: 0, count: turns.stages)
    var ended: [Turn.Key: Double] = [:]
    let last = turns.stages * turns.parts - 1
    while next != lists.map(\.count) {
      var moved = false
      for stage in 0..<turns.stages {
        while next[stage] < lists[stage].count {
          let turn = lists[stage][next[stage]]
          let virtual = turn.part * turns.stages + stage
          let isForward = turn.work == .forward
          var ready: Double? = 0
          switch turn.work {
          case .forward where virtual > 0:
            ready = ended[Turn.Key(true, turn.microbatch, virtual - 1)]
          case .forward: break
          case .weights: ready = ended[Turn.Key(false, turn.microbatch, virtual)]
          case .backward, .inputs:
            ready = ended[Turn.Key(true, turn.microbatch, virtual)]
            if virtual < last, ready != nil {
              ready = ended[Turn.Key(false, turn.microbatch, virtual + 1)]
            }
          }
          guard let ready else { break }
          let duration =
            switch turn.work {
            case .forward: times.forward
            case .backward: times.inputs + times.weights
            case .inputs: times.inputs
            case .weights: times.weights
            }
          clock[stage] = max(clock[stage], ready) + duration
          if turn.work != .weights {
            ended[Turn.Key(isForward, turn.microbatch, virtual)] = clock[stage]
          }
          next[stage] += 1
          moved = true
        }
      }
      guard moved else { return nil }
    }
    return clock.max()
  }

  // A stage works for m (f + b); the first microbatch reaches the last stage and its errors come
  // back in (p - 1)(f + b) more (Narayanan and others, SC21, section 2.2).
  @Test(arguments: [(4, 8), (4, 4), (8, 9), (1, 3), (4, 2)])
  func `one forward one backward takes m + p - 1 turns of both`(stages: Int, microbatches: Int) {
    let times = Times(forward: 1, inputs: 1, weights: 1)
    for schedule in [PipelineSchedule.oneForwardOneBackward, .gpipe] {
      let turns = PipelineTurns(schedule, stages: stages, microbatches: microbatches)
      #expect(makespan(turns, times) == Double(microbatches + stages - 1) * 3)
    }
  }

  // The same with a bubble of 1/v, times of a part being 1/v of a stage's.
  @Test(arguments: [(4, 8, 2), (4, 8, 4), (8, 16, 3), (2, 4, 5)])
  func `v parts a stage leave one v-th of the bubble`(
    stages: Int, microbatches: Int, parts: Int
  ) throws {
    let turns = PipelineTurns(
      .oneForwardOneBackward, stages: stages, parts: parts, microbatches: microbatches)
    let times = Times(forward: 1, inputs: 1, weights: 1)
    let span = try #require(makespan(turns, times))
    #expect(span == Double(microbatches * parts + stages - 1) * 3)
  }

  // Qi and others, arXiv 2401.10241, table 2: a bubble of (p - 1)(f + b - w), b that of inputs.
  @Test(arguments: [(4, 8), (4, 12), (8, 24)])
  func `gradients of weights that are put off fill the bubble`(
    stages: Int, microbatches: Int
  ) throws {
    let turns = PipelineTurns(.zeroBubble, stages: stages, microbatches: microbatches)
    let span = try #require(makespan(turns, Times(forward: 1, inputs: 1, weights: 1)))
    #expect(span == Double(microbatches * 3 + (stages - 1) * (1 + 1 - 1)))
  }

  @Test func `every part of every stage goes forward and back once with each microbatch`() {
    let turns = PipelineTurns(.oneForwardOneBackward, stages: 4, parts: 3, microbatches: 8)
    for stage in 0..<4 {
      let all = turns.turns(ofStage: stage)
      #expect(all.count == 2 * 8 * 3)
      #expect(Set(all).count == all.count)
    }
    let late = PipelineTurns(.zeroBubble, stages: 4, microbatches: 6)
    for stage in 0..<4 { #expect(Set(late.turns(ofStage: stage)).count == 18) }
  }

  // A stage holds as many microbatches as there are stages from it to the end; one that puts off
  // gradients of weights, as many as there are stages.
  @Test func `stages hold no more microbatches than there are stages`() {
    func most(_ turns: [Turn], releases: Turn.Work) -> Int {
      var held = 0
      var most = 0
      for turn in turns {
        if turn.work == .forward { held += 1 }
        most = max(most, held)
        if turn.work == releases { held -= 1 }
      }
      return most
    }
    let plain = PipelineTurns(.oneForwardOneBackward, stages: 8, microbatches: 20)
    let late = PipelineTurns(.zeroBubble, stages: 8, microbatches: 20)
    let all = PipelineTurns(.gpipe, stages: 8, microbatches: 20)
    for stage in 0..<8 {
      #expect(most(plain.turns(ofStage: stage), releases: .backward) == 8 - stage)
      #expect(most(late.turns(ofStage: stage), releases: .weights) <= 8)
      #expect(most(all.turns(ofStage: stage), releases: .backward) == 20)
    }
  }
}

extension Turn {
  fileprivate struct Key: Hashable {
    var isForward: Bool
    var microbatch: Int
    var stage: Int

    init(_ isForward: Bool, _ microbatch: Int, _ stage: Int) {
      self.isForward = isForward
      self.microbatch = microbatch
      self.stage = stage
    }
  }
}
