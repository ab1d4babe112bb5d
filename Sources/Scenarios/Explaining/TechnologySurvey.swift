// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies

/// Every link and module of the catalogue side by side: what a bit pays from die edge to die edge,
/// how far it gets, and how fast.
package struct TechnologySurvey: Sendable {
  package struct Entry: Sendable {
    package var name: String
    /// Such as "copper", "pluggable", "co-packaged".
    package var kind: String
    package var energy: Range
    /// Metres; nil where the record states none.
    package var reach: Range?
    /// Joules per bit by the part of the time that the link is busy.
    package var loads: [(utilisation: Double, energy: Range)]
  }

  package struct Range: Sendable, Hashable {
    package var value: Double
    package var low: Double
    package var high: Double
  }

  package struct Reach: Sendable {
    package var name: String
    /// Bits per second of a lane, and metres.
    package var points: [(rate: Double, reach: Range)]

    func hasPoints(of other: Self) -> Bool {
      points.elementsEqual(other.points) { $0.rate == $1.rate && $0.reach == $1.reach }
    }
  }

  package var entries: [Entry] = []
  package var reaches: [Reach] = []

  /// - Parameter root: the data folder.
  /// - Throws: `DocumentError` for a record that is wrong.
  package init(root: DataRoot) throws {
    let catalogue = try TechnologyCatalogue(folders: [root.path + "/technologies"])
    for link in catalogue.links where link.medium == .copper {
      entries.append(Entry(PathSum(of: link), kind: "copper", reach: link.reach))
    }
    for module in catalogue.records where module.shape.folder == "modules" {
      guard let sum = PathSum(of: module, in: catalogue) else { continue }
      entries.append(
        Entry(sum, kind: module.text("form") ?? "", reach: module.figure("reach")))
    }
    reaches = try Self.reaches(catalogue)
  }

  /// A SerDes that at its own rate reaches less is not made for cables, and not drawn.
  private static let shortestShown = Metres.metres(0.1)

  /// Lane rates from 25 to 250 Gb/s, four levels a symbol, over each cable between each pair of ends.
  private static func reaches(_ catalogue: TechnologyCatalogue) throws -> [Reach] {
    let records = catalogue.records
    guard let link = catalogue.links.first(where: { $0.medium == .copper }) else { return [] }
    var found: [Reach] = []
    for serdes in records
    where serdes.shape.folder == "serdes" && serdes.text("modulation") == "pam4" {
      for line in records
      where line.shape.folder == "lines" && line.spectrum("loss", DecibelsPerMetre.self).count > 1 {
        for channel in records
        where channel.shape.folder == "channels" && channel.number("skin_share") != nil {
          let devices = DeviceLink(
            technology: link, serdes: serdes, module: nil, line: line, channels: [channel])
          let points = stride(from: 25.0, through: 250, by: 12.5).compactMap { gigabits in
            devices.reach(at: .gigabitsPerSecond(gigabits)).map {
              (rate: gigabits * 1e9, reach: Range($0))
            }
          }
          guard let rate = serdes.figure("lane_rate", BitsPerSecond.self)?.value,
            let own = devices.reach(at: rate)?.value, own >= shortestShown
          else { continue }
          let curve = Reach(name: "\(line.name), \(serdes.name)", points: points)
          // Two SerDes of one budget reach as far: one curve says it.
          if !found.contains(where: { $0.hasPoints(of: curve) }) { found.append(curve) }
        }
      }
    }
    return found
  }
}

extension TechnologySurvey.Range {
  init<D: Dimension>(_ derived: Derived<D>) {
    self.init(
      value: derived.value.rawValue, low: derived.low.rawValue, high: derived.high.rawValue)
  }
}

extension TechnologySurvey.Entry {
  /// Parts of the time for curves.
  private static let utilisations = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1]

  init(_ sum: PathSum, kind: String, reach: Figure<Metres>?) {
    name = sum.name
    self.kind = kind
    energy = TechnologySurvey.Range(sum.total)
    self.reach = reach.map {
      TechnologySurvey.Range(
        value: $0.value.rawValue, low: ($0.low ?? $0.value).rawValue,
        high: ($0.high ?? $0.value).rawValue)
    }
    loads = Self.utilisations.map { ($0, TechnologySurvey.Range(sum.energy(at: $0))) }
  }
}
