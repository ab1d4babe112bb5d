// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import Timelines
import Traffic
import Workloads

/// Puts the collectives of a run into rows and finds what bounds them.
struct CollectiveUses {
  private let job: Job
  private let graph: FlowGraph
  private let instances: CollectiveInstances
  private let folding: Folding?

  /// Groups of one kind and size that a bound is found for, evenly taken from all that ran it: a
  /// bound looks at every link of the cluster, and groups of thousands are mostly alike.
  static let mostGroups = 16

  init(_ job: Job, _ graph: FlowGraph, _ timeline: Timeline) {
    self.job = job
    self.graph = graph
    instances = timeline.collectives
    folding = timeline.folding
  }

  private struct Row: Hashable {
    var kind: CollectiveKind
    var groupSize: Int
    var bytes: Double
    var algorithm: String
    var root: Int32
  }

  /// Sums over the collectives of one row and group.
  private struct Sums {
    var count = 0
    var fromFirst = 0.0
    var fromLast = 0.0

    /// Adds a span once for each of the collectives that it stands for.
    mutating func add(_ span: CollectiveSpan, times: Int) {
      count += times
      fromFirst += span.fromFirstStart.rawValue * Double(times)
      fromLast += span.fromLastStart.rawValue * Double(times)
    }
  }

  /// Ranks whose groups of a family carried out a collective, though others were simulated.
  private struct FoldedMembers: Hashable {
    var family: Int32
    var rankClass: Int32
  }

  /// The collectives of one row.
  private struct Members {
    /// By the group that was simulated.
    var sums: [Int32: Sums] = [:]
    var folded: Set<FoldedMembers> = []
  }

  /// What the bound of a group is found for once.
  private struct Place: Hashable {
    var kind: CollectiveKind
    var root: Int32
    var group: Int32
  }

  /// - Parameter spans: of all instances of the run.
  /// - Returns: rows by kind, size of group, bytes and algorithm; groups of one member move
  ///   nothing and have none.
  /// - Throws: `LoweringError` where two members have no way to each other.
  func rows(_ spans: CollectiveSpans) throws -> [CollectiveUse] {
    var rows: [Row: Members] = [:]
    for id in 0..<instances.count {
      let group = instances.group[id]
      let groupSize = graph.groups.members(of: Int(group)).count
      guard let span = spans[id], groupSize > 1 else { continue }
      let task = Int(instances.task[id])
      let row = row(of: task, groupSize: groupSize)
      rows[row, default: Members()].sums[group, default: Sums()].add(
        span, times: max(span.members / groupSize, 1))
      for rankClass in span.rankClasses {
        rows[row]?.folded.insert(
          FoldedMembers(family: graph.tasks.family[task], rankClass: rankClass))
      }
    }
    let ordered = rows.map { row, members in
      (row, members.sums.sorted { $0.key < $1.key }, groupCount(of: members))
    }.sorted { Self.precedes($0.0, $1.0) }
    let bounds = try bounds(
      of: ordered.flatMap { row, groups, _ in sample(groups).map { place(row, $0.key) } })
    return ordered.map { row, groups, count in use(row, groups, groupCount: count, bounds) }
  }

  /// Groups that were simulated, and those that they stood for, each once: where symmetry breaks
  /// within a run, a group is alone in one class and among others in the class before.
  private func groupCount(of members: Members) -> Int {
    var groups = Set(members.sums.keys)
    if let classes = folding?.ranks {
      for folded in members.folded {
        for rank in classes.members(of: Int(folded.rankClass)) {
          groups.insert(
            graph.groups.groupOfRank[Int(folded.family) * graph.rankCount + Int(rank)])
        }
      }
    }
    return groups.count
  }

  private func use(
    _ row: Row, _ groups: [(key: Int32, value: Sums)], groupCount: Int,
    _ bounds: [Place: LowerBound]
  ) -> CollectiveUse {
    var all = Sums()
    for (_, sums) in groups {
      all.count += sums.count
      all.fromFirst += sums.fromFirst
      all.fromLast += sums.fromLast
    }
    var bounded = Sums()
    var boundSeconds = 0.0
    var largest: Certificate?
    let sample = sample(groups)
    for (group, sums) in sample {
      guard let bound = bounds[place(row, group)] else { continue }
      let certificate = Certificate(ofOneByte: bound, times: .bytes(row.bytes))
      bounded.count += sums.count
      bounded.fromFirst += sums.fromFirst
      bounded.fromLast += sums.fromLast
      boundSeconds += certificate.time.rawValue * Double(sums.count)
      if certificate.time > largest?.time ?? -.infinity { largest = certificate }
    }
    guard let largest else { preconditionFailure("a row without groups") }
    return CollectiveUse(
      kind: row.kind.rawValue, groupSize: row.groupSize, bytes: .bytes(row.bytes),
      algorithm: row.algorithm, count: all.count, groups: groupCount,
      meanTime: .seconds(all.fromFirst / Double(all.count)),
      meanTimeFromLastStart: .seconds(all.fromLast / Double(all.count)),
      boundedGroups: sample.count, meanBound: .seconds(boundSeconds / Double(bounded.count)),
      certificate: largest,
      gap: boundSeconds > 0 ? bounded.fromLast / boundSeconds : nil,
      gapFromFirstStart: boundSeconds > 0 ? bounded.fromFirst / boundSeconds : nil)
  }

  // MARK: Bounds

  private func bounds(of places: [Place]) throws -> [Place: LowerBound] {
    var distinct: [Place] = []
    var seen: Set<Place> = []
    for place in places where seen.insert(place).inserted { distinct.append(place) }
    let members = distinct.map(accelerators)
    let cluster = job.cluster
    let wanted = distinct
    let found = try Concurrently.map(wanted.count) { index in
      try LowerBound(
        of: wanted[index].kind, bytes: .bytes(1), group: members[index], on: cluster,
        root: Int(wanted[index].root))
    }
    return Dictionary(uniqueKeysWithValues: zip(distinct, found))
  }

  private func accelerators(of place: Place) -> [GPUID] {
    graph.groups.members(of: Int(place.group)).map { graph.placement.acceleratorOfRank[Int($0)] }
  }

  private func place(_ row: Row, _ group: Int32) -> Place {
    Place(kind: row.kind, root: row.root, group: group)
  }

  private func sample<Element>(_ groups: [Element]) -> [Element] {
    guard groups.count > Self.mostGroups else { return groups }
    return (0..<Self.mostGroups).map { groups[$0 * groups.count / Self.mostGroups] }
  }

  // MARK: Rows

  private func row(of task: Int, groupSize: Int) -> Row {
    let program = job.program
    let index = graph.tasks.graph(of: task)
    let operation = task - Int(graph.tasks.graphStart[index])
    let kind = program.graphs[index].collective[operation]
    let (schedule, _) = graph.choice(
      graph: Int32(index), operation: Int32(operation), memberCount: groupSize)
    return Row(
      kind: kind, groupSize: groupSize, bytes: graph.tasks.bytes[task],
      algorithm: graph.algorithmOfSchedule[schedule],
      root: kind.hasRoot ? program.graphs[index].peer[operation] : 0)
  }

  private static func precedes(_ one: Row, _ other: Row) -> Bool {
    let kinds = CollectiveKind.allCases
    let order = { (row: Row) in kinds.firstIndex(of: row.kind) ?? 0 }
    return (order(one), one.groupSize, one.bytes, one.algorithm, one.root)
      < (order(other), other.groupSize, other.bytes, other.algorithm, other.root)
  }
}

extension GroupTable {
  fileprivate func members(of group: Int) -> ArraySlice<Int32> {
    member[Int(memberStart[group])..<Int(memberStart[group + 1])]
  }
}
