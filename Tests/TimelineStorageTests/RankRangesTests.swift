// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TimelineStorage

struct RankRangesTests {
  @Test(
    arguments: [
      ([5], "5"), ([0, 1], "0,1"), ([0, 1, 2], "0-2"), ([0, 8, 16], "0,8,16"),
      ([0, 8, 16, 24], "0-24:8"), ([0, 5, 6, 7, 8], "0,5-8"),
      ([100, 200, 300, 400], "100-400:100"),
      ([3, 4, 5, 9, 10, 11], "3-5,9-11"), ([0, 1, 8, 9, 16, 17], "0,1,8,9,16,17"),
    ] as [([Int32], String)])
  func `members are ranges where those are shorter`(members: [Int32], text: String) {
    #expect(RankRanges.text(of: members[...]) == text)
    #expect(RankRanges.members(of: text, rankCount: 500) == members)
  }

  @Test func `the classes of a pod are short`() {
    let every = (0..<Int32(512)).map { $0 }
    #expect(RankRanges.text(of: every[...]) == "0-511")
    #expect(RankRanges.text(of: every.filter { $0 % 8 == 0 }[...]) == "0-504:8")
    #expect(RankRanges.text(of: every.filter { $0 / 8 % 8 == 0 }[...]).hasPrefix("0-7,64-71,"))
  }

  @Test func `any rising ranks come back`() {
    var generator = SeededGenerator(seed: 8)
    for share in [0.02, 0.5, 0.97] {
      for _ in 0..<50 {
        let members = (0..<Int32(300)).filter { _ in
          Double.random(in: 0..<1, using: &generator) < share
        }
        guard !members.isEmpty else { continue }
        let text = RankRanges.text(of: members[...])
        #expect(RankRanges.members(of: text, rankCount: 300) == members)
        #expect(text.utf8.count <= members.map(String.init).joined(separator: ",").utf8.count)
      }
    }
  }

  @Test func `a part of a longer list is a class as well`() {
    #expect(RankRanges.text(of: ([7, 0, 1, 2, 9] as [Int32])[1..<4]) == "0-2")
  }

  @Test(arguments: [
    "", ",", "1,", "-1", "1-", "a", "3-1", "0-4:0", "0-5:2", "0-4:-2", "+1", "1,1", "5,4", "0-3,2",
    "0-10", "10", "99999999999", "1-2-3", "0-4:2:1", " 1", "1 ",
  ])
  func `what is no such text means no ranks`(text: String) {
    #expect(RankRanges.members(of: text, rankCount: 10) == nil)
  }
}
