// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// The kinds of groups whose exposed communication is told, and which operations are of each.
struct LaneGroups: Sendable, Hashable {
  /// What sends and receives outside all families are called.
  static let messages = "messages"

  private(set) var names: [String]
  /// By name of an operation, a row of `names`, or -1.
  private(set) var ofName: [Int32]

  /// - Parameter job: training counts as its timeline does; other programs by family.
  init(of job: Job) {
    let program = job.program
    guard job.training == nil else {
      let exposure = TrainingJob.exposure(of: program)
      names = exposure.groups
      ofName = exposure.groupOfName
      return
    }
    names = program.families.map(\.name)
    if !names.contains(Self.messages) { names.append(Self.messages) }
    let messages = Int32(names.firstIndex(of: Self.messages) ?? names.count - 1)
    ofName = [Int32](repeating: -1, count: program.names.count)
    var isShared = [Bool](repeating: false, count: ofName.count)
    for graph in program.graphs {
      for operation in 0..<graph.count where graph.kind[operation] != .compute {
        let name = Int(graph.name[operation])
        let group = graph.family[operation] >= 0 ? graph.family[operation] : messages
        if ofName[name] >= 0, ofName[name] != group { isShared[name] = true }
        ofName[name] = group
      }
    }
    // A name says nothing where two kinds of groups have it.
    for name in ofName.indices where isShared[name] { ofName[name] = -1 }
  }
}
