// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

extension Certificate {
  /// What binds, with the name of a cut: `injection`, `cut: one half of nvlink`.
  var bindingText: String {
    binding == "cut" ? cutName.map { "cut: \($0)" } ?? binding : binding
  }

  /// Every part, the one that binds first and marked.
  var partsText: String {
    let parts = [
      ("latency", latency), ("injection", injection), ("cut", cut), ("reduction", reduction),
    ]
    return parts.map { name, time in
      let named = name == "cut" ? cutName.map { "cut \(time) (\($0))" } : nil
      return (named ?? "\(name) \(time)") + (name == binding ? ", which binds" : "")
    }.joined(separator: "; ")
  }

  /// `cut` is null where nothing must cross any boundary.
  var json: JSONValue {
    .object([
      "latency_s": .number(latency.rawValue), "injection_s": .number(injection.rawValue),
      "cut_s": .number(cut.rawValue), "cut": JSONValue(cutName),
      "reduction_s": .number(reduction.rawValue), "binding": .string(binding),
    ])
  }
}
