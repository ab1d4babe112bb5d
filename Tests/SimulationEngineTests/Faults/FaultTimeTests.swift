// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@testable import SimulationEngine

/// What faults cost, against closed forms, and folded as not.
struct FaultTimeTests {
  private func time(
    _ program: Program, on cluster: Cluster, _ algorithms: [CollectiveKind: String] = [:]
  ) throws -> Double {
    var policy = CollectivePolicy()
    policy.algorithms = algorithms
    return try World(program, on: cluster, policy: policy).timeline.duration.rawValue
  }

  @Test func `a ring with one slow link takes as long as that link for all its messages`() throws {
    // 2 (p - 1) messages of B/p cross each link one after the other, those of the slow one at a
    // quarter of the rate; the last of them is what the run waits for.
    let whole = try Cluster.uniform(
      .ring, ranks: 8, rate: .gigabytesPerSecond(10), latency: .zero)
    let program = TinyProgram.single(.allReduce, ranks: 8, bytes: .gigabytes(1))
    let slow = try whole.withFaults([
      LinkFault(.oneWay(from: "gpu2", to: "gpu3"), .slow(factor: 0.25))
    ])
    let plain = 2 * 7 * 0.125 / 10
    #expect(abs(try time(program, on: whole, [.allReduce: "ring"]) - plain) < 1e-9)
    #expect(abs(try time(program, on: slow, [.allReduce: "ring"]) - 4 * plain) < 1e-9)
  }

  @Test func `where one of two spines is down, two messages share the other`() throws {
    var tiny = TinyCluster(accelerators: 4)
    let leaves = [tiny.packetSwitch(), tiny.packetSwitch()]
    let spines = [tiny.packetSwitch(), tiny.packetSwitch()]
    let rate = BitsPerSecond.gigabytesPerSecond(10)
    for accelerator in 0..<4 { tiny.link(accelerator, leaves[accelerator / 2], rate: rate) }
    for leaf in leaves { for spine in spines { tiny.link(leaf, spine, rate: rate) } }
    let whole = tiny.build()
    let faulty = try whole.withFaults([LinkFault(.bothWays("switch1", "switch3"), .failed)])
    var program = TinyProgram.separate(rankCount: 4)
    for rank in 0..<2 {
      program.add(.send, to: rank, bytes: .gigabytes(1), peer: Int32(rank + 2))
      program.add(.receive, to: rank + 2, bytes: .gigabytes(1), peer: Int32(rank))
    }
    // 1 GB each at 10 GB/s over two spines, and both over one link of 10 GB/s.
    #expect(abs(try time(program.program, on: whole) - 0.1) < 1e-12)
    #expect(abs(try time(program.program, on: faulty) - 0.2) < 1e-12)
  }

  private func speeds(_ cluster: Cluster, _ slow: [Int: Double]) -> Cluster {
    var cluster = cluster
    cluster.speedOfAccelerator = (0..<cluster.accelerators.count).map { slow[$0] ?? 1 }
    return cluster
  }

  @Test func `a slow accelerator stretches its computing, and what its rank says it takes`() throws
  {
    let whole = try Cluster.uniform(
      .packetSwitch, ranks: 4, rate: .gigabytesPerSecond(10), latency: .zero)
    var tiny = TinyProgram(rankCount: 2)
    tiny.add(.compute, duration: .milliseconds(10))
    var program = tiny.program
    let slow = speeds(whole, [3: 0.8])
    // Rank 1 runs on accelerator 3: 10 ms / 0.8, and twice that where it is a straggler too.
    let placement = Placement(acceleratorOfRank: [GPUID(0), GPUID(3)])
    let alone = try World(program, on: slow, placement: placement)
    #expect(alone.timeline.duration.isClose(to: .milliseconds(12.5), ulps: 2))
    #expect(alone.spans(.compute, rank: 0).first?.end == 0.01)
    program.slowdownOfRank = [1, 2]
    let both = try World(program, on: slow, placement: placement)
    #expect(both.timeline.duration.isClose(to: .milliseconds(25), ulps: 2))
    // Nobody runs on it.
    #expect(try World(program, on: slow).timeline.duration.isClose(to: .milliseconds(20), ulps: 2))
  }

  @Test func `ranks sit where seats are, and none on what failed`() throws {
    var cluster = try Cluster.uniform(
      .packetSwitch, ranks: 4, rate: .gigabytesPerSecond(10), latency: .zero)
    cluster.accelerators.failed = [1]
    cluster.seating.order = [0, 2, 3].map { GPUID($0) }
    cluster.seating.vacancies = ["gpu1 takes no rank"]
    let program = TinyProgram.single(.allReduce, ranks: 3, bytes: .gigabytes(1))
    let placement = try Placement.seated(rankCount: 3, on: cluster)
    #expect(placement.acceleratorOfRank == [0, 2, 3].map { GPUID($0) })
    _ = try World(program, on: cluster, placement: placement)
    let placed = #expect(throws: LoweringError.self) { try World(program, on: cluster) }
    #expect(placed?.description.contains("gpu1") == true)
    let many = #expect(throws: LoweringError.self) {
      try Placement.seated(rankCount: 4, on: cluster)
    }
    #expect(
      many?.description
        == "4 ranks are too many for switch-4, which has 3 of 4 accelerators that take ranks: gpu1 "
        + "takes no rank")
  }

  @Test func `what failed draws nothing, and a spare draws its idle power`() throws {
    var tiny = TinyCluster(accelerators: 4)
    tiny.power = AcceleratorPower(
      computing: .watts(100), communicating: .watts(50), waiting: .watts(40), idle: .watts(10),
      includes: ["core"])
    let hub = tiny.packetSwitch()
    for accelerator in 0..<4 {
      tiny.link(accelerator, hub, rate: .gigabytesPerSecond(1), power: .watts(3))
    }
    var cluster = try tiny.build().withFaults([LinkFault(.bothWays("gpu1", "switch1"), .failed)])
    cluster.accelerators.failed = [1]
    var work = TinyProgram(rankCount: 2)
    work.add(.compute, duration: .seconds(2))
    let world = try World(
      work.program, on: cluster, placement: Placement(acceleratorOfRank: [GPUID(0), GPUID(2)]))
    func energy(_ component: String) -> Double? {
      world.timeline.ledger.entries.first { $0.component == component }?.staticEnergy.rawValue
    }
    // Two ranks compute for 2 s; gpu3 alone is idle; six directed links are lit.
    #expect(energy("accelerators computing") == 400)
    #expect(energy("accelerators idle") == 20)
    #expect(energy("link") == 36)
  }

  @Test(arguments: FileFabrics.all.indices)
  func `collectives and random programs under faults are the same folded and not`(
    index: Int
  ) throws {
    let whole = try FileFabrics().cluster(index)
    let last = whole.links.count - 1
    let name = { (link: Int, end: [Int32]) in whole.nodes.name[Int(end[link])] }
    let cases: [(String, [LinkFault], [Int: Double])] = [
      ("slow link", [LinkFault(.link(LinkID(last / 2)), .slow(factor: 0.5))], [:]),
      (
        "failed pair",
        [
          LinkFault(
            .bothWays(name(last, whole.links.from), name(last, whole.links.to)), .failed)
        ], [:]
      ),
      ("slow accelerator", [], [whole.accelerators.count / 2: 0.7]),
      ("all at once", [LinkFault(.link(LinkID(0)), .slow(factor: 0.3))], [0: 0.9, 1: 0.9]),
    ]
    for (what, faults, slow) in cases {
      let cluster = speeds(try whole.withFaults(faults), slow)
      for kind in [CollectiveKind.allReduce, .allToAll] {
        let one = FoldingCase(
          description: "\(FileFabrics.all[index].name), \(what), \(kind)", cluster: cluster,
          program: TinyProgram.single(
            kind, ranks: cluster.accelerators.count, bytes: .megabytes(0.777)))
        let report = try one.report()
        #expect(
          report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      }
      for seed in 0..<UInt64(RandomFoldingTests.runsLong ? 60 : 3) {
        let one = FoldingCase(
          "\(FileFabrics.all[index].name), \(what), seed \(seed)", on: cluster, seed: seed)
        let report = try one.report()
        #expect(
          report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      }
    }
  }

  @Test(arguments: FileFabrics.all.indices)
  func `no collective on a faulty cluster beats its bound`(index: Int) throws {
    let whole = try FileFabrics().cluster(index)
    let last = whole.links.count - 1
    for faults in [
      [LinkFault(.link(LinkID(last)), .failed), LinkFault(.link(LinkID(0)), .slow(factor: 0.5))],
      [LinkFault(.link(LinkID(last / 2)), .slow(factor: 0.1))],
    ] {
      let cluster = try whole.withFaults(faults)
      for kind in [CollectiveKind.allReduce, .allToAll] {
        let ranks = cluster.accelerators.count
        let program = TinyProgram.single(kind, ranks: ranks, bytes: .megabytes(10))
        let bound: LowerBound
        do {
          bound = try LowerBound(
            of: kind, bytes: .megabytes(10), group: (0..<ranks).map { GPUID($0) }, on: cluster)
        } catch {
          // Where no way is left, no collective has one either.
          #expect(throws: (any Error).self) { try time(program, on: cluster) }
          continue
        }
        // Nested domains may have no way between two members whom a longer one would join.
        let isCut = faults.contains { $0.effect == .failed }
        guard let found = isCut ? try? time(program, on: cluster) : try time(program, on: cluster)
        else { continue }
        #expect(found >= bound.time.rawValue * (1 - 1e-9), "\(FileFabrics.all[index].name)")
      }
    }
  }

  @Test func `one straggler leaves most ranks of an all-reduce in classes`() throws {
    let whole = try Cluster.uniform(
      .packetSwitch, ranks: 16, rate: .gigabytesPerSecond(10), latency: .zero)
    var tiny = TinyProgram(rankCount: 16)
    tiny.add(.compute, duration: .milliseconds(10))
    tiny.add(.compute, after: [0], duration: .milliseconds(5))
    var one = FoldingCase(
      description: "straggler", cluster: speeds(whole, [5: 0.5]), program: tiny.program)
    let report = try one.report()
    #expect(report.differences == [])
    // The slow one, and all others.
    #expect(report.classes == 2)
    one.cluster = whole
    #expect(try one.report().classes == 1)
  }
}
