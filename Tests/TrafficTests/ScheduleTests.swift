// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

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
    let group = GroupShape(dimensions: dimensions)
    var served = 0
    for algorithm in AlgorithmCatalogue.all {
      for kind in algorithm.kinds where algorithm.obstacle(to: kind, for: group) == nil {
        served += 1
        let faults = ScheduleConformance(algorithm, kind, group).faults()
        #expect(faults.isEmpty, "\(algorithm.name) \(kind.rawValue): \(faults.first ?? "")")
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
}
