// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

extension FaultReading {
  /// The place that an entry names by one of its keys.
  func place(
    _ kind: String, _ value: DocumentNode, _ reader: inout MappingReader
  ) throws(DocumentError) -> Fault.Place {
    switch kind {
    case "accelerator": return .accelerator(try accelerator(value))
    case "server":
      guard let count = fabric.serverCount else {
        throw value.error(
          "nobody says what a server of \(cluster.name) is: no server is named, and there is one "
            + "domain")
      }
      return .server(try value.integer(in: 0...count - 1))
    case "switch":
      let chips = try reader.optionalInteger("chips", in: 1...1_000_000)
      return .node(try other(value, .packetSwitch, "switch"), chips: chips)
    case "link":
      let ends = try value.sequence()
      guard ends.count == 2 else { throw value.error("a link has two ends: [gpu3, leaf0]") }
      let (from, to) = (try self.node(ends[0]), try self.node(ends[1]))
      let count = try reader.optionalInteger("count", in: 1...4096)
      let isOneWay = try reader.optionalBoolean("one_way") ?? false
      return .links(from, to, count.map(Fault.Parallel.some) ?? .all, isOneWay: isOneWay, nil)
    case "nic" where value.isScalar:
      return .node(try other(value, .nic, "NIC"), chips: nil)
    case "nic":
      let (near, far, count) = try end(value)
      let domain = fabric.slots(near, far).first.map { cluster.links.domain[$0.link] } ?? -1
      guard cluster.devices.contains(where: { $0.place == .ends(domain: domain) }) else {
        throw value.error("no NIC is at an accelerator's links of \(cluster.domains[Int(domain)])")
      }
      guard Int(near) < cluster.accelerators.count else {
        throw value.error("at: \(cluster.nodes.name[Int(near)]) is no accelerator")
      }
      return .nic(near, far, .some(count))
    default:
      let (near, far, count) = try end(value)
      let isOptical = fabric.slots(near, far).contains {
        cluster.links.technologies[Int(cluster.links.technology[$0.link])].isOptical
      }
      guard isOptical else {
        throw value.error("the links there are copper, and have no transceivers; write link")
      }
      return .links(near, far, .some(count), isOneWay: false, .transceiver)
    }
  }

  /// Reads `{at: gpu12, domain: scale-out}`, and `to` where several links end there.
  private func end(
    _ value: DocumentNode
  ) throws(DocumentError) -> (near: Int32, far: Int32, count: Int) {
    var reader = try value.mapping()
    let near = try node(try reader.required("at"))
    let named = reader.optional("domain")
    let to = reader.optional("to")
    let count = try reader.optionalInteger("count", in: 1...4096) ?? 1
    try reader.finish()
    var domain: Int32?
    if let named {
      let text = try named.string()
      guard let row = cluster.domains.firstIndex(of: text) else {
        throw named.error(
          "\"\(text)\" is no domain\(Suggestion.hint(for: text, among: cluster.domains))")
      }
      domain = Int32(row)
    }
    let found = fabric.neighbours(of: near, domain: domain)
    if let to {
      let far = try node(to)
      guard found.contains(far) else {
        throw to.error(
          "no such link leads from \(cluster.nodes.name[Int(near)]) to "
            + "\(cluster.nodes.name[Int(far)])")
      }
      return (near, far, count)
    }
    guard let far = found.first, found.count == 1 else {
      let names = found.prefix(6).map { cluster.nodes.name[Int($0)] }.joined(separator: ", ")
      throw value.error(
        found.isEmpty
          ? "no such link leaves \(cluster.nodes.name[Int(near)])"
          : "links lead from there to \(found.count) nodes; write domain, or to: one of \(names)"
            + (found.count > 6 ? ", ..." : ""))
    }
    return (near, far, count)
  }

  /// A number, or the name of the node.
  private func accelerator(_ value: DocumentNode) throws(DocumentError) -> Int32 {
    let text = try value.string()
    if Int(text) != nil {
      return Int32(try value.integer(in: 0...cluster.accelerators.count - 1))
    }
    let number = try node(value)
    guard Int(number) < cluster.accelerators.count else {
      throw value.error("\"\(text)\" is no accelerator")
    }
    return number
  }

  private func other(
    _ value: DocumentNode, _ kind: NodeKind, _ noun: String
  ) throws(DocumentError) -> Int32 {
    let number = try node(value)
    guard cluster.nodes.kind[Int(number)] == kind else {
      throw value.error("\"\(try value.string())\" is no \(noun)")
    }
    return number
  }

  private func node(_ value: DocumentNode) throws(DocumentError) -> Int32 {
    let text = try value.string()
    if let number = numbers[text] { return number }
    // Of many thousand names, one of each kind tells how they go.
    var seen: Set<String> = []
    let examples = cluster.nodes.name.filter {
      seen.insert(String($0.reversed().drop { $0.isNumber })).inserted
    }
    throw value.error(
      "\"\(text)\" is no node of \(cluster.name); nodes are called such as "
        + examples.prefix(6).joined(separator: ", "))
  }
}
