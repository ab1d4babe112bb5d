// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// A program of which one rank, link and flow of each class is simulated.
package struct FoldedGraph: Sendable {
  /// The program of the classes: a rank is a class.
  package let graph: FlowGraph
  /// The ranks of each class, rising: `member[memberStart[c]..<memberStart[c + 1]]`.
  package let memberStart: [Int32]
  package let member: [Int32]
  package let links: LinkClasses
  /// Links of the cluster by their class.
  package let classOfLink: [Int32]
  package let rows: FlowRows
  /// The row of what each member of a schedule sends in an exchange, exchanges of all schedules
  /// counted together: `rowOfSend[sendStart[exchange] + member]`, -1 where it sends nothing.
  package let sendStart: [Int32]
  package let rowOfSend: [Int32]
  /// What stands for the aggregations of all schedules, in order.
  package let aggregations: [FoldedAggregation]
  package let messages: MessageClasses
  /// A group of the program for each group of classes.
  package let groupOfGroup: [Int32]

  package var classCount: Int { memberStart.count - 1 }

  package func members(of row: Int) -> ArraySlice<Int32> {
    member[Int(memberStart[row])..<Int(memberStart[row + 1])]
  }
}

/// Lines of an aggregation, by class.
package struct FoldedAggregation: Sendable, Hashable {
  /// Members of a line that are of one class.
  package struct Part: Sendable, Hashable {
    /// Place of the class in its group.
    package var place: Int32
    /// In units of the line's blocks, of one member.
    package var sent: Double
    package var received: Double
    package var count: Int32

    package init(place: Int32, sent: Double, received: Double, count: Int32) {
      self.place = place
      self.sent = sent
      self.received = received
      self.count = count
    }
  }

  /// The line that the class at each place is on.
  package var lineOfPlace: [Int32]
  /// The classes on each line.
  package var parts: [[Part]]
  /// Row of each line's flow.
  package var row: [Int32]
  /// Blocks that a line deals with.
  package var blocksOfLine: Double
}

/// Messages of the program between classes.
package struct MessageClasses: Sendable {
  /// One entry per task; -1 for what is no message.
  package let relationOfTask: [Int32]
  private let classCount: Int
  private let target: [Int32]
  private let source: [Int32]
  private let row: [Int32]

  init(relationOfTask: [Int32], classCount: Int, target: [Int32], source: [Int32], row: [Int32]) {
    self.relationOfTask = relationOfTask
    self.classCount = classCount
    self.target = target
    self.source = source
    self.row = row
  }

  /// The class that a class sends to, or receives from, in a relation.
  package func target(of rank: Int32, in relation: Int32) -> Int32 {
    target[Int(relation) * classCount + Int(rank)]
  }
  package func source(of rank: Int32, in relation: Int32) -> Int32 {
    source[Int(relation) * classCount + Int(rank)]
  }
  /// Row of what the class sends.
  package func row(of rank: Int32, in relation: Int32) -> Int32 {
    row[Int(relation) * classCount + Int(rank)]
  }
}
