// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What one directed link, or a bundle of equal parallel ones, is worth.
struct LinkValues: Sendable, Hashable {
  var rate: BitsPerSecond
  var latency: Seconds
  var dynamicEnergy: JoulesPerBit
  var staticPower: Watts
  /// Row of `LinkTable.technologies`.
  var technology: Int32
  /// Row of `Fabric.accounts`; -1 where there is none.
  var account: Int32 = -1
  /// Links that stand as one.
  var parallel: Int32 = 1

  /// Parallel links side by side: rates and powers add, a bit still takes one of them.
  func bundled(_ count: Int) -> LinkValues {
    var bundle = self
    bundle.rate = rate * Double(count)
    bundle.staticPower = staticPower * Double(count)
    bundle.parallel = parallel * Int32(count)
    return bundle
  }
}

/// Appends nodes and links in a fixed order: the numbers of a cluster depend on its file alone.
struct Fabric: Sendable {
  var nodes = NodeTable()
  var links = LinkTable()
  /// How the links of each kind add up.
  private(set) var accounts: [LinkAccount] = []
  private var rowOfAccount: [AccountKey: Int32] = [:]

  /// What links of one account have in common.
  private struct AccountKey: Hashable {
    var kind: Int
    var values: LinkValues
    var scope: LinkEnergyScope
    var lines: [CompositionLine]
    var devices: [String]
  }

  /// - Parameter accelerators: how many; they take the first node numbers, named gpu0 and on.
  init(accelerators: Int) {
    nodes.acceleratorCount = accelerators
    nodes.kind = [NodeKind](repeating: .accelerator, count: accelerators)
    nodes.name = (0..<accelerators).map { "gpu\($0)" }
  }

  mutating func add(_ kind: NodeKind, named name: String) -> Int32 {
    nodes.kind.append(kind)
    nodes.name.append(name)
    return Int32(nodes.count - 1)
  }

  /// The link's values with the row of its ledger line, which is added where it is new.
  mutating func adopt(_ link: ComposedLink) -> LinkValues {
    var values = link.values
    if let row = links.technologies.firstIndex(of: link.scope) {
      values.technology = Int32(row)
    } else {
      values.technology = Int32(links.technologies.count)
      links.technologies.append(link.scope)
    }
    if let account = link.account {
      let key = AccountKey(
        kind: account.kind, values: values, scope: link.scope, lines: link.lines,
        devices: account.devices.map { "\($0.place) \($0.name)" })
      let row = rowOfAccount[key] ?? Int32(accounts.count)
      if Int(row) == accounts.count {
        accounts.append(account)
        rowOfAccount[key] = row
      }
      values.account = row
    }
    return values
  }

  mutating func reserveLinks(_ count: Int) {
    let total = links.count + count
    links.from.reserveCapacity(total)
    links.to.reserveCapacity(total)
    links.rate.reserveCapacity(total)
    links.latency.reserveCapacity(total)
    links.dynamicEnergy.reserveCapacity(total)
    links.staticPower.reserveCapacity(total)
    links.technology.reserveCapacity(total)
    links.domain.reserveCapacity(total)
    links.parallel.reserveCapacity(total)
    links.account.reserveCapacity(total)
  }

  mutating func connect(from: Int32, to: Int32, _ values: LinkValues, domain: Int32) {
    links.from.append(from)
    links.to.append(to)
    links.rate.append(values.rate)
    links.latency.append(values.latency)
    links.dynamicEnergy.append(values.dynamicEnergy)
    links.staticPower.append(values.staticPower)
    links.technology.append(values.technology)
    links.domain.append(domain)
    links.parallel.append(values.parallel)
    links.account.append(values.account)
    guard values.account >= 0 else { return }
    accounts[Int(values.account)].rows += 1
    accounts[Int(values.account)].links += Int(values.parallel)
    accounts[Int(values.account)].carried += values.rate
  }
}
