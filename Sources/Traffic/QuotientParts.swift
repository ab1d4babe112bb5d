// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What a flow graph of classes of ranks is made of: a rank stands for each class.
package struct QuotientParts: Sendable {
  /// Rows of `schedules` and `timings` for an operation of a graph on one group.
  package struct Choice: Sendable {
    package var graph: Int32
    package var operation: Int32
    package var group: Int32
    package var schedule: Int
    package var timing: Int

    package init(graph: Int32, operation: Int32, group: Int32, schedule: Int, timing: Int) {
      self.graph = graph
      self.operation = operation
      self.group = group
      self.schedule = schedule
      self.timing = timing
    }
  }

  package var tasks: TaskTable
  package var graphOfRank: [Int32]
  package var slowdownOfRank: [Double]
  package var groups: GroupTable
  package var placement: Placement
  package var schedules: [Schedule]
  package var algorithmOfSchedule: [String]
  package var choices: [Choice]

  package init(
    tasks: TaskTable, graphOfRank: [Int32], slowdownOfRank: [Double], groups: GroupTable,
    placement: Placement, schedules: [Schedule], algorithmOfSchedule: [String], choices: [Choice]
  ) {
    self.tasks = tasks
    self.graphOfRank = graphOfRank
    self.slowdownOfRank = slowdownOfRank
    self.groups = groups
    self.placement = placement
    self.schedules = schedules
    self.algorithmOfSchedule = algorithmOfSchedule
    self.choices = choices
  }
}
