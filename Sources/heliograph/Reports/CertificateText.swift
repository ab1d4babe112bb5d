// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

extension Certificate {
  /// What binds, with the name of a cut: `injection`, `cut: one half of nvlink`.
  var bindingText: String {
    binding == "cut" ? cutName.map { "cut: \($0)" } ?? binding : binding
  }

  /// A label and a text for each part; the one that binds says so.
  var rows: [[String]] {
    let parts = [
      ("latency", latency, nil), ("injection", injection, nil), ("cut", cut, cutName),
      ("reduction", reduction, nil),
    ]
    return parts.map { name, time, detail in
      let told = ["\(time)", detail, name == binding ? "binds" : nil].compactMap { $0 }
      return ["  \(name)", told.joined(separator: ", ")]
    }
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
