// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What a cluster may draw at most, as its file says: what the hall, a rack or a board's slot can
/// feed and cool.
package struct PowerBudget: Sendable, Hashable {
  /// Everything, what cooling and conversion add included.
  package var site: Watts?
  /// The equipment of one full rack with its share of the network.
  package var rack: Watts?
  /// An accelerator with its share of servers and network.
  package var accelerator: Watts?

  init(_ node: DocumentNode, hasFloor: Bool) throws(DocumentError) {
    var reader = try node.mapping()
    for key in ["site", "rack", "accelerator"] {
      guard let value = reader.optional(key) else { continue }
      let power = try value.quantity(Watts.self)
      guard power > .zero else { throw value.error("a budget is above zero") }
      switch key {
      case "site": site = power
      case "rack":
        guard hasFloor else {
          throw value.error(
            "a rack is known where the file has a floor: {rack_pitch, accelerators_per_rack}")
        }
        rack = power
      default: accelerator = power
      }
    }
    try reader.finish()
    guard site != nil || rack != nil || accelerator != nil else {
      throw node.error("write site, rack or accelerator: POWER, such as site: 12 MW")
    }
  }
}
