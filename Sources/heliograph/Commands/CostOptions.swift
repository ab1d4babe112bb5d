// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

/// What time and energy are charged at.
struct CostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What a kilowatt-hour costs, such as '0.08 USD', or a tariff of `list technologies`.",
      valueName: "price|name"),
    transform: { try TariffChoice(parsing: $0) })
  var tariff: TariffChoice?
  @Option(
    help: ArgumentHelp(
      "What a kilowatt-hour emits, such as '0.4 kg/kWh', in the place of the tariff's.",
      valueName: "mass"),
    transform: { try readQuantity($0) })
  var carbon: KilogramsPerKilowattHour?
  @Flag(help: "What a step costs: devices by their depreciation, electricity, carbon dioxide.")
  var cost = false

  /// - Parameter tells: whether what costs is told without `--cost`, and how, for the message.
  /// - Throws: `ValidationError` where a rate is given and nothing is told that it would change.
  func check(besides tells: (option: String, isUsed: Bool)? = nil) throws {
    guard !cost, !(tells?.isUsed ?? false) else { return }
    let other = tells.map { " or \($0.option)" } ?? ""
    guard tariff == nil else { throw ValidationError("--tariff goes with --cost\(other)") }
    guard carbon == nil else { throw ValidationError("--carbon goes with --cost\(other)") }
  }

  /// - Returns: what was chosen, with nothing in it where nothing was.
  /// - Throws: `InputError` for a tariff that is not there.
  func tariff(_ workbench: Workbench) throws -> Tariff {
    try workbench.tariff(tariff, carbon: carbon)
  }
}
