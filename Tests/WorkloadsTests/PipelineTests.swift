// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing
import Workloads

@Suite struct PipelineTests {
  private func turns(stage: Int, of stages: Int, microbatches: Int) -> [Turn] {
    PipelineTurns(.oneForwardOneBackward, stages: stages, microbatches: microbatches)
      .turns(ofStage: stage)
  }

  private func forward(_ microbatch: Int) -> Turn { Turn(.forward, microbatch: microbatch) }
  private func backward(_ microbatch: Int) -> Turn { Turn(.backward, microbatch: microbatch) }

  @Test func `the last stage alternates from its first microbatch on`() {
    #expect(
      turns(stage: 3, of: 4, microbatches: 2) == [
        forward(0), backward(0), forward(1), backward(1),
      ])
  }

  @Test func `the first stage fills the pipeline before it goes backward`() {
    #expect(
      turns(stage: 0, of: 3, microbatches: 4) == [
        forward(0), forward(1), forward(2), backward(0), forward(3), backward(1), backward(2),
        backward(3),
      ])
  }

  @Test func `fewer microbatches than stages all go forward first`() {
    #expect(
      turns(stage: 0, of: 8, microbatches: 2) == [
        forward(0), forward(1), backward(0), backward(1),
      ])
  }

  @Test func `a program has a graph a stage, and every collective of a step`() throws {
    var training = PipelinedTraining(copies: 2)
    (training.tensorRanks, training.expertRanks, training.stages) = (2, 2, 4)
    training.microbatches = 3
    let program = training.program
    try program.validate()
    #expect(program.rankCount == 32)
    #expect(program.families.map(\.name) == ["tp", "ep", "dp", "pp"])
    #expect(program.families.map { $0.groups[0] } == [[0, 1], [0, 2], [0, 4], [0, 8, 16, 24]])
    #expect((0..<32).map { Int(program.graphOfRank[$0]) } == (0..<32).map { $0 / 8 })
    for (stage, graph) in program.graphs.enumerated() {
      // 3 microbatches, 2 layers, there and back: 2 computes, 2 sums and 2 exchanges of experts each.
      #expect(graph.kind.filter { $0 == .compute }.count == 3 * 2 * 2 * 2)
      #expect(graph.kind.filter { $0 == .collective }.count == 3 * 2 * 2 * 4 + 1)
      let ends = stage == 0 || stage == 3 ? 1 : 2
      #expect(graph.kind.filter { $0 == .send }.count == 3 * ends)
      #expect(graph.kind.filter { $0 == .receive }.count == 3 * ends)
      // One thing after the other, and the gradients last.
      #expect(graph.dependencyCount == [0] + [Int32](repeating: 1, count: graph.count - 1))
      #expect(graph.bytes.last == training.gradientBytes.rawValue)
    }
  }
}
