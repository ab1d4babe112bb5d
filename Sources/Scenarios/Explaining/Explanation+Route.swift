// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies

extension Explanation {
  /// What a bit pays and how long it takes between two accelerators, from die edge to die edge.
  package struct Route: Sendable {
    package struct Hop: Sendable {
      package var from: String
      package var to: String
      package var share: Double
    }

    package struct Line: Sendable {
      package var figure: String
      package var place: String
      package var includes: [String]
      package var isStatic: Bool
      /// Counted as the link's own.
      package var isCounted: Bool
      /// In the sum: not where a device on the way has it.
      package var isAdded: Bool
      /// What has the figure already.
      package var owner: String?
      package var energy: Amount
    }

    package struct Stage: Sendable {
      package var domain: String
      package var technology: String
      package var depth: Int
      package var hops: [Hop]
      /// Over one of these links.
      package var lines: [Line]
      /// Switches and NICs at its ends, for a bit that passes.
      package var devices: [Line]
      package var delays: [(name: String, time: Amount)]
      package var latency: Amount
      package var share: Double
    }

    package var from: String
    package var to: String
    package var stages: [Stage]
    package var switchesPassed: Double
    package var links: Amount
    package var counted: Amount
    package var devices: Amount
    package var total: Amount
    package var latency: Amount
    package var overhead: Amount
    package var drivers: [Path.Driver]
    package var grade: String
  }
}

extension Explanation.Route {
  /// - Parameters:
  ///   - from: an accelerator by name, such as "gpu0".
  ///   - to: another.
  ///   - loaded: their cluster.
  /// - Throws: `InputError` for a name that no accelerator has, or where no way leads there.
  init(from: String, to: String, in loaded: LoadedCluster) throws(InputError) {
    let source = try Self.accelerator(from, in: loaded.cluster)
    let destination = try Self.accelerator(to, in: loaded.cluster)
    guard source != destination else {
      throw InputError("a route leads from one accelerator to another, and both are \(from)")
    }
    var router = Router(loaded.cluster)
    let way: Clusters.Route
    do { way = try router.route(from: source, to: destination) } catch {
      throw InputError("\(error)")
    }
    let account = RouteAccount(way, from: source, in: loaded)
    self.from = loaded.cluster.nodes.name[Int(source.rawValue)]
    self.to = loaded.cluster.nodes.name[Int(destination.rawValue)]
    stages = account.stages.map(Stage.init)
    switchesPassed = account.switchesPassed
    links = Explanation.Amount(account.links)
    counted = Explanation.Amount(account.counted)
    devices = Explanation.Amount(account.devices)
    total = Explanation.Amount(account.total)
    latency = Explanation.Amount(account.latency)
    overhead = Explanation.Amount(account.overhead)
    drivers = account.total.drivers.map { driver in
      Explanation.Path.Driver(
        figure: driver.figure, grade: driver.grade.rawValue,
        atLow: Explanation.Amount(driver.atLow), atHigh: Explanation.Amount(driver.atHigh))
    }
    grade = account.total.weakestGrade?.rawValue ?? ""
  }

  /// By name, or by number.
  private static func accelerator(
    _ text: String, in cluster: Cluster
  ) throws(InputError) -> GPUID {
    let names = cluster.nodes.name.prefix(cluster.nodes.acceleratorCount)
    if let number = names.firstIndex(of: text) { return GPUID(number) }
    if let number = Int(text), names.indices.contains(number) { return GPUID(number) }
    let last = names.last ?? ""
    // Of a large cluster every other name is near, and none is meant more than another.
    let hint = names.count <= 64 ? Suggestion.hint(for: text, among: Array(names)) : ""
    throw InputError(
      "\"\(text)\" is no accelerator of \(cluster.name)\(hint); they are \(names.first ?? "") to "
        + "\(last), or 0 to \(names.count - 1)")
  }
}

extension Explanation.Route.Stage {
  init(_ stage: RouteAccount.Stage) {
    domain = stage.domain
    technology = stage.technology
    depth = stage.depth
    hops = stage.hops.map {
      Explanation.Route.Hop(from: $0.from, to: $0.to, share: $0.share)
    }
    lines = stage.lines.map { line in
      var owner: String?
      if case .covered(let other) = line.part.outcome { owner = other }
      return Explanation.Route.Line(
        figure: line.part.term.figure, place: line.part.place,
        includes: line.part.term.components.map(\.rawValue), isStatic: line.part.term.isStatic,
        isCounted: line.part.isCounted, isAdded: line.isAdded, owner: owner,
        energy: Explanation.Amount(line.energy))
    }
    devices = stage.account.devices.map { device in
      Explanation.Route.Line(
        figure: device.figure, place: device.place, includes: device.components.map(\.rawValue),
        isStatic: true, isCounted: false, isAdded: true, owner: nil,
        energy: Explanation.Amount(device.energy))
    }
    delays = stage.delays.map { ($0.name, Explanation.Amount($0.time)) }
    latency = Explanation.Amount(stage.latency)
    share = stage.share
  }
}
