// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import SimulationEngine
import Symmetry
import Traffic

/// A placed program with what waits for what written down once, so that many sets of parameters are
/// answered side by side.
///
/// What an answer promises, and why it holds: docs/theory.md, "Lanes".
package struct LaneProgram: Sendable {
  let forms: FormTable
  /// Sums that delays are, as columns.
  let delays: LaneDelays
  /// Lower and upper times; one where they are the same.
  let tapes: [Tape]
  let stretches: PlacedStretches
  let outputs: LaneOutputs
  let conditions: [LinkCondition]
  /// Moments that have to come in this order, on the upper side and the lower.
  let orders: [(first: LanePoint, second: LanePoint)]
  /// Delays that have to be no longer than others.
  let claims: [(send: Int32, work: Int32)]
  let power: LanePower
  /// Groups whose exposed communication is told.
  package let groups: [String]

  /// What a program may take for granted that asks less of its lanes; nil where nothing is.
  private let lessTrust: Trust?
  /// Answers lanes that go another way.
  private(set) var careful: CarefulProgram?

  /// What was written down.
  package let size: LaneProgramSize

  /// Moments that are kept at most: some hundred megabytes.
  package static let mostMoments = 4_000_000

  /// - Parameters:
  ///   - graph: a lowered program.
  ///   - cluster: where it is placed; parameters are multiples of its figures.
  ///   - transport: how links serve messages.
  ///   - fabric: of the cluster, where many share it.
  ///   - folds: whether one of many that behave alike stands for all.
  ///   - groups: names of groups whose exposed communication is told.
  ///   - groupOfName: by name of an operation, a row of `groups` or -1.
  ///   - detail: how closely overlaps of work and communication are followed.
  /// - Throws: `LaneObstacle` for what cannot be answered in lanes, `RoutingError` where no way leads
  ///   somewhere.
  package init(
    _ graph: FlowGraph, on cluster: Cluster, transport: Transport = .fluid(),
    fabric: SharedFabric? = nil, folds: Bool = true, groups: [String] = [],
    groupOfName: [Int32] = [], detail: LaneDetail = .fine
  ) throws {
    let fabric = fabric ?? SharedFabric(cluster)
    @Sendable func written(_ trust: Trust) throws -> LaneProgram {
      var program = try LaneProgram(
        graph, on: cluster, transport: transport, fabric: fabric, folds: folds, groups: groups,
        groupOfName: groupOfName, detail, trust)
      if let less = program.lessTrust {
        program.careful = CarefulProgram { try written(less) }
      }
      return program
    }
    // Wide intervals cannot tell that things lie apart.
    self = try written(detail == .fine ? .spacing : .anchors)
  }

  private init(
    _ graph: FlowGraph, on cluster: Cluster, transport: Transport, fabric: SharedFabric,
    folds: Bool, groups: [String], groupOfName: [Int32], _ detail: LaneDetail, _ trust: Trust
  ) throws {
    guard !transport.isInteger else { throw LaneObstacle.wholeMessages }
    guard graph.chunks == 1 else { throw LaneObstacle.chunks(graph.chunks) }
    guard !cluster.isAdaptive else { throw LaneObstacle.adaptiveRouting }
    let folded =
      folds
      ? Symmetry.fold(
        graph, on: cluster, fabric: fabric, mayCut: false) : nil
    var rehearsal = Rehearsal(
      graph, folded, on: cluster, LinkColumns(cluster, folded, transport),
      most: Self.mostMoments)
    try rehearsal.play()
    let anchors = Anchors(&rehearsal, isEager: trust != .nothing)
    anchors.chain(&rehearsal)
    var precedence = Precedence(rehearsal.moments)
    var besideFlows = Spacing(rehearsal.moments, isEager: trust == .spacing)
    var besideWork = besideFlows
    var contention = Contention(rehearsal, anchors, &precedence, &besideFlows)
    let activities = Activities(rehearsal, anchors, &precedence, &besideWork)
    let open = OpenOrders(
      rehearsal, activities, anchors, &precedence, [besideFlows, besideWork])
    contention.bound(&rehearsal)
    conditions = contention.conditions.sorted { $0.rates.lexicographicallyPrecedes($1.rates) }
    let stretches = activities.stretches(rehearsal)
    let output = OutputBuilder(
      &rehearsal, activities, groups: groups, groupOfName: groupOfName)
    var builder = TapeBuilder(rehearsal, stretches, detail)
    output.want(&builder)
    for order in open.orders {
      builder.want(order.first)
      builder.want(order.second)
    }
    builder.close()
    claims = anchors.pairs(rehearsal).map {
      (builder.column(of: $0.send), builder.column(of: $0.work))
    }
    var orders: [(first: LanePoint, second: LanePoint)] = []
    for order in open.orders.sorted(by: { ($0.first, $0.second) < ($1.first, $1.second) }) {
      orders.append((builder.instant(order.first).upper, builder.instant(order.second).lower))
    }
    self.orders = orders
    self.stretches = PlacedStretches(builder.stretches, &builder)
    outputs = output.outputs(&builder)
    tapes = builder.tapes
    forms = builder.forms
    delays = LaneDelays(builder.columns, builder.forms)
    power = LanePower(cluster, graph.placement)
    self.groups = groups
    lessTrust =
      besideFlows.orders.isEmpty && besideWork.orders.isEmpty
      ? (claims.isEmpty ? nil : .nothing) : .anchors
    size = LaneProgramSize(
      moments: rehearsal.moments.count, nodes: tapes.map(\.nodeCount),
      edges: tapes.map(\.edgeCount), delays: delays.count, terms: forms.terms.terms.count,
      stretches: self.stretches.count, overlaps: outputs.overlaps.count, orders: orders.count,
      claims: claims.count, conditions: conditions.count, rankClasses: folded?.classCount)
  }
}

/// How closely lanes follow work that communication slows down.
package enum LaneDetail: Sendable {
  /// Each operation by what it meets.
  case fine
  /// Where what it meets comes from elsewhere, as if it met nothing, or something always: a wider
  /// interval from a shorter tape, for very many lanes.
  case coarse
}

/// What is taken for granted in a program, and asked of each lane.
enum Trust {
  /// That what lay far apart in the play never meets, and what `anchors` says.
  case spacing
  /// That messages which nobody waits for are over when so much work is done.
  case anchors
  case nothing
}

/// How much was written down for a program, and is worked off for each batch of lanes.
package struct LaneProgramSize: Sendable, Hashable, CustomStringConvertible {
  package var moments: Int
  /// By side.
  package var nodes: [Int]
  package var edges: [Int]
  package var delays: Int
  package var terms: Int
  package var stretches: Int
  package var overlaps: Int
  package var orders: Int
  package var claims: Int
  package var conditions: Int
  /// Nil where every rank was played.
  package var rankClasses: Int?

  package var description: String {
    "\(moments) moments, \(nodes) nodes, \(edges) edges, \(delays) delays of \(terms) terms, "
      + "\(stretches) stretches, \(overlaps) overlaps, \(orders) orders, \(claims) claims, \(conditions) conditions, "
      + "\(rankClasses.map { "\($0) classes" } ?? "every rank")"
  }
}
