// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Finds what serves every collective of a program, each different one once.
struct CollectiveLowering {
  /// Where groups of one size of a family lie: a number of the selector.
  private struct Site {
    var memberCount: Int
    var number: Int
  }

  /// What the answer depends on. Graphs repeat the same few questions many thousand times.
  private struct Question: Hashable {
    var kind: CollectiveKind
    var bytes: UInt64
    var root: Int32
    var site: Int
  }

  private let program: Program
  /// By family, nil until one of its collectives comes.
  private var sites: [[Site]?]
  private var answers: [Question: AlgorithmSelector.Choice] = [:]
  private(set) var selector: AlgorithmSelector

  init(_ program: Program, _ selector: AlgorithmSelector) {
    self.program = program
    self.selector = selector
    sites = program.families.map { _ in nil }
  }

  /// The choice for each size of group that may carry out a collective of a graph.
  mutating func choices(
    of operation: Int, in graph: OperationGraph
  ) throws(LoweringError) -> [(memberCount: Int, choice: AlgorithmSelector.Choice)] {
    var found: [(memberCount: Int, choice: AlgorithmSelector.Choice)] = []
    for site in try sites(ofFamily: Int(graph.family[operation])) {
      let question = Question(
        kind: graph.collective[operation], bytes: graph.bytes[operation].bitPattern,
        root: graph.peer[operation], site: site.number)
      if let answer = answers[question] {
        found.append((site.memberCount, answer))
        continue
      }
      let answer = try selector.choice(
        for: question.kind, bytes: graph.bytes[operation], root: question.root, site: site.number)
      answers[question] = answer
      found.append((site.memberCount, answer))
    }
    return found
  }

  /// In the order in which the sizes appear among the groups.
  private mutating func sites(ofFamily family: Int) throws(LoweringError) -> [Site] {
    if let known = sites[family] { return known }
    let groups = program.families[family].groups
    var seen: Set<Int> = []
    var found: [Site] = []
    for size in groups.lazy.map(\.count) where seen.insert(size).inserted {
      let number = try selector.site(of: groups.filter { $0.count == size })
      found.append(Site(memberCount: size, number: number))
    }
    sites[family] = found
    return found
  }
}
