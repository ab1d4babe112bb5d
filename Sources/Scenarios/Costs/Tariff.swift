// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// What energy is charged at: money, and carbon dioxide.
package struct Tariff: Sendable, Hashable {
  /// Of the record; nil where a price was written.
  package var name: String?
  /// nil where nobody said.
  package var electricity: CostRange<EnergyPriceDimension>?
  package var carbon: CostRange<CarbonIntensityDimension>?

  package init(
    name: String? = nil, electricity: CostRange<EnergyPriceDimension>? = nil,
    carbon: CostRange<CarbonIntensityDimension>? = nil
  ) {
    self.name = name
    self.electricity = electricity
    self.carbon = carbon
  }
}

/// A tariff as a command line names it.
package enum TariffChoice: Sendable, Hashable {
  case price(DollarsPerKilowattHour)
  /// A record of `tariffs`.
  case record(String)

  /// Reads `0.08 USD` (of a kilowatt-hour), `0.08 USD/kWh` or the name of a record.
  ///
  /// - Parameter text: as somebody wrote it; what begins like a number is a price.
  /// - Throws: what is wrong with a price.
  package init(parsing text: String) throws {
    guard let first = text.first, first.isNumber || "+-.".contains(first) else {
      self = .record(text)
      return
    }
    if text.contains("/") {
      self = .price(try DollarsPerKilowattHour(parsing: text))
    } else {
      self = .price(DollarsPerKilowattHour(rawValue: try Dollars(parsing: text).rawValue))
    }
  }
}

extension Workbench {
  /// The tariff that was chosen.
  ///
  /// - Parameters:
  ///   - choice: nil where nobody chose one.
  ///   - carbon: in the place of the record's; nil for that.
  /// - Returns: without what nobody said.
  /// - Throws: `InputError` for a name that no record has.
  package func tariff(
    _ choice: TariffChoice?, carbon: KilogramsPerKilowattHour?
  ) throws(InputError) -> Tariff {
    var tariff = Tariff()
    switch choice {
    case .price(let price): tariff.electricity = CostRange(price)
    case .record(let name):
      guard let record = catalogue.record(named: name, in: .tariff) else {
        let known = catalogue.records.filter { $0.shape.folder == RecordShape.tariff.folder }
        throw InputError(
          "--tariff: \"\(name)\" is no tariff; write a price such as '0.08 USD', or a name of "
            + "`list technologies`" + Suggestion.hint(for: name, among: known.map(\.name)))
      }
      tariff.name = name
      tariff.electricity = record.figure("electricity", DollarsPerKilowattHour.self)
        .map { CostRange($0) }
      tariff.carbon = record.figure("carbon", KilogramsPerKilowattHour.self)
        .map { CostRange($0) }
    case nil: break
    }
    if let carbon { tariff.carbon = CostRange(carbon) }
    return tariff
  }
}
