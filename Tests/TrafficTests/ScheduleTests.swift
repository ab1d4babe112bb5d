// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing
import Traffic
import Workloads

struct ScheduleTests {
  @Test(arguments: 2...40)
  func `every algorithm of the catalogue leaves the right data everywhere`(members: Int) {
    for algorithm in AlgorithmCatalogue.all {
      for kind in algorithm.kinds {
        // A root at the beginning, and one that is neither first nor last.
        for root in kind.hasRoot ? [0, members / 2] : [0] {
          let group = GroupShape(memberCount: members, root: root)
          guard algorithm.obstacle(to: kind, for: group) == nil else { continue }
          let faults = ScheduleConformance(algorithm, kind, group).faults()
          #expect(
            faults.isEmpty, "\(algorithm.name) \(kind.rawValue) \(root): \(faults.first ?? "")")
        }
      }
    }
  }

  @Test(arguments: [
    [2, 2], [4, 2], [2, 4], [3, 5], [8, 3], [2, 3, 4], [4, 4, 2], [3, 2, 2, 2],
  ])
  func `algorithms for structured groups leave the right data everywhere`(dimensions: [Int]) {
    var served = 0
    // Without switches that reduce, and with both ways in which they do, on every level.
    for reduction in [nil, SwitchReduction.reads, .aggregation] {
      var group = GroupShape(dimensions: dimensions)
      group.switchesReduce = dimensions.map { _ in reduction }
      for algorithm in AlgorithmCatalogue.all {
        for kind in algorithm.kinds where algorithm.obstacle(to: kind, for: group) == nil {
          for root in kind.hasRoot ? [0, group.memberCount / 2, group.memberCount - 1] : [0] {
            served += 1
            group.root = root
            let faults = ScheduleConformance(algorithm, kind, group).faults()
            #expect(
              faults.isEmpty,
              "\(algorithm.name) \(kind.rawValue), root \(root): \(faults.first ?? "")")
          }
          group.root = 0
        }
      }
    }
    #expect(served >= 35)
  }

  @Test func `the checker sees a block that is sent on too early`() {
    var schedule = Ring().schedule(for: .reduceScatter, memberCount: 4)
    schedule.rounds[0].exchanges[0].payload = .rotating(offset: 0, stride: -1)
    #expect(!ScheduleConformance(.reduceScatter, schedule).faults().isEmpty)
  }

  @Test func `the checker sees a sum that counts a contribution twice`() {
    var schedule = Ring().schedule(for: .allReduce, memberCount: 4)
    schedule.rounds[1].exchanges[0].combines = true
    #expect(!ScheduleConformance(.allReduce, schedule).faults().isEmpty)
  }

  @Test func `the checker sees a round too few`() {
    var schedule = Ring().schedule(for: .allGather, memberCount: 5)
    schedule.rounds[0].repeats -= 1
    #expect(!ScheduleConformance(.allGather, schedule).faults().isEmpty)
  }

  @Test func `a ring has 2 (p - 1) steps and p messages in each`() {
    let schedule = Ring().schedule(for: .allReduce, memberCount: 1024)
    #expect(schedule.stepCount == 2046)
    #expect(schedule.messageCount == 2_095_104)
  }

  @Test func `names in the catalogue are unique, and an unknown one lists them`() throws {
    let names = AlgorithmCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count)
    let error = #expect(throws: LoweringError.self) {
      try AlgorithmCatalogue.algorithm(named: "rign", for: .allReduce)
    }
    #expect(error?.description.contains("auto, ring, direct, bidirectional-ring") == true)
  }

  @Test func `every kind has an algorithm for any number of members`() {
    for kind in CollectiveKind.allCases {
      for members in 2...40 {
        let group = GroupShape(memberCount: members)
        #expect(
          AlgorithmCatalogue.algorithms(for: kind).contains {
            $0.obstacle(to: kind, for: group) == nil
          }, "\(kind.rawValue), \(members)")
      }
    }
  }

  @Test(arguments: [2, 5, 8])
  func `blocks of unequal size move as equal ones do, and weigh what they weigh`(
    members: Int
  ) throws {
    for algorithm in AlgorithmCatalogue.all {
      for kind in algorithm.kinds where kind != .barrier {
        let group = GroupShape(memberCount: members)
        guard algorithm.obstacle(to: kind, for: group) == nil else { continue }
        let even = algorithm.schedule(for: kind, group: group)
        let count = kind == .allToAll ? members * members : even.blockCount
        // 1, 2, 3 and so on, over their sum.
        let weights = (1...count).map { Double($0) * 2 / Double(count * (count + 1)) }
        let uneven = try even.weighted(for: kind, by: weights)
        #expect(
          ScheduleConformance(kind, uneven).faults().isEmpty, "\(algorithm.name) \(kind)")
        // With equal weights nothing changes; an all-to-all's row of parcels is the whole buffer.
        let share = 1 / Double(even.blockCount)
        let same = try even.weighted(for: kind, by: [Double](repeating: share, count: count))
        for member in 0..<members {
          // A sum of as many shares as there are blocks.
          #expect(abs(same.blocksSent(by: member) - even.blocksSent(by: member)) < 1e-9)
        }
      }
    }
    // A ring's member 0 passes on every block but its own, in an all-gather all but the next one's.
    let ring = Ring().schedule(for: .allGather, memberCount: members)
    var weights = [Double](repeating: 0, count: members)
    weights[1 % members] = 1
    let one = try ring.weighted(for: .allGather, by: weights)
    #expect(one.blocksSent(by: 0) == 0)
    #expect(one.blocksSent(by: 1) == Double(members))
    #expect(throws: LoweringError.self) { try ring.weighted(for: .allGather, by: [1]) }
  }

  @Test func `a group that an algorithm cannot serve has a reason`() {
    for (algorithm, kind, group, reason) in [
      (Swing(), .allReduce, GroupShape(memberCount: 7), "even number"),
      (HalvingDoubling(), .allGather, GroupShape(memberCount: 6), "power of two"),
      (TwoDimensional(), .allToAll, GroupShape(memberCount: 7), "rows and columns"),
      (Hierarchical(), .allReduce, GroupShape(memberCount: 8), "the group is flat"),
      (TorusBucket(), .allReduce, GroupShape(memberCount: 8), "the group is flat"),
      (ConcurrentTorusBucket(), .allReduce, GroupShape(memberCount: 8), "the group is flat"),
    ] as [(any CollectiveAlgorithm, CollectiveKind, GroupShape, String)] {
      #expect(algorithm.obstacle(to: kind, for: group)?.contains(reason) == true, "\(reason)")
    }
  }

  @Test func `swing serves every power of two`() {
    for exponent in 1...12 {
      let group = GroupShape(memberCount: 1 << exponent)
      #expect(Swing().obstacle(to: .allReduce, for: group) == nil)
    }
  }
}
