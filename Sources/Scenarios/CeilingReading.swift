// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Documents
import Quantities

extension Ceiling {
  /// Reads `{scope: site, average: 12 MW, window: 1 s, on_breach: report}`, `{peak: 12 MW}` or
  /// `{energy: 2 GJ, per: step}`.
  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    let scopeNode = reader.optional("scope")
    let scope = try scopeNode?.choice(among: Scope.allCases) ?? .site
    let average = try reader.optionalQuantity("average", Watts.self)
    let peak = try reader.optionalQuantity("peak", Watts.self)
    let energy = try reader.optionalQuantity("energy", Joules.self)
    let windowNode = reader.optional("window")
    let window = try windowNode?.quantity(Seconds.self)
    let perNode = reader.optional("per")
    let breach = reader.optional("on_breach")
    let response = try breach?.choice(among: Response.allCases) ?? .report
    try reader.finish()
    if let windowNode, window == .zero { throw windowNode.error("a window takes some time") }
    if let windowNode, average == nil {
      throw windowNode.error("belongs to an average; peaks and energies have no window")
    }
    if let perNode, energy == nil { throw perNode.error("belongs to an energy") }
    switch (average, peak, energy) {
    case (let average?, nil, nil):
      self.init(
        scope: scope, limit: .average(average, window: window), response: response)
    case (nil, let peak?, nil):
      self.init(scope: scope, limit: .peak(peak), response: response)
    case (nil, nil, let energy?):
      if let scopeNode, scope != .site { throw scopeNode.error("energy is that of the site") }
      if let breach, response != .report {
        throw breach.error("energy is reported; clocks and counts do not follow from it")
      }
      let share = try perNode?.choice(among: EnergyShare.allCases) ?? .run
      self.init(limit: .energy(energy, per: share))
    case (nil, nil, nil):
      throw node.error(
        "write average: POWER, peak: POWER or energy: ENERGY, such as average: 12 MW")
    default: throw node.error("has several limits; write a ceiling for each")
    }
  }

  /// Reads what a command line says: `12 MW` (an average over the run), `12 MW over 1 s`,
  /// `peak 12 MW`, `rack 40 kW over 1 s`, `rack peak 60 kW`, `energy 2 GJ per step`; each with
  /// `, throttle` or `, shrink` behind it.
  ///
  /// - Throws: `QuantityError` that says what is allowed.
  package init(parsing text: String) throws(QuantityError) {
    var rest = Substring(text)
    let response = try Self.response(&rest, of: text)
    if rest.hasPrefix("energy ") {
      guard response == .report else {
        throw QuantityError("\"\(text)\": energy is reported; it neither throttles nor shrinks")
      }
      self.init(limit: try Self.energy(rest.dropFirst("energy ".count), of: text))
      return
    }
    var scope = Scope.site
    for one in Scope.allCases where rest.hasPrefix("\(one.rawValue) ") {
      scope = one
      rest = rest.dropFirst(one.rawValue.count + 1)
      break
    }
    self.init(scope: scope, limit: try Self.power(rest, of: text), response: response)
  }

  private static func response(
    _ rest: inout Substring, of text: String
  ) throws(QuantityError) -> Response {
    guard let comma = rest.lastIndex(of: ",") else { return .report }
    let word = rest[rest.index(after: comma)...].drop { $0 == " " }
    guard let response = Response(rawValue: String(word)) else {
      throw QuantityError("\"\(text)\": behind the comma goes report, throttle or shrink")
    }
    rest = rest[..<comma]
    return response
  }

  private static func energy(
    _ text: Substring, of whole: String
  ) throws(QuantityError) -> Limit {
    let parts = text.split(separator: " per ", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw QuantityError("\"\(whole)\": one \"per\" at most") }
    let energy = try Joules(parsing: String(parts[0]))
    guard energy > .zero else { throw QuantityError("\"\(whole)\": a ceiling is above zero") }
    guard parts.count == 2 else { return .energy(energy, per: .run) }
    guard let share = EnergyShare(rawValue: String(parts[1])) else {
      throw QuantityError("\"\(whole)\": energy is per step, token or run")
    }
    return .energy(energy, per: share)
  }

  private static func power(
    _ text: Substring, of whole: String
  ) throws(QuantityError) -> Limit {
    func power(_ text: Substring) throws(QuantityError) -> Watts {
      let power = try Watts(parsing: String(text))
      guard power > .zero else { throw QuantityError("\"\(whole)\": a ceiling is above zero") }
      return power
    }
    if text.hasPrefix("peak ") { return .peak(try power(text.dropFirst("peak ".count))) }
    guard let over = text.range(of: " over ") else {
      return .average(try power(text), window: nil)
    }
    let window = try Seconds(parsing: String(text[over.upperBound...]))
    guard window > .zero else { throw QuantityError("\"\(whole)\": a window takes some time") }
    return .average(try power(text[..<over.lowerBound]), window: window)
  }
}
