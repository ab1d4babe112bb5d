// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

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
