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

  /// Groups of one kind and size that a bound is found for, evenly taken from all that ran it: a
  /// bound looks at every link of the cluster, and groups of thousands are mostly alike.
  static let mostGroups = 16

  init(_ job: Job, _ graph: FlowGraph, _ instances: CollectiveInstances) {
    self.job = job
    self.graph = graph
    self.instances = instances
  }

  private struct Row: Hashable {
    var kind: CollectiveKind
    var groupSize: Int
    var bytes: Double
    var algorithm: String
    var root: Int32
  }

  /// Sums over the instances of one row and group.
  private struct Sums {
    var count = 0
    var fromFirst = 0.0
    var fromLast = 0.0
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
    var sums: [Row: [Int32: Sums]] = [:]
    for id in 0..<instances.count {
      guard let span = spans[id], span.members > 1 else { continue }
      let row = row(of: Int(instances.task[id]), groupSize: span.members)
      let group = instances.group[id]
      sums[row, default: [:]][group, default: Sums()].count += 1
      sums[row]?[group]?.fromFirst += span.fromFirstStart.rawValue
      sums[row]?[group]?.fromLast += span.fromLastStart.rawValue
    }
    let ordered = sums.map { ($0.key, $0.value.sorted { $0.key < $1.key }) }
      .sorted { Self.precedes($0.0, $1.0) }
    let bounds = try bounds(
      of: ordered.flatMap { row, groups in sample(groups).map { place(row, $0.key) } })
    return ordered.map { row, groups in use(row, groups, bounds) }
  }

  private func use(
    _ row: Row, _ groups: [(key: Int32, value: Sums)], _ bounds: [Place: LowerBound]
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
      algorithm: row.algorithm, count: all.count, groups: groups.count,
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
    let groups = graph.groups
    let group = Int(place.group)
    return groups.member[Int(groups.memberStart[group])..<Int(groups.memberStart[group + 1])]
      .map { graph.placement.acceleratorOfRank[Int($0)] }
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
