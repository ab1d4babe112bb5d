// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@Suite struct PipelineTimeTests {
  @Test func `a pipeline takes as many turns as microbatches and the other stages`() throws {
    // No bytes, no latency: (m + p - 1) (f + b) with f = 1 ms + 3 ms a layer, 2 layers, b = 2 f.
    var training = PipelinedTraining(copies: 1)
    (training.tensorRanks, training.expertRanks, training.stages) = (1, 1, 4)
    training.microbatches = 6
    (training.attentionTime, training.expertTime) = (.milliseconds(1), .milliseconds(3))
    (training.stageBytes, training.gradientBytes) = (.zero, .zero)
    (training.tensorBytes, training.expertBytes) = (.zero, .zero)
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 4, rate: .gigabitsPerSecond(100), latency: .zero)
    let graph = try FlowGraph(
      program: training.program, cluster: cluster, placement: .identity(rankCount: 4),
      policy: CollectivePolicy())
    var events = EventsInMemory()
    let timeline = try Simulation.run(graph, on: cluster, into: &events)
    // Rounded once an operation, fewer than 100 in a row.
    let expected = Seconds.milliseconds(9 * 3 * 2 * 4)
    #expect(timeline.duration.isClose(to: expected, ulps: 100))
  }
}
