// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// The tasks of a flow graph as columns for the event loop; what each means, `TaskTable` says.
struct TaskColumns: ~Copyable {
  let graphStart: Column<Int32>
  let kind: Column<TaskKind>
  let name: Column<Int32>
  let stream: Column<Int32>
  let durationSeconds: Column<Double>
  let bytes: Column<Double>
  let family: Column<Int32>
  let peer: Column<Int32>
  let tag: Column<Int32>
  let ordinal: Column<Int32>
  let successorStart: Column<Int32>
  let successor: Column<Int32>
  let dependencyCount: Column<Int32>

  init(_ table: TaskTable) {
    graphStart = Column(table.graphStart)
    kind = Column(table.kind)
    name = Column(table.name)
    stream = Column(table.stream)
    durationSeconds = Column(table.duration)
    bytes = Column(table.bytes)
    family = Column(table.family)
    peer = Column(table.peer)
    tag = Column(table.tag)
    ordinal = Column(table.ordinal)
    successorStart = Column(table.successorStart)
    successor = Column(table.successor)
    dependencyCount = Column(table.dependencyCount)
  }
}

/// The groups of a flow graph as columns; what each means, `GroupTable` says.
struct GroupColumns: ~Copyable {
  private let rankCount: Int
  private let memberStart: Column<Int32>
  private let member: Column<Int32>
  private let groupOfRank: Column<Int32>
  private let placeOfRank: Column<Int32>

  init(_ table: GroupTable, rankCount: Int) {
    self.rankCount = rankCount
    memberStart = Column(table.memberStart)
    member = Column(table.member)
    groupOfRank = Column(table.groupOfRank)
    placeOfRank = Column(table.placeOfRank)
  }

  @inline(__always)
  func group(of rank: Int32, in family: Int32) -> Int32 {
    groupOfRank[Int(family) * rankCount + Int(rank)]
  }

  @inline(__always)
  func place(of rank: Int32, in family: Int32) -> Int32 {
    placeOfRank[Int(family) * rankCount + Int(rank)]
  }

  @inline(__always)
  func memberCount(of group: Int32) -> Int32 { memberStart[group + 1] - memberStart[group] }

  @inline(__always)
  func rank(at place: Int32, of group: Int32) -> Int32 { member[memberStart[group] + place] }
}
