// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

extension HDF5Object {
  /// What `/labels/class_members` and `/timeline/totals` say of a run of so many ranks; nil where
  /// every one was simulated.
  func readFolding(
    _ labels: borrowing HDF5Object, rankCount: Int
  ) throws(HDF5Error) -> Folding? {
    let name = "class_members"
    guard try labels.has(name) else { return nil }
    let count = try labels.read("class", as: Int32.self).count
    var classes = RankClasses()
    for (row, text) in try labels.readStrings(name, shape: [count]).enumerated() {
      guard let members = RankRanges.members(of: text, rankCount: rankCount),
        let end = Int32(exactly: classes.member.count + members.count)
      else {
        throw try labels.openDataset(name).refusal(
          "class \(row) has the members \"\(text)\" of \(rankCount) ranks")
      }
      classes.member += members
      classes.memberStart.append(end)
    }
    return Folding(
      ranks: classes, linkClasses: Int(try readScalar("link_classes", as: Int64.self)),
      links: Int(try readScalar("links", as: Int64.self)))
  }
}
