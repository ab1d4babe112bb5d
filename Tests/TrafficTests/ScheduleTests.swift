// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Traffic
import Workloads

struct ScheduleTests {
  @Test(arguments: [2, 3, 4, 7, 16, 33])
  func `every algorithm of the catalogue leaves the right data everywhere`(members: Int) {
    for algorithm in AlgorithmCatalogue.all {
      for kind in algorithm.kinds {
        let schedule = algorithm.schedule(for: kind, memberCount: members)
        let faults = ScheduleConformance(kind, schedule).faults()
        #expect(faults.isEmpty, "\(algorithm.name) \(kind.rawValue): \(faults.first ?? "")")
      }
    }
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
    #expect(error?.description.contains("auto, ring, direct") == true)
  }

  @Test func `a kind that no algorithm carries out says which kinds are`() throws {
    let error = #expect(throws: LoweringError.self) {
      try AlgorithmCatalogue.algorithm(named: "auto", for: .barrier)
    }
    #expect(error?.description.contains("all-reduce") == true)
  }
}
