// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

extension Folding {
  /// Stops where a class has no members or reaches past the end of their list.
  func requireMembers() {
    precondition(
      ranks.memberStart.first == 0 && Int(ranks.memberStart.last ?? 0) == ranks.member.count
        && zip(ranks.memberStart, ranks.memberStart.dropFirst()).allSatisfy { $0 < $1 },
      "a class of ranks has no members")
  }
}

extension HDF5Object {
  /// In `/labels`: the ranks of each class.
  func write(_ classes: RankClasses) throws(HDF5Error) {
    let scale = try writeIndex("class", count: classes.count, "class of events")
    let members = try write(
      "class_members", (0..<classes.count).map { RankRanges.text(of: classes.members(of: $0)) },
      longName: "ranks that an event of the class stands for")
    try members.setAttribute("comment", RankRanges.grammar)
    try members.attach(scale)
  }

  /// In `/timeline/totals`: how many links were simulated as how many.
  func writeLinkClasses(of folding: Folding) throws(HDF5Error) {
    try writeScalar(
      "links", Int64(folding.links),
      DatasetText("directed links that classes of links stand for", units: "1"))
    try writeScalar(
      "link_classes", Int64(folding.linkClasses), DatasetText("classes of links", units: "1"))
  }
}
