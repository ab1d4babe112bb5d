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
  /// Where the catalogue says it, not the file.
  let facilityFigure: Figure<Double>?
  let budget: PowerBudget?

  var fabric: Fabric
  var devices: [DeviceGroup] = []
  /// Everything that draws power beside the links, or is bought.
  var equipment: [Equipment] = []
  var domains: [String] = []
  var messageOverhead: [Seconds] = []
  var inNetworkReduction: [SwitchReduction?] = []
  var linkClasses: [LinkClass] = []
  var routing = RoutingScope.graph(acceleratorsForward: false)
  var domainRouting: [DomainRouting] = []
  var composition: [CompositionLine] = []
  /// The kinds of links, in the order of domains.
  var linkKinds: [LinkKind] = []
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
    facilityFigure = stated == nil ? catalogue.facility?.powerUsageEffectiveness : nil
    let limits = reader.optional("power_budget")
    if let limits {
      budget = try PowerBudget(limits, hasFloor: floor != nil)
    } else {
      budget = nil
    }
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
    _ name: String, domain: String?, count: Int, power: Figure<Watts>, price: Figure<Dollars>?,
    _ kind: Equipment.Kind
  ) {
    guard count > 0 else { return }
    let place = kind.rawValue
    equipment.append(
      Equipment(
        kind: kind, name: name, domain: domain, count: Double(count), includes: power.includes,
        price: .own(Priced(name, price)), idle: { draw in draw(power) * Double(count) },
        busy: { draw in draw(power) * Double(count) }))
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
    let (busy, idle, each) = (accelerator.computing, accelerator.idle, Double(count))
    equipment.append(
      Equipment(
        kind: .accelerator, name: accelerator.name, domain: nil, count: each,
        includes: accelerator.includes, price: .own(Priced(accelerator.name, accelerator.price)),
        idle: { draw in draw(idle) * each }, busy: { draw in draw(busy) * each }))
    guard let server else { return }
    let perServer = server.accelerators.value
    use(server.file, [server.power.caution])
    addDevice(
      server.name, domain: nil, count: (count + perServer - 1) / perServer, power: server.power,
      price: server.price, .server)
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
    return LoadedCluster(
      cluster: cluster, composition: composition, files: files, resolved: resolved, notes: notes,
      floor: floor, linkPower: domainPower(), linkKinds: linkKinds,
      linkAccounts: fabric.accounts, accountOfLink: fabric.accountOfLink,
      equipment: equipment + linkEquipment(), facilityFigure: facilityFigure, budget: budget)
  }
}

extension ServerTechnology {
  var scope: PowerScope { PowerScope(figure: power.name, includes: power.includes) }
}

extension AcceleratorTechnology {
  var scope: PowerScope { PowerScope(figure: "\(name).power", includes: includes) }
}

extension NICTechnology {
  var scope: PowerScope {
    PowerScope(figure: power.name, includes: power.includes, isPassed: true)
  }
}

extension SwitchTechnology {
  var scope: PowerScope {
    PowerScope(figure: power.name, includes: power.includes, isPassed: true)
  }
}
