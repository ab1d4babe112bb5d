// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import LinkPhysics
import Quantities
import Technologies

extension Explanation {
  init(_ record: Record) {
    name = record.name
    title = record.title
    kind = record.shape.kind
    file = record.file
    for entry in record.entries {
      switch entry.content {
      case .text(let text): facts.append((entry.keyPath, text))
      case .figure(let figure, let unit, let frequency):
        figures.append(FigureRow(entry, figure, unit, frequency))
      }
    }
    notes = record.gaps.map(\.problem)
  }

  init(_ loaded: LoadedCluster, file: String) {
    name = loaded.cluster.name
    title = "\(loaded.cluster.accelerators.count) x \(loaded.cluster.accelerators.name)"
    kind = "cluster"
    self.file = file
    composition = loaded.composition.map(\.description)
    // The section on faults says the same in full.
    let told = Set(loaded.faults?.summary ?? [])
    notes = loaded.notes.filter { !told.contains($0) }
    faults = loaded.faults.map(Faults.init)
    bill = Bill(ClusterBill(loaded))
    domains = loaded.linkPower.map { power in
      Domain(
        name: power.domain, isTrunk: power.isTrunk, links: power.links,
        delivered: Amount(power.delivered),
        path: Path(power.path),
        devices: power.devices.map { device in
          (
            device.place, device.name, device.components.map(\.rawValue), Amount(device.energy)
          )
        }, wholePath: Amount(power.wholePath), counted: Amount(power.counted))
    }
  }
}

extension Explanation.Faults {
  init(_ report: FaultReport) {
    self.init(
      notes: report.notes, lines: report.lines, cutOff: report.cutOff,
      capacity: report.capacity.map {
        Capacity(
          domain: $0.domain, left: Explanation.Amount($0.left),
          whole: Explanation.Amount($0.whole), part: $0.part, worst: $0.worst)
      }, accelerators: report.accelerators, failed: report.failed, spares: report.spares,
      seats: report.seats, seatNotes: report.seatNotes)
  }
}

extension Explanation.FigureRow {
  init(_ entry: Record.Entry, _ figure: Figure<Double>, _ unit: FigureUnit, _ frequency: Hertz?) {
    key = entry.keyPath
    meaning = frequency.map { "\(entry.meaning), at \($0)" } ?? entry.meaning
    amount = Explanation.Amount(
      text: unit.text(figure.value), value: figure.value, low: figure.low, high: figure.high,
      lowText: figure.low.map(unit.text), highText: figure.high.map(unit.text))
    year = figure.year
    boundary = figure.boundary
    includes = figure.includes.map(\.rawValue)
    kind = figure.kind
    grade = figure.grade.rawValue
    source = figure.source
    notes = figure.notes
  }
}

extension Explanation.Amount {
  init<D: Dimension>(_ value: Quantity<D>) {
    self.init(text: "\(value)", value: value.rawValue)
  }

  init<D: Dimension>(_ derived: Derived<D>) {
    self.init(
      text: "\(derived.value)", value: derived.value.rawValue, low: derived.low.rawValue,
      high: derived.high.rawValue, lowText: "\(derived.low)", highText: "\(derived.high)")
  }
}

extension Explanation.Path {
  /// Parts of the time that a link is busy, for which people are told what a bit pays.
  private static let loads = [1, 0.5, 0.2, 0.1]

  init(_ sum: PathSum) {
    name = sum.name
    lines = sum.lines.map { line in
      Line(
        figure: line.term.figure, includes: line.term.components.map(\.rawValue),
        isStatic: line.term.isStatic, energy: Explanation.Amount(line.energy))
    }
    total = Explanation.Amount(sum.total)
    loads = Self.loads.map {
      Load(utilisation: $0, energy: Explanation.Amount(sum.energy(at: $0)))
    }
    drivers = sum.total.drivers.map { driver in
      Driver(
        figure: driver.figure, grade: driver.grade.rawValue,
        atLow: Explanation.Amount(driver.atLow), atHigh: Explanation.Amount(driver.atHigh))
    }
    grade = sum.total.weakestGrade?.rawValue ?? ""
  }
}
