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
  /// Kinds of accelerators in the order of their numbers, one or more.
  let sets: [AcceleratorSet]
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
  var layouts: [FabricLayout?] = []
  var composition: [CompositionLine] = []
  /// By accelerator, the row of `sets`; empty where they follow one another.
  var setOfAccelerator: [Int32] = []
  /// The kinds of links, in the order of domains.
  var linkKinds: [LinkKind] = []
  /// What a bit passes beside them.
  var pathDevices: [[PathDevice]] = []
  private var files: [String]
  private var notes: [String] = []

  /// Reads everything but the fabric.
  init(
    _ reader: inout MappingReader, _ sets: [AcceleratorSet], files: [String],
    catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    root = reader.node
    self.catalogue = catalogue
    self.files = files
    self.sets = sets
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
    fabric = Fabric(accelerators: sets.reduce(0) { $0 + $1.count })
    if stated == nil, let facility = catalogue.facility { use(facility.file, []) }
    for set in sets { add(set) }
  }

  /// Accelerators of all kinds.
  var count: Int { fabric.nodes.acceleratorCount }

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
    _ kind: Equipment.Kind, at standing: DevicePlace?
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
        includes: includes, place: standing))
    composition.append(
      CompositionLine(
        domain: domain, place: "each of \(count) \(place)", figure: power.name,
        components: includes, amount: .power(power.value), outcome: .counted))
  }

  private mutating func add(_ set: AcceleratorSet) {
    let accelerator = set.technology
    let states = [
      accelerator.computing, accelerator.communicating, accelerator.waiting, accelerator.idle,
    ]
    use(accelerator.file, states.map(\.caution))
    for figure in states {
      composition.append(
        CompositionLine(
          domain: nil, place: "each of \(set.count) accelerators", figure: figure.name,
          components: figure.includes.map(\.rawValue), amount: .power(figure.value),
          outcome: .counted))
    }
    let (busy, idle, each) = (accelerator.computing, accelerator.idle, Double(set.count))
    equipment.append(
      Equipment(
        kind: .accelerator, name: accelerator.name, domain: nil, count: each,
        includes: accelerator.includes, price: .own(Priced(accelerator.name, accelerator.price)),
        idle: { draw in draw(idle) * each }, busy: { draw in draw(busy) * each }))
    guard let server = set.server else { return }
    let perServer = server.accelerators.value
    use(server.file, [server.power.caution])
    addDevice(
      server.name, domain: nil, count: (set.count + perServer - 1) / perServer,
      power: server.power, price: server.price, .server,
      at: sets.count == 1 ? .servers(of: perServer) : nil)
  }

  private var accelerators: Accelerators {
    guard sets.count > 1 else { return Accelerators(sets[0].group) }
    let inOrder = sets.enumerated().flatMap { row, set in
      [Int32](repeating: Int32(row), count: set.count)
    }
    return Accelerators(
      sets.map(\.group), groupOf: setOfAccelerator.isEmpty ? inOrder : setOfAccelerator)
  }

  func finish(
    name: String, resolved: DocumentNode, faults: DocumentNode?, spares: DocumentNode?
  ) throws(DocumentError) -> LoadedCluster {
    let whole = whole(name: name)
    let policy = try SparePolicy(spares, on: whole)
    guard faults != nil || spares != nil else { return loaded(whole, resolved) }
    var reading: FaultReading?
    if let faults {
      var its = FaultReading(whole, catalogue)
      try its.read(faults)
      reading = its
    }
    var cluster = reading?.tally.faulty() ?? whole
    let cutOff = cluster.cutOff(from: whole)
    var isOut = reading?.tally.hasFailed ?? [Bool](repeating: false, count: count)
    for accelerator in cutOff { isOut[accelerator] = true }
    cluster.seating = RankSeats(policy, isOut: isOut) { whole.nodes.name[$0] }
    guard cluster.seatCount > 0 else {
      throw (faults ?? root).error("no accelerator of \(name) is left that could take a rank")
    }
    var loaded = loaded(cluster, resolved)
    let report = FaultReport(reading, whole: whole, left: cluster, cutOff: cutOff)
    loaded.files += (reading?.files ?? []).filter { !loaded.files.contains($0) }
    loaded.notes += report.summary
    loaded.faults = report
    return loaded
  }

  private func loaded(_ cluster: Cluster, _ resolved: DocumentNode) -> LoadedCluster {
    LoadedCluster(
      cluster: cluster, composition: composition, files: files, resolved: resolved, notes: notes,
      floor: floor, linkPower: domainPower(), linkKinds: linkKinds,
      linkAccounts: fabric.accounts, equipment: equipment + linkEquipment(),
      facilityFigure: facilityFigure, budget: budget)
  }

  /// The cluster without faults.
  private func whole(name: String) -> Cluster {
    var cluster = Cluster(
      name: name, nodes: fabric.nodes, links: fabric.links, accelerators: accelerators,
      devices: devices,
      messageOverhead: messageOverhead, domains: domains,
      powerUsageEffectiveness: powerUsageEffectiveness, inNetworkReduction: inNetworkReduction,
      linkClasses: linkClasses.isEmpty ? nil : linkClasses, routing: routing)
    cluster.domainRouting = domainRouting
    cluster.layouts = layouts
    cluster.rackSize = floor?.acceleratorsPerRack
    guard sets.count == 1 else { return cluster }
    if let server = sets[0].server {
      cluster.serverSize = server.accelerators.value
    } else if routing.blocks.count > 1 {
      cluster.serverSize = routing.blocks[0].evenSpan
    }
    return cluster
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
