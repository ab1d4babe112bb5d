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
  private(set) var technology: LinkTechnology
  /// Name of the technology in the catalogue, by which accelerators count their ports.
  let port: String
  private(set) var devices: DeviceLink?
  /// What a bit pays from die edge to die edge.
  private(set) var path: PathSum
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

  /// The link over a run, where more follows from devices once its length is known.
  ///
  /// - Parameter length: of the run; nil where the file does not say.
  /// - Returns: the link with its retimers and with what its SerDes draw over such a loss.
  /// - Throws: `DocumentError` where retimers need a length, or none of them help.
  func laid(over length: Metres?) throws(DocumentError) -> LinkDescription {
    guard var devices, devices.dependsOnLength else { return self }
    guard let length else {
      guard let retimer = devices.retimer else { return self }
      throw node.error(
        "devices: how many of \(retimer.name) a run needs follows from its length: give length, "
          + "or a floor")
    }
    devices.length = length
    var laid = self
    laid.devices = devices
    do {
      laid.technology = try devices.resolved()
      laid.path = try PathSum(of: devices)
    } catch { throw node.error("\(error)") }
    return laid
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
    lines += [devices?.leftOut]
    return lines.compactMap { $0 }
  }
}

extension DocumentNode {
  /// Reads `{serdes, module or photonic, line, channels, retimers, circuit_switches}`: records by
  /// name.
  fileprivate func deviceLink(
    of technology: LinkTechnology, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> DeviceLink {
    var reader = try mapping()
    let serdes = try catalogue.record(try reader.required("serdes"), in: .serdes)
    var link = DeviceLink(
      technology: technology, serdes: serdes, module: nil, line: nil, channels: [])
    if let node = reader.optional("module") {
      link.module = try catalogue.record(node, in: .module)
    }
    if let node = reader.optional("photonic") {
      guard link.module == nil else { throw node.error("stands beside module; give one of them") }
      link.photonic = try catalogue.record(node, in: .photonicLink)
    }
    if let node = reader.optional("line") { link.line = try catalogue.record(node, in: .line) }
    for node in try reader.sequence("channels") {
      link.channels.append(try catalogue.record(node, in: .channel))
    }
    let retimers = reader.optional("retimers")
    let switches = reader.optional("circuit_switches")
    try reader.finish()
    if let retimers {
      link.retimer = try retimers.retimer(catalogue)
      if let problem = link.retimerProblem { throw retimers.error(problem) }
    }
    if let switches { link.circuitSwitches = try switches.circuitSwitches(in: link, catalogue) }
    if let problem = link.overlap { throw error(problem) }
    return link
  }

  /// Reads `[record]`: the kind that stands in the run, as often as it needs one.
  private func retimer(_ catalogue: TechnologyCatalogue) throws(DocumentError) -> Record {
    let names = try sequence()
    guard let name = names.first, names.count == 1 else {
      throw error(
        "lists \(names.count) records; give one: how many of it a run needs follows from its "
          + "length")
    }
    return try catalogue.record(name, in: .retimer)
  }

  /// Reads `{record, passes}`.
  private func circuitSwitches(
    in link: DeviceLink, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> CircuitSwitchPasses {
    guard let photonic = link.photonic else {
      throw error("take their loss from the budget of a photonic link: give photonic beside them")
    }
    guard !photonic.list("path", "element").contains(where: { $0.text == "circuit-switch" }) else {
      throw error(
        "\(photonic.name) has a circuit-switch in its path already, which would be counted twice")
    }
    var reader = try mapping()
    let record = try catalogue.record(try reader.required("record"), in: .circuitSwitch)
    let passes = try reader.integer("passes", in: 1...16)
    try reader.finish()
    do { return try CircuitSwitchPasses(record, passes: passes) } catch {
      throw self.error("\(error)")
    }
  }
}
