// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import LinkPhysics
import Quantities
import Technologies

/// The `link:` of a file: a technology's name, or a mapping that overrides parts of it.
struct LinkDescription: Sendable {
  private(set) var node: DocumentNode
  /// As it is used: over other devices where the file names some.
  let technology: LinkTechnology
  /// Name of the technology in the catalogue, by which accelerators count their ports.
  let port: String
  let devices: DeviceLink?
  /// What a bit pays from die edge to die edge.
  let path: PathSum
  /// Of one link, one way.
  let rate: BitsPerSecond?
  /// Of all parallel links of an accelerator together, one way.
  let bandwidth: BitsPerSecond?
  /// Of each directed link, all included.
  let latency: Seconds?

  init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    self.node = node
    guard node.isMapping else {
      technology = try catalogue.link(node)
      port = technology.name
      devices = nil
      path = PathSum(of: technology)
      rate = nil
      bandwidth = nil
      latency = nil
      return
    }
    var reader = try node.mapping()
    let named = try catalogue.link(try reader.required("technology"))
    port = named.name
    if let node = reader.optional("devices") {
      let devices = try node.deviceLink(of: named, catalogue)
      do {
        technology = try devices.resolved()
        path = try PathSum(of: devices)
      } catch { throw node.error("\(error)") }
      self.devices = devices
    } else {
      technology = named
      path = PathSum(of: named)
      devices = nil
    }
    rate = try reader.optionalQuantity("rate")
    bandwidth = try reader.optionalQuantity("bandwidth")
    latency = try reader.optionalQuantity("latency")
    try reader.finish()
    guard rate == nil || bandwidth == nil else {
      throw node.error(
        "gives both rate (of one link) and bandwidth (of all parallel links); give one of them")
    }
    guard rate != .zero, bandwidth != .zero else { throw node.error("a link of no rate") }
  }

  /// Parallel links and the rate of each.
  ///
  /// - Parameters:
  ///   - asked: the file's `count`, if any.
  ///   - accelerator: knows how many links of a technology it has; nil where that has no meaning.
  /// - Returns: how many, and what each carries one way.
  /// - Throws: `DocumentError` for a rate of one link where their number is not written.
  func bundle(
    asked: Int?, accelerator: AcceleratorTechnology?
  ) throws(DocumentError) -> (count: Int, rate: BitsPerSecond) {
    let own = accelerator.flatMap { ports(of: $0) }
    if asked == nil, rate != nil, let own, own > 1 {
      throw node.error(
        "rate is that of one link, and \(accelerator?.name ?? "the accelerator") has \(own) of "
          + "\(port): write count beside it, or bandwidth for all of them together")
    }
    let count = asked ?? own ?? 1
    return (count, rate ?? bandwidth.map { $0 / Double(count) } ?? technology.rate.value)
  }

  /// The same kind of link where a graph has one of it: messages name that place.
  func written(at place: DocumentNode) -> LinkDescription {
    var moved = self
    moved.node = place
    return moved
  }

  /// Links of this technology that an accelerator has by its record; nil where it says none.
  func ports(of accelerator: AcceleratorTechnology) -> Int? {
    accelerator.ports.first { $0.link == port }?.count.value
  }

  /// Refuses a run that the technology does not span.
  ///
  /// - Parameters:
  ///   - length: of the longest run.
  ///   - floor: says how many accelerators lie within reach; nil where it is not described.
  /// - Throws: `DocumentError` at the link, with the reach and the run.
  func check(reach length: Metres, on floor: Floor? = nil) throws(DocumentError) {
    guard let reach = technology.reach, length > reach.high ?? reach.value else { return }
    let longest = reach.high ?? reach.value
    let room = floor.map {
      ", which joins \($0.mostAccelerators(within: longest)) accelerators here"
    }
    throw node.error(
      "\(technology.name) reaches \(longest) (\(reach.source))\(room ?? ""), and the run is "
        + "\(length); make the domain smaller, put more accelerators in a rack, give its length, "
        + "or take another link")
  }

  /// Figures that matter and are weak, in words.
  var cautions: [String] {
    var lines = [technology.rate.caution, technology.messageOverhead.caution]
    lines += [technology.transportEfficiency?.caution, technology.incastPenalty?.caution]
    lines += (technology.latency + technology.latencyPerEnd).map(\.caution)
    lines += technology.powerPerEnd.map(\.caution)
    lines += technology.energy.map(\.caution)
    return lines.compactMap { $0 }
  }
}

extension DocumentNode {
  /// Reads `{serdes, module or photonic, line, channels}`, each a record's name.
  fileprivate func deviceLink(
    of technology: LinkTechnology, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> DeviceLink {
    var reader = try mapping()
    let serdes = try catalogue.record(try reader.required("serdes"), in: .serdes)
    var module: Record?
    if let node = reader.optional("module") { module = try catalogue.record(node, in: .module) }
    var photonic: Record?
    if let node = reader.optional("photonic") {
      guard module == nil else { throw node.error("stands beside module; give one of them") }
      photonic = try catalogue.record(node, in: .photonicLink)
    }
    var line: Record?
    if let node = reader.optional("line") { line = try catalogue.record(node, in: .line) }
    var channels: [Record] = []
    for node in try reader.sequence("channels") {
      channels.append(try catalogue.record(node, in: .channel))
    }
    try reader.finish()
    let link = DeviceLink(
      technology: technology, serdes: serdes, module: module, photonic: photonic,
      line: line, channels: channels)
    if let problem = link.overlap { throw error(problem) }
    return link
  }
}
