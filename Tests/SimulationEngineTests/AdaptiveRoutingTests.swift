// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines
import Traffic

/// Messages whose way depends on what else is under way.
///
/// On a ring of four a detour from 0 to 1 by all four puts 3/4 of a message on the link from 0 to 1
/// (1/4 and 1/4 by the ends themselves, 1/8 and 1/8 by 2 and by 3), 3/8 on 0 to 3 and 2 to 1, 1/4 on
/// 3 to 2, 1/8 on 1 to 2 and 3 to 0: two hops in all.
struct AdaptiveRoutingTests {
  private func time(_ policy: RoutingPolicy, messages: Int) throws -> Seconds {
    var cluster = try Cluster.uniform(
      .ring, ranks: 4, rate: .gigabitsPerSecond(100), latency: .zero)
    cluster.domainRouting = [DomainRouting(policy: policy)]
    var program = TinyProgram.separate(rankCount: 4, streams: (0..<messages).map { "\($0)" })
    for number in 0..<messages {
      program.add(
        .send, to: 0, stream: Int32(number), bytes: .megabytes(125), peer: 1, tag: Int32(number))
      program.add(
        .receive, to: 1, stream: Int32(number), bytes: .megabytes(125), peer: 0,
        tag: Int32(number))
    }
    let graph = try FlowGraph(
      program: program.program, cluster: cluster, placement: .identity(rankCount: 4),
      policy: CollectivePolicy())
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, folding: .auto, into: &events).duration
  }

  @Test(arguments: [(1, 10.0), (5, 50.0), (6, 57.5), (8, 75.0)])
  func `whole messages make a detour once the direct link is long enough`(
    messages: Int, milliseconds: Double
  ) throws {
    // With k - 1 before it on the link a message would wait k link times there and 2 + 3/4 (k - 1)
    // on the detour: the sixth turns first. With the seventh the link has 6 1/2, and the eighth finds
    // 7 1/2 there and 7 5/8 on the detour.
    #expect(
      try time(.ugal, messages: messages).isClose(to: .milliseconds(milliseconds), ulps: 64))
    #expect(
      try time(.minimal, messages: messages)
        .isClose(to: .milliseconds(10 * Double(messages)), ulps: 64))
  }

  @Test func `a mixture leaves least on the narrowest link`() throws {
    // All of it by detours: 3/4 on the direct link.
    #expect(try time(.adaptiveIdeal, messages: 1).isClose(to: .milliseconds(7.5), ulps: 64))
    #expect(try time(.valiant, messages: 1).isClose(to: .milliseconds(7.5), ulps: 64))
  }

  @Test func `whole messages that need one way refuse to choose`() throws {
    var cluster = try Cluster.uniform(
      .ring, ranks: 4, rate: .gigabitsPerSecond(100), latency: .zero)
    cluster.domainRouting = [DomainRouting(policy: .ugal)]
    let graph = try FlowGraph(
      program: TinyProgram.single(.allReduce, ranks: 4, bytes: .megabytes(1)), cluster: cluster,
      placement: .identity(rankCount: 4), policy: CollectivePolicy())
    var events = EventsInMemory()
    let error = #expect(throws: SimulationError.self) {
      try Simulation.run(
        graph, on: cluster, transport: .astraSim(AstraSim(isCongestionAware: true)), into: &events)
    }
    #expect(error?.description.contains("adaptive routing") == true)
  }
}
