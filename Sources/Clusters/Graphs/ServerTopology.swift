// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// One server as NCCL describes it (`NCCL_TOPO_DUMP_FILE`; format of `src/graph/xml.cc` and `topo.cc`
/// of NVIDIA/nccl): processors, the PCI devices below them, and the links of each GPU.
///
/// GPUs become accelerators in the order of their ranks; processors, PCI switches and NVSwitches
/// become switches.
struct ServerTopology {
  /// A GPU and what links it beside PCI.
  struct GPU {
    let element: MarkupElement
    let bus: BusID
    let name: String
    /// Of the processor above it.
    let processor: String
    /// By which accelerators are numbered.
    var order = 0
  }

  struct Processor {
    let name: DocumentNode
    /// The technology that mostly joins two of its kind.
    let usualLink: String?
  }

  var source: GraphSource
  var graph: GraphDescription
  var gpus: [GPU] = []
  /// Names by place, of those that links may name.
  var gpuOfBus: [BusID: Int] = [:]
  var bridgeOfBus: [BusID: String] = [:]
  var processors: [Processor] = []
  /// Direct links between PCI switches, as the first end lists them.
  var shortcuts: [(from: BusID, element: MarkupElement)] = []
  /// Switches and NICs of the tree of PCI, and the links of the tree.
  private var devices: [GraphNode] = []
  private var treeLinks: [GraphLink] = []
  private var nics = 0
  private let hasRanks: Bool

  private init(_ source: GraphSource, _ root: MarkupElement) {
    self.source = source
    graph = GraphDescription(at: root.place)
    hasRanks = root.contains { $0.name == "gpu" && $0["rank"] != nil }
  }

  /// Reads a server.
  ///
  /// - Parameters:
  ///   - root: the element `system`.
  ///   - source: what the cluster file says of it.
  /// - Returns: its graph; `source` knows afterwards which of its words were of use.
  /// - Throws: `DocumentError` that names file, line and attribute.
  static func graph(
    of root: MarkupElement, _ source: inout GraphSource
  ) throws(DocumentError) -> GraphDescription {
    var server = ServerTopology(source, root)
    try server.read(root)
    source = server.source
    return server.graph
  }

  private mutating func read(_ root: MarkupElement) throws(DocumentError) {
    // RCCL, which shares the format, writes 2.
    _ = try root.required("version").integer(in: 1...2)
    try root.refuseChildren(but: ["cpu"])
    var host: String?
    for processor in root.children {
      let its = processor["host_hash"] ?? ""
      guard host == nil || host == its else {
        throw processor.error(
          "is of another server than those before (host_hash); a file describes one server")
      }
      host = its
      try addProcessor(processor)
    }
    try orderGPUs()
    graph.nodes = gpus.map {
      GraphNode(place: $0.element.place, name: $0.name, meaning: .accelerator)
    }
    for (number, gpu) in gpus.enumerated() { gpuOfBus[gpu.bus] = number }
    // Inner links come first: those of GPUs, then PCI, then those between processors.
    try addGPULinks()
    graph.nodes += devices
    graph.links += treeLinks
    try addShortcuts()
    try addProcessorLinks()
    if nics > 0 {
      graph.note(
        "\(graph.place.file): nothing is beyond its \(nics) NICs: the file is of one server")
    }
  }

  /// Adds a processor and the devices below it.
  private mutating func addProcessor(_ element: MarkupElement) throws(DocumentError) {
    try element.refuseChildren(but: ["pci", "nic"])
    let number = try element.required("numaid").integer(in: -1...Int(Int32.max))
    let name = "cpu\(number)"
    devices.append(
      GraphNode(
        place: element.place, name: name, meaning: try meaning(of: "cpu", at: element, name)))
    processors.append(
      Processor(name: element.place.named(name), usualLink: try element.usualProcessorLink()))
    for child in element.children {
      if child.name == "nic" {
        // No device, no link: NCCL puts it beside any processor.
        graph.note("\(child.file):\(child.line): a NIC without a PCI device is left out")
      } else {
        try addDevice(child, below: name, processor: name)
      }
    }
  }

  /// Adds a PCI device, with what is below it, and its link to what is above.
  private mutating func addDevice(
    _ element: MarkupElement, below upper: String, processor: String
  ) throws(DocumentError) {
    try element.refuseChildren(but: ["pci", "gpu", "nic", "pcilink"])
    let bus = try BusID(try element.required("busid"))
    let parts = element.children.filter { $0.name == "gpu" }
    guard parts.count < 2, parts.first?["mlopart"] == nil else {
      throw element.error("parts of a GPU (mlopart) are not read: let it stand as one")
    }
    let inner = element.children.filter { $0.name == "pci" }
    let nics = element.children.filter { $0.name == "nic" }
    guard (parts.isEmpty ? 0 : 1) + nics.count + (inner.isEmpty ? 0 : 1) < 2 else {
      throw element.error("is more than one of a GPU, a NIC and a switch")
    }
    let name: String
    if let gpu = parts.first {
      guard !hasRanks || gpu["rank"] != nil else {
        graph.note("\(gpu.file):\(gpu.line): the GPU at \(bus) has no rank and is left out")
        return
      }
      name = try addGPU(gpu, bus, processor)
    } else if let nic = nics.first {
      name = try addNIC(nic, bus)
    } else if !inner.isEmpty, element.contains(where: { ["gpu", "nic"].contains($0.name) }) {
      name = "pci-\(bus)"
      bridgeOfBus[bus] = name
      shortcuts += element.children.filter { $0.name == "pcilink" }.map { (bus, $0) }
      devices.append(
        GraphNode(
          place: element.place, name: name, meaning: try meaning(of: "pci", at: element, name)))
      for child in inner { try addDevice(child, below: name, processor: processor) }
    } else {
      graph.note("\(element.file):\(element.line): nothing that is read hangs on \(bus)")
      return
    }
    treeLinks.append(try pciLink(element, from: name, to: upper))
  }

  private mutating func addGPU(
    _ element: MarkupElement, _ bus: BusID, _ processor: String
  ) throws(DocumentError) -> String {
    try element.refuseChildren(but: ["nvlink", "xgmi", "c2c"])
    let number = try element.required("dev").integer(in: 0...Int(Int32.max))
    var gpu = GPU(element: element, bus: bus, name: "gpu\(number)", processor: processor)
    gpu.order = hasRanks ? try element.required("rank").integer(in: 0...Int(Int32.max)) : number
    gpus.append(gpu)
    return gpu.name
  }

  private mutating func addNIC(
    _ element: MarkupElement, _ bus: BusID
  ) throws(DocumentError) -> String {
    try element.refuseChildren(but: ["net", "gin", "rma"])
    let meaning = try meaning(of: "nic", at: element, "the NIC at \(bus)")
    var speed = BitsPerSecond.zero
    for net in element.children where net.name == "net" {
      // Some producers write -1 for a speed that they do not know.
      guard let node = net.attribute("speed") else { continue }
      speed += .bitsPerSecond(Double(max(0, try node.integer(in: -1...100_000_000))) * 1e6)
    }
    if let technology = meaning.nic, speed > .zero, speed != technology.rate.value {
      graph.note(
        "\(element.file):\(element.line): the NIC at \(bus) is of \(speed), and "
          + "\(technology.name) of \(technology.rate.value)")
    }
    nics += 1
    // Cards of two ports are one device with two names.
    let nets = element.children.filter { $0.name == "net" }.compactMap { $0["name"] }
    let name = nets.isEmpty ? "nic-\(bus)" : nets.joined(separator: "+")
    devices.append(GraphNode(place: element.place, name: name, meaning: meaning))
    return name
  }

  /// What the cluster file says that a kind of device is.
  private mutating func meaning(
    of word: String, at element: MarkupElement, _ name: String
  ) throws(DocumentError) -> NodeMeaning {
    let kind = word == "nic" ? "nic" : "switch"
    guard let meaning = source.nodeKinds.meaning(of: word) else {
      throw element.error(
        "\(name) is a \(word), and graph.kinds does not say which: write kinds: {\(word): "
          + "{\(kind): NAME}}")
    }
    guard word == "nic" ? meaning.nic != nil : meaning.packetSwitch != nil else {
      throw element.error("\(name) is a \(word), which graph.kinds must name by \(kind)")
    }
    return meaning
  }

  private mutating func orderGPUs() throws(DocumentError) {
    gpus.sort { ($0.order, $0.name) < ($1.order, $1.name) }
    for (gpu, next) in zip(gpus, gpus.dropFirst()) where gpu.order == next.order {
      throw next.element.error(
        "\(hasRanks ? "rank" : "dev") \(next.order) is that of two GPUs; the other is on line "
          + "\(gpu.element.line)")
    }
  }
}

extension MarkupElement {
  var place: DocumentNode { DocumentNode(text: "", file: file, line: line, keyPath: name) }

  /// Whether an element somewhere inside satisfies a condition.
  func contains(where isSought: (MarkupElement) -> Bool) -> Bool {
    children.contains { isSought($0) || $0.contains(where: isSought) }
  }

  func refuseChildren(but known: [String]) throws(DocumentError) {
    for child in children where !known.contains(child.name) {
      throw child.error(
        "is no part of <\(name)> that is read\(Suggestion.hint(for: child.name, among: known))")
    }
  }
}

extension GraphSource {
  /// Reads what NCCL writes of a server.
  mutating func serverTopology(
    _ document: MarkupDocument
  ) throws(DocumentError) -> GraphDescription {
    try ServerTopology.graph(of: document.root, &self)
  }
}
