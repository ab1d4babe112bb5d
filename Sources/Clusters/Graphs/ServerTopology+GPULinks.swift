// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

extension ServerTopology {
  /// What a link of a GPU leads to, by the PCI class of its target.
  private enum Target {
    case gpu
    case nvSwitch
    case processor
  }

  /// One entry of a GPU, read.
  private struct Listed {
    let element: MarkupElement
    var count: Int
  }

  /// Adds the links of GPUs: to each other, to NVSwitches, and to their processors.
  mutating func addGPULinks() throws(DocumentError) {
    // By the two GPUs, what the first lists to the second.
    var peers: [[Int: Listed]] = gpus.map { _ in [:] }
    var order: [(gpu: Int, peer: Int)] = []
    var switched: [(gpu: Int, bus: BusID, listed: Listed)] = []
    var toProcessors: [GraphLink] = []
    for number in gpus.indices {
      for element in gpus[number].element.children {
        if element.name == "c2c" {
          toProcessors.append(try chipToChip(element, of: gpus[number]))
          continue
        }
        let listed = Listed(
          element: element, count: try element.required("count").integer(in: GraphLink.counts))
        let bus = try BusID(try element.required("target"))
        switch try target(of: element, bus) {
        case .gpu:
          guard let peer = gpuOfBus[bus] else {
            // Jobs of some of a server's GPUs are dumped without the others.
            graph.note(
              "\(element.file):\(element.line): \(gpus[number].name) has \(listed.count) links to "
                + "\(bus), which is not there: they are left out")
            continue
          }
          guard peer != number else { throw element.error("joins \(gpus[number].name) to itself") }
          guard peers[number].updateValue(listed, forKey: peer) == nil else {
            throw element.error("\(gpus[number].name) lists \(gpus[peer].name) twice")
          }
          order.append((number, peer))
        case .processor:
          let kind = try kind(of: element, gpus[number])
          graph.links.append(
            GraphLink(
              place: element.place, from: element.place.named(gpus[number].name),
              to: element.place.named(gpus[number].processor), kind: kind, count: listed.count))
        case .nvSwitch:
          switched.append((number, bus, listed))
        }
      }
    }
    for (gpu, peer) in order where gpu < peer || peers[peer][gpu] == nil {
      try join(gpu, peer, peers)
    }
    try addSwitched(switched)
    graph.prefersFirstTechnology = !graph.links.isEmpty
    graph.links += toProcessors
  }

  private mutating func add(_ listed: Listed, _ from: String, _ to: String, _ kind: Int) {
    let place = listed.element.place
    graph.links.append(
      GraphLink(
        place: place, from: place.named(from), to: place.named(to), kind: kind,
        count: listed.count))
  }

  /// Both list the links between them, and must agree.
  private mutating func join(
    _ gpu: Int, _ peer: Int, _ peers: [[Int: Listed]]
  ) throws(DocumentError) {
    guard let listed = peers[gpu][peer] else { return }
    let back = peers[peer][gpu]
    guard back?.count == listed.count else {
      throw listed.element.error(
        "\(gpus[gpu].name) lists \(listed.count) links to \(gpus[peer].name), which lists "
          + "\(back?.count ?? 0) back")
    }
    add(
      listed, gpus[gpu].name, gpus[peer].name, try kind(of: listed.element, gpus[gpu]))
  }

  /// Joins GPUs to their NVSwitches, which are one node, as they are to NCCL: each link of a GPU leads to
  /// every GPU, so a message is spread over all of them by their number, not by the switches'.
  private mutating func addSwitched(
    _ switched: [(gpu: Int, bus: BusID, listed: Listed)]
  ) throws(DocumentError) {
    guard let first = switched.first else { return }
    let element = first.listed.element
    let meaning = try nvSwitch(at: element, try kind(of: element, gpus[first.gpu]))
    let seen = Set(switched.map(\.bus)).subtracting([.hidden])
    let links = switched.reduce(0) { $0 + $1.listed.count }
    let ports = meaning.packetSwitch?.ports.value ?? links
    let fewest = (links + ports - 1) / ports
    if seen.isEmpty {
      graph.note(
        "\(element.file): its NVSwitches are not seen: \(fewest) of "
          + "\(meaning.packetSwitch?.name ?? "them") are taken, the fewest that end \(links) links")
    }
    let node = GraphNode(
      place: element.place, name: "nvswitch", meaning: meaning,
      chips: seen.isEmpty ? fewest : seen.count)
    graph.nodes.append(node)
    // Entries of one GPU and kind stand side by side in the file: one bundle.
    var bundle: (gpu: Int, kind: Int, listed: Listed)?
    for (gpu, _, listed) in switched {
      let kind = try kind(of: listed.element, gpus[gpu])
      if let open = bundle, open.gpu == gpu, open.kind == kind {
        bundle?.listed.count += listed.count
        continue
      }
      if let open = bundle { add(open.listed, gpus[open.gpu].name, node.name, open.kind) }
      bundle = (gpu, kind, listed)
    }
    if let open = bundle { add(open.listed, gpus[open.gpu].name, node.name, open.kind) }
  }

  private func target(
    of element: MarkupElement, _ bus: BusID
  ) throws(DocumentError) -> Target {
    guard let node = element.attribute("tclass") else {
      return gpuOfBus[bus] == nil ? .nvSwitch : .gpu
    }
    let text = try node.string().lowercased()
    // Classes of PCI: displays and their processors, other bridges.
    if text.hasPrefix("0x03") || text.hasPrefix("0x12") { return .gpu }
    switch text {
    case "0x068000": return .nvSwitch
    case "0x068001": return .processor
    default:
      // AMD's accelerators are displays of another kind.
      if gpuOfBus[bus] != nil { return .gpu }
      throw node.error(
        "\"\(text)\" is no class of what a GPU's link leads to; known: 0x03.... (a GPU), 0x068000 "
          + "(an NVSwitch), 0x068001 (a processor)")
    }
  }

  /// The row of a GPU's links, by the generation of the GPU.
  private mutating func kind(
    of element: MarkupElement, _ gpu: GPU
  ) throws(DocumentError) -> Int {
    var usual: String?
    if element.name == "nvlink" {
      usual = Self.usualLink(of: try gpu.element.required("sm").integer(in: 1...999))
    }
    return try source.linkKinds.row(
      ofClass: element.name, usually: usual, at: element.place, in: &graph.kinds)
  }

  /// NVLink by compute capability, ten times: the tens are the architecture.
  private static func usualLink(of capability: Int) -> String? {
    switch capability {
    case 60: "nvlink1"
    case 70: "nvlink2"
    case 80: "nvlink3"
    case 90: "nvlink4"
    case 100...103: "nvlink5"
    default: nil
    }
  }

  /// Which NVSwitch it is: the one that the cluster file says, or that its links are made for.
  private mutating func nvSwitch(
    at element: MarkupElement, _ kind: Int
  ) throws(DocumentError) -> NodeMeaning {
    if let meaning = source.nodeKinds.meaning(of: "nvswitch") {
      guard meaning.packetSwitch != nil else {
        throw element.error("leads to an NVSwitch, which graph.kinds must name by switch")
      }
      return meaning
    }
    let technology = graph.kinds.descriptions[kind].technology
    guard let usual = technology.usualSwitch,
      let match = source.catalogue.switches.first(where: { $0.name == usual })
    else {
      throw element.error(
        "leads to an NVSwitch, \(technology.name) has no switch of its own, and graph.kinds does "
          + "not say which: write kinds: {nvswitch: {switch: NAME}}")
    }
    return .packetSwitch(match)
  }

  /// A GPU's link to the processor of its own package or board: `bw` is megabytes a second of one.
  private mutating func chipToChip(
    _ element: MarkupElement, of gpu: GPU
  ) throws(DocumentError) -> GraphLink {
    let speed = try element.required("bw").integer(in: 1...100_000_000)
    let row = try source.linkKinds.row(
      ofClass: "c2c", usually: "nvlink-c2c", at: element.place, in: &graph.kinds)
    return GraphLink(
      place: element.place, from: element.place.named(gpu.name),
      to: element.place.named(gpu.processor), kind: row,
      count: try element.required("count").integer(in: GraphLink.counts),
      rate: .bytesPerSecond(Double(speed) * 1e6))
  }
}
