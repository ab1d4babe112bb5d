// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// Links of a graph on their way into the fabric: links that are alike are composed once.
struct GraphLaying {
  /// What stands at the ends of links: which of `devices`, by node.
  struct Devices {
    var devices: [LinkEndDevice] = []
    var ofNode: [Int] = []
  }

  struct Likeness: Hashable {
    let kind: Int
    let count: Int
    let rate: BitsPerSecond?
    let length: Metres?
    let isDuplex: Bool
    /// Rows of devices.
    let from: Int
    let to: Int
  }

  /// The values of a link and, of a duplex one, those back.
  struct Laid {
    let domain: Int32
    let values: [LinkValues]
  }

  let kinds: [LinkDescription]
  let devices: Devices
  var laid: [Likeness: Laid] = [:]

  init(_ kinds: LinkKinds, devices: Devices) {
    self.kinds = kinds.descriptions
    self.devices = devices
  }
}

extension ClusterAssembly {
  mutating func lay(
    _ link: GraphLink, from: Int, to: Int, _ laying: inout GraphLaying
  ) throws(DocumentError) {
    let likeness = GraphLaying.Likeness(
      kind: link.kind, count: link.count, rate: link.rate, length: link.length,
      isDuplex: link.isDuplex, from: laying.devices.ofNode[from], to: laying.devices.ofNode[to])
    let laid: GraphLaying.Laid
    if let known = laying.laid[likeness] {
      laid = known
    } else {
      laid = try compose(link, likeness, laying)
      laying.laid[likeness] = laid
    }
    let (start, end) = (Int32(from), Int32(to))
    fabric.connect(from: start, to: end, laid.values[0], domain: laid.domain)
    guard link.isDuplex else { return }
    fabric.connect(from: end, to: start, laid.values[1], domain: laid.domain)
  }

  private mutating func compose(
    _ link: GraphLink, _ likeness: GraphLaying.Likeness, _ laying: GraphLaying
  ) throws(DocumentError) -> GraphLaying.Laid {
    let description = try laying.kinds[link.kind].written(at: link.place)
      .laid(over: link.length)
    let (count, rate) = try description.bundle(asked: link.count, accelerator: nil)
    if let length = link.length { try description.check(reach: length) }
    if link.length == nil {
      note("links: where no length is given, time of flight is left out")
    }
    let domain = row(of: description)
    let each = link.rate ?? rate
    let composer = LinkComposer(
      domain: description.technology.name,
      kind: kind(of: description, rate: each, inDomain: Int(domain)), path: description.path,
      technology: description.technology, rate: each, length: link.length ?? .zero,
      latencyOverride: description.latency, node: link.place)
    let devices = laying.devices.devices
    var values: [LinkValues] = []
    let ends = [(likeness.from, likeness.to), (likeness.to, likeness.from)]
    for (start, end) in link.isDuplex ? ends : [ends[0]] {
      let composed = try composer.compose(
        from: devices[start], to: devices[end], isPair: link.isDuplex)
      for line in composed.lines where !composition.contains(line) { composition.append(line) }
      values.append(fabric.adopt(composed).bundled(count))
    }
    return GraphLaying.Laid(domain: domain, values: values)
  }

  /// The domain of a technology, which is added where it is new.
  private mutating func row(of link: LinkDescription) -> Int32 {
    let technology = link.technology
    if let row = domains.firstIndex(of: technology.name) { return Int32(row) }
    domains.append(technology.name)
    messageOverhead.append(technology.messageOverhead.value)
    linkClasses.append(technology.isOptical ? .network : .scaleUp)
    use(technology.file, link.cautions)
    for file in link.devices?.files ?? [] { use(file, []) }
    return Int32(domains.count - 1)
  }

  /// The kind of a link, which is new where its rate or its devices are.
  private mutating func kind(
    of link: LinkDescription, rate: BitsPerSecond, inDomain row: Int
  ) -> Int {
    let kind = link.kind(inDomain: row, rate: rate)
    let same = linkKinds.firstIndex { known in
      known.domain == row && known.module?.perEnd == kind.module?.perEnd
        && known.price.record == kind.price.record
        && known.path.lines.map(\.term.figure) == kind.path.lines.map(\.term.figure)
    }
    guard let same else {
      linkKinds.append(kind)
      return linkKinds.count - 1
    }
    return same
  }

  /// A graph's accelerators are of one kind.
  private var accelerator: AcceleratorTechnology { sets[0].technology }
  private var server: ServerTechnology? { sets[0].server }

  /// What stands at each node's end of a link, each kind of device once.
  func endDevices(of nodes: [GraphNode]) throws(DocumentError) -> GraphLaying.Devices {
    var found = GraphLaying.Devices()
    var rows: [String: Int] = [:]
    for entry in nodes {
      let key = "\(entry.meaning.kind) \(entry.meaning.name ?? accelerator.name)"
      if let row = rows[key] {
        found.ofNode.append(row)
        continue
      }
      rows[key] = found.devices.count
      found.ofNode.append(found.devices.count)
      found.devices.append(try endDevice(of: entry))
    }
    return found
  }

  private func endDevice(of entry: GraphNode) throws(DocumentError) -> LinkEndDevice {
    let serverScope = server.map { [$0.scope] } ?? []
    switch entry.meaning {
    case .accelerator:
      return LinkEndDevice(
        place: "accelerator end (\(accelerator.name))",
        covers: [accelerator.scope] + serverScope)
    case .packetSwitch(let packetSwitch):
      try refuseOverlap(
        packetSwitch.scope, entry.place, "take a server figure without what the graph names")
      return LinkEndDevice(
        place: "switch end (\(packetSwitch.name))", covers: [packetSwitch.scope],
        ingress: packetSwitch.latency, arriving: PathDevice(passing: packetSwitch))
    case .nic(let nic):
      try refuseOverlap(
        nic.scope, entry.place, "leave out the server, or take a server figure without NICs")
      return LinkEndDevice(
        place: "NIC end (\(nic.name))", covers: [nic.scope] + serverScope,
        ingress: nic.latency, arriving: PathDevice(one: nic))
    }
  }

  private func refuseOverlap(
    _ scope: PowerScope, _ place: DocumentNode, _ remedy: String
  ) throws(DocumentError) {
    guard let server else { return }
    try PowerScope.refuseOverlap(server.scope, scope, at: "server", node: place, remedy: remedy)
  }
}

extension NodeMeaning {
  /// Of the technology; nil for an accelerator, whose technology the cluster names.
  fileprivate var name: String? { packetSwitch?.name ?? nic?.name }
}
