// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// Which devices are down at a moment, drawn by the rates of a record.
struct FaultDraw {
  let record: Record
  let seed: Int
  private let time: Seconds
  private let beginsWhole: Bool
  private let written: String

  /// Reads `{seed: 7, rates: NAME}` with `at: 30 d`, a moment of a cluster that has run for long, or
  /// `after: 30 d`, of one that was whole at the beginning.
  init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    var reader = try node.mapping()
    seed = try reader.integer("seed", in: 0...Int(Int32.max))
    record = try catalogue.record(try reader.required("rates"), in: .reliability)
    let at = reader.optional("at")
    let after = reader.optional("after")
    try reader.finish()
    if let at, after != nil { throw at.error("stands beside after; give one of them") }
    beginsWhole = after != nil
    let moment = after ?? at
    time = try moment?.quantity() ?? .zero
    let word = beginsWhole ? "after" : "at"
    written =
      try moment.map { node throws(DocumentError) in ", \(word) \(try node.string())" } ?? ""
    for kind in DeviceKind.allCases {
      guard let its = Reliability(of: kind, in: record),
        !history(its).isShort(until: time), let moment
      else { continue }
      throw moment.error("is too long to draw each failure and repair of a \(kind.rawValue)")
    }
  }

  var name: String { "\(record.name), seed \(seed)\(written)" }

  /// Weak figures that the draw rests on.
  var cautions: [String] {
    DeviceKind.allCases.flatMap { kind in
      guard let its = Reliability(of: kind, in: record) else { return [String]() }
      return [its.failureRate.caution, its.timeToRepair.caution].compactMap { $0 }
    }
  }

  private func history(_ its: Reliability) -> RenewalHistory {
    RenewalHistory(
      failureRate: its.failureRate.value, timeToRepair: its.timeToRepair.value,
      beginsWhole: beginsWhole)
  }

  /// Every device that is down, and how many of how many, in words.
  func faults(on fabric: FaultFabric) -> (faults: [Fault], counts: String) {
    let inventory = FaultInventory(fabric)
    var found: [Fault] = []
    var counts: [String] = []
    for (row, kind) in DeviceKind.allCases.enumerated() {
      let places = inventory.places(of: kind)
      guard !places.isEmpty else { continue }
      guard let its = Reliability(of: kind, in: record) else {
        counts.append("no rate of a \(kind.rawValue) is known")
        continue
      }
      let history = history(its)
      var down = 0
      for (number, place) in places.enumerated() {
        // A device's own stream: what others do does not shift it.
        var streams = SplitMix(seed: UInt64(seed) << 8 | UInt64(row))
        var random = SplitMix(seed: streams.next() &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15)
        guard history.isDown(at: time, &random) else { continue }
        down += 1
        found.append(Fault(place: place, effect: .failed))
      }
      counts.append("\(down) of \(places.count) \(kind.plural)")
    }
    return (found, counts.joined(separator: ", "))
  }
}

extension DeviceKind {
  fileprivate var plural: String {
    switch self {
    case .packetSwitch: "switches"
    case .nic: "NICs"
    case .accelerator, .transceiver, .cable: rawValue + "s"
    }
  }
}

/// Every device of a cluster that may fail by itself, in an order that its file alone decides.
struct FaultInventory {
  private let fabric: FaultFabric
  private var cluster: Cluster { fabric.cluster }
  /// Pairs of nodes that links join, each once.
  private let pairs: [(from: Int32, to: Int32)]

  init(_ fabric: FaultFabric) {
    self.fabric = fabric
    let links = fabric.cluster.links
    var seen: Set<UInt64> = []
    var pairs: [(from: Int32, to: Int32)] = []
    for link in 0..<links.count {
      let (low, high) = (
        min(links.from[link], links.to[link]), max(links.from[link], links.to[link])
      )
      guard seen.insert(UInt64(low) << 32 | UInt64(high)).inserted else { continue }
      pairs.append((links.from[link], links.to[link]))
    }
    self.pairs = pairs
  }

  func places(of kind: DeviceKind) -> [Fault.Place] {
    switch kind {
    case .accelerator: (0..<Int32(cluster.accelerators.count)).map { .accelerator($0) }
    case .packetSwitch: nodes(.packetSwitch)
    case .nic: nodes(.nic) + nics
    // What a board or a backplane joins has no cable that is plugged.
    case .cable: parallelLinks(.cable) { $0.isOptical || $0.isNetwork }
    // One at each end.
    case .transceiver: parallelLinks(.transceiver) { $0.isOptical }.flatMap { [$0, $0] }
    }
  }

  private func nodes(_ kind: NodeKind) -> [Fault.Place] {
    (0..<Int32(cluster.nodes.count)).filter { cluster.nodes.kind[Int($0)] == kind }.flatMap {
      node in
      [Fault.Place](repeating: .node(node, chips: 1), count: fabric.chips(of: node))
    }
  }

  private var nics: [Fault.Place] {
    cluster.devices.flatMap { group -> [Fault.Place] in
      guard case .ends(let domain)? = group.place else { return [] }
      return (0..<Int32(cluster.accelerators.count)).flatMap { node in
        fabric.neighbours(of: node, domain: domain).flatMap { far in
          fabric.slots(node, far).indices.map { .nic(node, far, .number($0)) }
        }
      }
    }
  }

  private func parallelLinks(
    _ kind: DeviceKind, _ isMeant: ((isOptical: Bool, isNetwork: Bool)) -> Bool
  ) -> [Fault.Place] {
    pairs.flatMap { pair -> [Fault.Place] in
      let slots = fabric.slots(pair.from, pair.to)
      return slots.indices.filter { number in
        let link = slots[number].link
        return isMeant(
          (
            cluster.links.technologies[Int(cluster.links.technology[link])].isOptical,
            cluster.linkClasses[Int(cluster.links.domain[link])] == .network
          ))
      }.map { .links(pair.from, pair.to, .number($0), isOneWay: false, kind) }
    }
  }
}
