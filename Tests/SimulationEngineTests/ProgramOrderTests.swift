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

/// Streams, dependencies, and who waits for whom.
struct ProgramOrderTests {
  private let star = TinyFabric.star(4, rate: .gigabytesPerSecond(1)).cluster

  @Test func `a stream serves one operation at a time, streams run side by side`() throws {
    var program = TinyProgram(rankCount: 1, streams: ["main", "side"])
    program.add(.compute, stream: 0, duration: .milliseconds(3))
    program.add(.compute, stream: 0, duration: .milliseconds(4))
    program.add(.compute, stream: 1, duration: .milliseconds(5))
    let world = try World(program.program, on: star)
    #expect(world.timeline.duration == .milliseconds(3) + .milliseconds(4))
    #expect(world.timeline.ranks.computing == [world.timeline.duration.rawValue])
    #expect(world.spans(.compute, rank: 0).map(\.start) == [0, 0, 0.003])
  }

  @Test func `operations that become ready together start in the order of the program`() throws {
    // 1 and 2 both wait for 0 and share a stream; 2 is written first as a successor's edge, but
    // the order is by index.
    var program = TinyProgram(rankCount: 1)
    program.add(.compute, duration: .milliseconds(1))
    program.add(.compute, after: [0], duration: .milliseconds(2))
    program.add(.compute, after: [0], duration: .milliseconds(4))
    let spans = try World(program.program, on: star).spans(.compute, rank: 0)
    #expect(spans.map(\.start) == [0, 0.001, 0.003])
  }

  @Test func `communication hides behind compute as far as dependencies allow`() throws {
    // 1 MB over 1 GB/s direct between 2 is 0.5 MB: 0.5 ms each way, all-gather: 0.5 ms.
    var program = TinyProgram(rankCount: 2, streams: ["main", "side"])
    program.add(.compute, stream: 0, duration: .milliseconds(1))
    program.add(.collective, stream: 1, after: [0], bytes: .megabytes(1), collective: .allGather)
    program.add(.compute, stream: 0, after: [0], duration: .milliseconds(0.3))
    program.add(.compute, stream: 0, after: [1, 2], duration: .milliseconds(1))
    let world = try World(program.program, on: star)
    // 1 + max(0.5, 0.3) + 1: of the 0.5 ms, 0.2 are exposed.
    #expect(world.timeline.duration.isClose(to: .milliseconds(2.5), ulps: 8))
    for rank in 0..<2 {
      #expect((world.timeline.ranks.communicating[rank] - 0.2e-3).magnitude < 1e-12)
      #expect((world.timeline.ranks.computing[rank] - 2.3e-3).magnitude < 1e-12)
    }
  }

  @Test func `a collective waits for its last member, and says so on the timeline`() throws {
    var program = TinyProgram.separate(rankCount: 2)
    program.add(.compute, to: 0, duration: .milliseconds(2))
    program.add(.collective, to: 0, after: [0], bytes: .megabytes(2), collective: .allGather)
    program.add(.collective, to: 1, bytes: .megabytes(2), collective: .allGather)
    let world = try World(program.program, on: star)
    // 1 MB each way at 1 GB/s after 2 ms.
    #expect(world.timeline.duration.isClose(to: .milliseconds(3), ulps: 8))
    #expect(world.spans(.collective, rank: 1).first?.start == 0)
    #expect((world.timeline.ranks.communicating[1] - 3e-3).magnitude < 1e-12)
    let ids = Set(
      (0..<world.events.count).filter { world.events.kind[$0] == EventKind.collective.rawValue }
        .map { world.events.collectiveID[$0] })
    #expect(ids == [0])
  }

  @Test func `two all-gathers that share every port take as long as one after the other`() throws {
    var program = TinyProgram(rankCount: 4)
    program.families.append(program.families[0])
    for family in 0..<2 {
      program.add(
        .collective, stream: -1, bytes: .megabytes(4), collective: .allGather,
        family: Int32(family))
    }
    let world = try World(program.program, on: star)
    // 3 MB through each port at 1 GB/s, twice.
    #expect(world.timeline.duration.isClose(to: .milliseconds(6), ulps: 64))
  }

  @Test func `messages match by sender and tag in the order posted`() throws {
    var program = TinyProgram.separate(rankCount: 2)
    program.add(.send, to: 0, stream: -1, bytes: .megabytes(1), family: -1, peer: 1, tag: 7)
    program.add(
      .send, to: 0, stream: -1, after: [0], bytes: .megabytes(3), family: -1, peer: 1, tag: 8)
    program.add(.receive, to: 1, stream: -1, bytes: .megabytes(3), family: -1, peer: 0, tag: 8)
    program.add(.receive, to: 1, stream: -1, bytes: .megabytes(1), family: -1, peer: 0, tag: 7)
    let world = try World(program.program, on: star)
    let ends = world.spans(.p2p, rank: 1).map(\.end)
    // Tag 7 arrives after 1 ms, tag 8 after 1 + 3.
    #expect((ends[0] - 0.001).magnitude < 1e-12 && (ends[1] - 0.004).magnitude < 1e-12)
  }

  @Test func `a send leaves before its receive is posted, and the receive then takes no time`()
    throws
  {
    var program = TinyProgram.separate(rankCount: 2)
    program.add(.send, to: 0, stream: -1, bytes: .megabytes(1), family: -1, peer: 1)
    program.add(.compute, to: 1, duration: .milliseconds(5))
    program.add(.receive, to: 1, stream: -1, after: [0], bytes: .megabytes(1), family: -1, peer: 0)
    let world = try World(program.program, on: star)
    #expect(world.timeline.duration == .milliseconds(5))
    let left = world.spans(.p2p, rank: 0).first?.end
    #expect(left == 0.001)
  }

  @Test func `a receive that nobody sends is a deadlock that names it`() throws {
    var program = TinyProgram.separate(rankCount: 2)
    program.add(.compute, to: 0, duration: .milliseconds(1))
    program.add(.receive, to: 1, stream: -1, bytes: .megabytes(1), family: -1, peer: 0, tag: 4)
    let error = #expect(throws: SimulationError.self) { try World(program.program, on: star) }
    #expect(error?.description.contains("rank 1 receives") == true)
    #expect(error?.description.contains("tag 4") == true)
  }

  @Test func `members that meet in different collectives are a deadlock`() throws {
    var program = TinyProgram.separate(rankCount: 2)
    program.families.append(program.families[0])
    program.add(.collective, to: 0, bytes: .megabytes(1), family: 0)
    program.add(.collective, to: 0, after: [0], bytes: .megabytes(1), family: 1)
    program.add(.collective, to: 1, bytes: .megabytes(1), family: 1)
    program.add(.collective, to: 1, after: [0], bytes: .megabytes(1), family: 0)
    let error = #expect(throws: SimulationError.self) { try World(program.program, on: star) }
    #expect(error?.description.contains("have not reached") == true)
  }

  @Test func `a rank without work while others have some is stalled, then idle`() throws {
    // Rank 1 waits for nothing but rank 0's message, which comes at 2 + 1 ms.
    var program = TinyProgram.separate(rankCount: 2)
    program.add(.compute, to: 0, duration: .milliseconds(2))
    program.add(.send, to: 0, stream: -1, after: [0], bytes: .megabytes(1), family: -1, peer: 1)
    program.add(.compute, to: 1, duration: .milliseconds(1))
    let states = try World(program.program, on: star).timeline.ranks
    #expect((states.idle[1] - 2e-3).magnitude < 1e-12)
    #expect((states.communicating[0] - 1e-3).magnitude < 1e-12)
  }

  @Test func `a group of one does its collectives in no time`() throws {
    let world = try World(
      TinyProgram.single(.allReduce, ranks: 1, bytes: .gigabytes(1)), on: star)
    #expect(world.timeline.duration == .zero)
    #expect(world.timeline.traffic.flows == 0)
  }

  @Test func `a program may be empty`() throws {
    let world = try World(TinyProgram(rankCount: 2).program, on: star)
    #expect(world.timeline.duration == .zero)
  }

  @Test func `placement decides which links a ring crosses`() throws {
    // A line of two pairs: 0-1 and 2-3 joined by a thin link in the middle of the path.
    var fabric = TinyFabric(acceleratorCount: 4)
    fabric.switchCount = 2
    for accelerator in 0..<4 {
      let leaf = 4 + accelerator / 2
      fabric.links.append((accelerator, leaf, .gigabytesPerSecond(10), .zero))
      fabric.links.append((leaf, accelerator, .gigabytesPerSecond(10), .zero))
    }
    fabric.links.append((4, 5, .gigabytesPerSecond(1), .zero))
    fabric.links.append((5, 4, .gigabytesPerSecond(1), .zero))
    var program = TinyProgram(rankCount: 4)
    program.families = [
      CommunicatorFamily(name: "pairs", groups: [[0, 1], [2, 3]], rankCount: 4)
    ]
    program.add(.collective, bytes: .megabytes(2), collective: .allGather)
    let near = try World(program.program, on: fabric.cluster)
    let far = try World(
      program.program, on: fabric.cluster,
      placement: Placement(acceleratorOfRank: [GPUID(0), GPUID(2), GPUID(1), GPUID(3)]))
    // Near: 1 MB at 10 GB/s. Far: both pairs share 1 GB/s each way.
    #expect(near.timeline.duration.isClose(to: .milliseconds(0.1), ulps: 8))
    #expect(far.timeline.duration.isClose(to: .milliseconds(2), ulps: 8))
  }
}
