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
  /// Ranks of the program.
  package let rankCount: Int
  /// The classes into which a class splits when its part of the program has ended:
  /// `part[partStart[c]..<partStart[c + 1]]`. Empty where no class does.
  package let partStart: [Int32]
  package let part: [Int32]
  /// Classes from here on begin when the class that they are parts of has ended.
  package let firstPart: Int
  package let rows: FlowRows
  /// The row of what each member of a schedule sends in an exchange, exchanges of all schedules
  /// counted together: `rowOfSend[sendStart[exchange] + member]`, -1 where it sends nothing.
  package let sendStart: [Int32]
  package let rowOfSend: [Int32]
  /// The channel of each exchange, which chunks queue for: as the schedule of all ranks numbers it.
  package let channelOfExchange: [Int32]
  /// Channels of a member, by schedule.
  package let channelCounts: [Int32]
  /// What stands for the aggregations of all schedules, in order.
  package let aggregations: [FoldedAggregation]
  package let messages: MessageClasses
  /// A group of the program for each group of classes.
  package let groupOfGroup: [Int32]

  package var classCount: Int { memberStart.count - 1 }

  package func isPart(_ row: Int) -> Bool { row >= firstPart }

  /// Of a class of links behind a cut, the class before it that it is a part of; -1 where it is whole.
  /// Empty where the program is not cut.
  package var wholeOfLink: [Int32] { part.isEmpty ? [] : links.whole }

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
  package var relationOfTask: [Int32] = []
  let classCount: Int
  var target: [Int32] = []
  var source: [Int32] = []
  var row: [Int32] = []

  init(classCount: Int) { self.classCount = classCount }

  /// Makes room for one more relation, in which nobody sends as yet, and returns its number.
  mutating func addRelation() -> Int {
    let number = classCount == 0 ? 0 : target.count / classCount
    let none = [Int32](repeating: -1, count: classCount)
    target += none
    source += none
    row += none
    return number
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
