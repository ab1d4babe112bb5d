// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// Adds up what works and what does not, device by device: a device that two faults name fails once.
struct FaultTally {
  let fabric: FaultFabric
  private var cluster: Cluster { fabric.cluster }

  // One entry a link.
  /// Of the rate, what is left by parts that are slow.
  private var pace: [Double]
  /// Of rate and power, what is left by chips at its ends that failed.
  private var chips: [Double]
  private var isCut: [Bool]
  /// By link: its parallel links that failed.
  private var lost: [Int: Set<Int>] = [:]

  // One entry an accelerator.
  private(set) var hasFailed: [Bool]
  private var speed: [Double]

  /// By group of devices, which of them failed.
  private var down: [Set<Device>]
  /// By node, chips that failed.
  private var chipsDown: [Int32: Int] = [:]
  /// What is down or slow, for people, in the order told.
  private(set) var lines: [String] = []

  init(_ fabric: FaultFabric) {
    self.fabric = fabric
    pace = [Double](repeating: 1, count: fabric.cluster.links.count)
    chips = pace
    isCut = [Bool](repeating: false, count: pace.count)
    hasFailed = [Bool](repeating: false, count: fabric.cluster.accelerators.count)
    speed = [Double](repeating: 1, count: hasFailed.count)
    down = fabric.cluster.devices.map { _ in [] }
  }

  mutating func add(_ fault: Fault) throws(FaultError) {
    switch fault.place {
    case .accelerator(let number): accelerator(number, fault.effect)
    case .server(let number): server(number)
    case .node(let node, let chips): try self.node(node, chips, fault.effect)
    case .links(let from, let to, let parallel, let isOneWay, let kind):
      try links(from, to, parallel, isOneWay, kind?.rawValue, fault.effect)
    case .nic(let near, let far, let parallel):
      let which = try links(near, far, parallel, false, "NIC", fault.effect)
      guard fault.effect == .failed else { return }
      let domain = fabric.slots(near, far).first.map { cluster.links.domain[$0.link] }
      for (row, group) in cluster.devices.enumerated() {
        guard case .ends(let its)? = group.place, its == domain else { continue }
        for one in which { down[row].insert(Device(node: near, far: far, number: one)) }
      }
    }
  }

  /// One of a group: a node's chip, a NIC by the node that its link leads to, a server.
  private struct Device: Hashable {
    var node: Int32
    var far: Int32
    var number: Int
  }

  private func isLost(_ slot: FaultFabric.Slot) -> Bool {
    isCut[slot.link] || lost[slot.link]?.contains(slot.number) == true
  }

  private func name(_ node: Int32) -> String { cluster.nodes.name[Int(node)] }

  private mutating func accelerator(_ number: Int32, _ effect: LinkFault.Effect) {
    switch effect {
    case .failed:
      hasFailed[Int(number)] = true
      for link in fabric.links(at: number) { isCut[Int(link)] = true }
      lines.append("\(name(number)) failed")
    case .slow(let factor):
      speed[Int(number)] *= factor
      lines.append("\(name(number)) computes at \(factor) of its speed")
    }
  }

  private mutating func server(_ number: Int) {
    let members = fabric.members(ofServer: number)
    for accelerator in members {
      hasFailed[accelerator] = true
      for link in fabric.links(at: Int32(accelerator)) { isCut[Int(link)] = true }
    }
    for node in fabric.nodes(insideServer: number) { cut(node) }
    for (row, group) in cluster.devices.enumerated() {
      switch group.place {
      case .servers(let size)?:
        // The file's own servers, where they are these.
        guard size == members.count else { continue }
        down[row].insert(Device(node: Int32(members.lowerBound), far: -1, number: 0))
      case .ends(let domain)?:
        for member in members {
          for far in fabric.neighbours(of: Int32(member), domain: domain) {
            for one in fabric.slots(Int32(member), far).indices {
              down[row].insert(Device(node: Int32(member), far: far, number: one))
            }
          }
        }
      case .nodes?, nil: break
      }
    }
    lines.append(
      "server \(number) failed: \(name(Int32(members.lowerBound))) to "
        + "\(name(Int32(members.upperBound - 1)))")
  }

  /// Takes a whole node and its links away.
  private mutating func cut(_ node: Int32) {
    for link in fabric.links(at: node) { isCut[Int(link)] = true }
    chipsDown[node] = fabric.chips(of: node)
    for (row, each) in fabric.devices(at: node) {
      for chip in 0..<each { down[row].insert(Device(node: node, far: -1, number: chip)) }
    }
  }

  private mutating func node(
    _ node: Int32, _ asked: Int?, _ effect: LinkFault.Effect
  ) throws(FaultError) {
    let all = fabric.chips(of: node)
    if let asked, asked > all {
      throw FaultError(
        problem: "chips: \(asked) of \(name(node)), which is \(all); allowed: 1 to \(all)")
    }
    let before = chipsDown[node] ?? 0
    let number = min(asked ?? all, all - before)
    switch effect {
    case .failed where before + number == all:
      cut(node)
      lines.append("\(name(node)) failed")
    case .failed:
      let part = Double(all - before - number) / Double(all - before)
      for link in fabric.links(at: node) { chips[Int(link)] *= part }
      for (row, _) in fabric.devices(at: node) {
        for chip in before..<before + number {
          down[row].insert(Device(node: node, far: -1, number: chip))
        }
      }
      chipsDown[node] = before + number
      lines.append("\(number) of \(all) chips of \(name(node)) failed")
    case .slow(let factor):
      for link in fabric.links(at: node) { pace[Int(link)] *= factor }
      lines.append("\(name(node)) passes on at \(factor) of its rate")
    }
  }

  /// - Returns: numbers of the parallel links that failed by this.
  @discardableResult
  private mutating func links(
    _ from: Int32, _ to: Int32, _ parallel: Fault.Parallel, _ isOneWay: Bool, _ device: String?,
    _ effect: LinkFault.Effect
  ) throws(FaultError) -> [Int] {
    let there = fabric.slots(from, to)
    guard !there.isEmpty else {
      throw FaultError(problem: "no link leads from \(name(from)) to \(name(to))")
    }
    let back = isOneWay ? [] : fabric.slots(to, from)
    let all = there.count
    let numbers: [Int]
    switch parallel {
    case .all: numbers = Array(0..<all)
    case .number(let number): numbers = [number]
    case .some(let count):
      guard count <= all else {
        throw FaultError(
          problem: "count: \(count) of the links from \(name(from)) to \(name(to)), which are "
            + "\(all); allowed: 1 to \(all)")
      }
      let working = there.indices.filter { !isLost(there[$0]) }
      numbers = Array(working.prefix(count))
    }
    let hit = numbers.map { there[$0] } + numbers.filter { $0 < back.count }.map { back[$0] }
    let ends = isOneWay ? "from \(name(from)) to \(name(to))" : "\(name(from)) - \(name(to))"
    let what =
      numbers.count == all ? "the link \(ends)" : "\(numbers.count) of \(all) links \(ends)"
    let by = device.map { " (\($0))" } ?? ""
    switch effect {
    case .failed:
      for slot in hit { lost[slot.link, default: []].insert(slot.number) }
      lines.append("\(what) failed\(by)")
    case .slow(let factor):
      for link in Set(hit.map(\.link)) {
        let count = cluster.links.parallelLinks(of: link)
        let part = Double(hit.count { $0.link == link }) / Double(count)
        pace[link] *= 1 - part + part * factor
      }
      lines.append("\(what) at \(factor) of its rate\(by)")
    }
    return numbers
  }
}

extension FaultTally {
  /// What is left of each link: of its rate, and of its power.
  private func left(of link: Int) -> (rate: Double, power: Double) {
    guard !isCut[link] else { return (0, 0) }
    let all = cluster.links.parallelLinks(of: link)
    let working = all - (lost[link]?.count ?? 0)
    guard working > 0 else { return (0, 0) }
    let hardware = working == all ? chips[link] : chips[link] * Double(working) / Double(all)
    return (hardware * pace[link], hardware)
  }

  /// The cluster with everything that was added, not seated yet.
  func faulty() -> Cluster {
    var faulty = cluster
    let left = cluster.links.from.indices.map(left)
    faulty.links = cluster.links.scaled(rate: left.map(\.rate), power: left.map(\.power)) { link in
      Int32(cluster.links.parallelLinks(of: link) - (lost[link]?.count ?? 0))
    }
    for row in faulty.devices.indices {
      // Where a NIC serves links to several neighbours, each of them counts it.
      faulty.devices[row].count = max(0, faulty.devices[row].count - down[row].count)
    }
    faulty.accelerators.failed = hasFailed.indices.filter { hasFailed[$0] }.map(Int32.init)
    if speed.contains(where: { $0 != 1 }) { faulty.speedOfAccelerator = speed }
    if left.contains(where: { $0.rate < 1 }) {
      for row in faulty.domainRouting.indices { faulty.domainRouting[row].forgetRegularity() }
    }
    faulty.isFaulty = !lines.isEmpty
    return faulty
  }
}
