// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import LinkPhysics
import Quantities
import Technologies

/// A cluster while its file is being read: what is common to domains and explicit graphs.
struct ClusterAssembly {
  let root: DocumentNode
  let catalogue: TechnologyCatalogue
  let accelerator: AcceleratorTechnology
  let count: Int
  let countNode: DocumentNode
  let server: ServerTechnology?
  let floor: Floor?
  let powerUsageEffectiveness: Double

  var fabric: Fabric
  var devices: [DeviceGroup] = []
  var domains: [String] = []
  var messageOverhead: [Seconds] = []
  var inNetworkReduction: [SwitchReduction?] = []
  var linkClasses: [LinkClass] = []
  var routing = RoutingScope.graph(acceleratorsForward: false)
  var domainRouting: [DomainRouting] = []
  var layouts: [FabricLayout?] = []
  var composition: [CompositionLine] = []
  /// What a bit pays on the links of each domain.
  var paths: [PathSum] = []
  /// What a bit passes beside them.
  var pathDevices: [[PathDevice]] = []
  private var files: [String]
  private var notes: [String] = []

  /// Reads everything but the fabric.
  init(
    _ reader: inout MappingReader, files: [String], catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    root = reader.node
    self.catalogue = catalogue
    self.files = files
    let kindNode = try reader.required("accelerator")
    var kind = try kindNode.mapping()
    accelerator = try catalogue.accelerator(try kind.required("kind"))
    countNode = try kind.required("count")
    count = try countNode.integer(in: 1...Cluster.mostAccelerators)
    try kind.finish()
    if let node = reader.optional("server") {
      let server = try catalogue.server(node)
      try PowerScope.refuseOverlap(
        server.scope, accelerator.scope, at: "server", node: node,
        remedy: "take a server figure without the accelerators")
      self.server = server
    } else {
      server = nil
    }
    if let node = reader.optional("floor") { floor = try Floor(node) } else { floor = nil }
    let stated = try reader.optionalNumber("pue", in: 1...10)
    if let stated {
      powerUsageEffectiveness = stated
    } else if let facility = catalogue.facility {
      let figure = facility.powerUsageEffectiveness
      powerUsageEffectiveness = figure.value
      notes.append("pue is not given: \(figure.value) is taken (\(figure.source))")
    } else {
      throw root.error("\"pue\" is missing, and no technology folder has a facility.yaml")
    }
    fabric = Fabric(accelerators: count)
    if stated == nil, let facility = catalogue.facility { use(facility.file, []) }
    use(
      accelerator.file,
      [accelerator.computing, accelerator.communicating, accelerator.waiting, accelerator.idle]
        .map(\.caution))
    addAcceleratorAndServer()
  }

  /// Records a technology's file and its weak figures, once.
  mutating func use(_ file: String, _ cautions: [String?]) {
    if !files.contains(file) { files.append(file) }
    for caution in cautions.compactMap({ $0 }) { note(caution) }
  }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  mutating func addDevice(
    _ name: String, domain: String?, count: Int, power: Figure<Watts>, at place: String
  ) {
    guard count > 0 else { return }
    let includes = power.includes.map(\.rawValue)
    devices.append(
      DeviceGroup(
        name: domain.map { "\(name) (\($0))" } ?? name, count: count, power: power.value,
        includes: includes))
    composition.append(
      CompositionLine(
        domain: domain, place: "each of \(count) \(place)", figure: power.name,
        components: includes, amount: .power(power.value), outcome: .counted))
  }

  private mutating func addAcceleratorAndServer() {
    let states = [
      accelerator.computing, accelerator.communicating, accelerator.waiting, accelerator.idle,
    ]
    for figure in states {
      composition.append(
        CompositionLine(
          domain: nil, place: "each of \(count) accelerators", figure: figure.name,
          components: figure.includes.map(\.rawValue), amount: .power(figure.value),
          outcome: .counted))
    }
    guard let server else { return }
    let perServer = server.accelerators.value
    use(server.file, [server.power.caution])
    addDevice(
      server.name, domain: nil, count: (count + perServer - 1) / perServer, power: server.power,
      at: "servers")
  }

  func finish(name: String, resolved: DocumentNode) -> LoadedCluster {
    let power = AcceleratorPower(
      computing: accelerator.computing.value, communicating: accelerator.communicating.value,
      waiting: accelerator.waiting.value, idle: accelerator.idle.value,
      includes: accelerator.includes.map(\.rawValue))
    let group = AcceleratorGroup(
      name: accelerator.name, count: count, power: power,
      peak: accelerator.peaks.first?.speed.value,
      memoryBandwidth: accelerator.memoryBandwidth.value)
    var cluster = Cluster(
      name: name, nodes: fabric.nodes, links: fabric.links, accelerators: group, devices: devices,
      messageOverhead: messageOverhead, domains: domains,
      powerUsageEffectiveness: powerUsageEffectiveness, inNetworkReduction: inNetworkReduction,
      linkClasses: linkClasses.isEmpty ? nil : linkClasses, routing: routing)
    cluster.domainRouting = domainRouting
    cluster.layouts = layouts
    return LoadedCluster(
      cluster: cluster, composition: composition, files: files, resolved: resolved, notes: notes,
      floor: floor, linkPower: cluster.power(along: paths, pathDevices))
  }
}

extension ServerTechnology {
  var scope: PowerScope { PowerScope(figure: power.name, includes: power.includes) }
}

extension AcceleratorTechnology {
  var scope: PowerScope { PowerScope(figure: "\(name).power", includes: includes) }
}

extension NICTechnology {
  var scope: PowerScope { PowerScope(figure: power.name, includes: power.includes) }
}

extension SwitchTechnology {
  var scope: PowerScope { PowerScope(figure: power.name, includes: power.includes) }
}
