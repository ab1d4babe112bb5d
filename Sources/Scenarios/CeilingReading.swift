// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Documents
import Quantities

extension Ceiling {
  /// Reads `{scope: site, average: 12 MW, window: 1 s, on_breach: report}` or `{peak: 12 MW}`.
  init(_ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    var scope = Scope.site
    if let value = reader.optional("scope") { scope = try value.choice(of: ["site": .site]) }
    let average = try reader.optionalQuantity("average", Watts.self)
    let peak = try reader.optionalQuantity("peak", Watts.self)
    let windowNode = reader.optional("window")
    let window = try windowNode?.quantity(Seconds.self)
    if let value = reader.optional("on_breach") { _ = try value.choice(of: ["report": true]) }
    try reader.finish()
    switch (average, peak) {
    case (let average?, nil):
      if let windowNode, window == .zero { throw windowNode.error("a window takes some time") }
      self.init(scope: scope, limit: .average(average, window: window))
    case (nil, let peak?):
      if let windowNode { throw windowNode.error("belongs to an average; a peak has no window") }
      self.init(scope: scope, limit: .peak(peak))
    case (_?, _?):
      throw node.error("has both an average and a peak; write two ceilings")
    case (nil, nil):
      throw node.error("write average: POWER or peak: POWER, such as average: 12 MW")
    }
  }

  /// Reads what a command line says: `12 MW` (an average over the run), `12 MW over 1 s`,
  /// `peak 12 MW`.
  ///
  /// - Throws: `QuantityError` that says what is allowed.
  package init(parsing text: String) throws(QuantityError) {
    if text.hasPrefix("peak ") {
      self.init(limit: .peak(try Self.power(String(text.dropFirst("peak ".count)))))
      return
    }
    guard let over = text.range(of: " over ") else {
      self.init(limit: .average(try Self.power(text), window: nil))
      return
    }
    let window = try Seconds(parsing: String(text[over.upperBound...]))
    guard window > .zero else { throw QuantityError("\"\(text)\": a window takes some time") }
    let power = try Self.power(String(text[..<over.lowerBound]))
    self.init(limit: .average(power, window: window))
  }

  private static func power(_ text: String) throws(QuantityError) -> Watts {
    let power = try Watts(parsing: text)
    guard power > .zero else { throw QuantityError("\"\(text)\": a ceiling is above zero") }
    return power
  }
}

extension RecordChoice {
  /// Reads `[events, links, power, energy]`. The energy ledger is kept whether listed or not.
  init(_ node: DocumentNode) throws(DocumentError) {
    self.init(events: false, links: false, power: false)
    for element in try node.sequence() {
      switch try element.choice(
        of: ["events": "events", "links": "links", "power": "power", "energy": "energy"])
      {
      case "events": events = true
      case "links": links = true
      case "power": power = true
      default: break
      }
    }
  }
}
