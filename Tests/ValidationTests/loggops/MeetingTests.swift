// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Traffic
import Workloads

/// When a message and its receive meet, by hand: L = 1000, o = 200, g = 100, G = 1, S = 64.
///
/// A message of 101 bytes is above S. Sent at t, its first byte is at the receiver's NIC at
/// t + 1200, and taking it keeps that host busy for 200 + 100 ns.
struct MeetingTests {
  private static let parameters = LogGOPS(
    latency: 1000, overhead: 200, gap: 100, gapPerByte: 1, eagerLimit: 64)
  private static let eager = LogGOPS(
    latency: 1000, overhead: 200, gap: 100, gapPerByte: 1, eagerLimit: 101)

  @Test func `the send of a message above S ends when its receive has met it`() throws {
    // The receiver is at work until 5000. Then it takes the message, and posts the receive, both at
    // 5000: the send ends then, and the work behind it takes 50 more. The receiver is free at 5300.
    #expect(try hostEnds(of: Self.busyReceiver(), Self.parameters) == [5050, 5300])
    // Up to S the send ends when the host has handed the message over, at 200.
    #expect(try hostEnds(of: Self.busyReceiver(), Self.eager) == [250, 5300])
  }

  @Test func `a receive posted after its message came costs nothing more`() throws {
    // Rank 0's message is there at 1200, and the host takes it until 1500 without a receive. Rank
    // 2's, sent at 10000, is there at 11200 and taken until 11500. Only then is the receive of the
    // first posted: it ends at once, and work of 10 follows.
    #expect(try hostEnds(of: Self.lateReceive(), Self.eager) == [200, 11_510, 10_200])
  }

  @Test func `the send of a message above S waits for a receive posted after it came`() throws {
    // As before, but rank 0's send ends when the receive is posted, at 11500; rank 2's when its
    // message meets its receive, at 11200.
    #expect(try hostEnds(of: Self.lateReceive(), Self.parameters) == [11_500, 11_510, 11_200])
  }

  @Test func `a message above S that comes while its receiver works for others waits its turn`()
    throws
  {
    // Ranks 1 and 2 send to rank 0 at 0; both are there at 1200. Rank 1's goes first, for its send
    // was the first to start, until 1500: that is when rank 2's meets its receive, and its send
    // ends. Its bytes are in at 1800.
    var program = TinyProgram.separate(rankCount: 3)
    for peer in 1...2 {
      program.add(
        .receive, to: 0, stream: -1, bytes: .bytes(101), family: -1, peer: Int32(peer))
      program.add(.send, to: peer, stream: -1, bytes: .bytes(101), family: -1, peer: 0)
    }
    #expect(try hostEnds(of: program.program, Self.parameters) == [1800, 1200, 1500])
  }

  @Test func `members of a collective take messages above S from when they enter it`() throws {
    // The root of a broadcast to one other is free when that one, at work until 5000, has entered.
    let tree = CollectivePolicy(algorithms: [.broadcast: "binomial"])
    var program = TinyProgram.separate(rankCount: 2)
    let work = program.add(.compute, to: 1, duration: .nanoseconds(5000))
    program.add(
      .collective, to: 0, stream: -1, bytes: .bytes(101), collective: .broadcast, peer: 0)
    program.add(
      .collective, to: 1, stream: -1, after: [work], bytes: .bytes(101), collective: .broadcast,
      peer: 0)
    #expect(try hostEnds(of: program.program, Self.parameters, tree) == [5000, 5300])
    #expect(try hostEnds(of: program.program, Self.eager, tree) == [200, 5300])
  }

  private static func busyReceiver() -> Program {
    var program = TinyProgram.separate(rankCount: 2)
    let send = program.add(.send, to: 0, stream: -1, bytes: .bytes(101), family: -1, peer: 1)
    program.add(.compute, to: 0, after: [send], duration: .nanoseconds(50))
    let work = program.add(.compute, to: 1, duration: .nanoseconds(5000))
    program.add(
      .receive, to: 1, stream: -1, after: [work], bytes: .bytes(101), family: -1, peer: 0)
    return program.program
  }

  private static func lateReceive() -> Program {
    var program = TinyProgram.separate(rankCount: 3)
    program.add(.send, to: 0, stream: -1, bytes: .bytes(101), family: -1, peer: 1)
    let first = program.add(
      .receive, to: 1, stream: -1, bytes: .bytes(101), family: -1, peer: 2)
    let second = program.add(
      .receive, to: 1, stream: -1, after: [first], bytes: .bytes(101), family: -1, peer: 0)
    program.add(.compute, to: 1, after: [second], duration: .nanoseconds(10))
    let work = program.add(.compute, to: 2, duration: .nanoseconds(10_000))
    program.add(.send, to: 2, stream: -1, after: [work], bytes: .bytes(101), family: -1, peer: 1)
    return program.program
  }
}
