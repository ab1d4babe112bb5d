// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

extension CeilingResponse {
  /// `throttled: 8 accelerators at 83.1 % of their clock (1.645 GHz); time 1.12 times, energy 0.93
  /// times as much (9 simulations)`
  var text: String {
    switch kind {
    case .throttled(let accelerators, let clock, let speed):
      "throttled: \(Numerals.count(accelerators)) accelerators at \(Numerals.percent(clock)) of "
        + "their clock (\(speed)); " + cost
    case .shrunk(let accelerators, let data?):
      "shrunk to \(Numerals.count(accelerators)) accelerators, dp \(data); " + cost
    case .shrunk(let accelerators, nil):
      "shrunk to the \(Numerals.count(accelerators)) accelerators that have a rank; " + cost
    case .failed(let reason): "cannot be kept: \(reason)"
    }
  }

  private var cost: String {
    let time = durationBefore > .zero ? durationAfter / durationBefore : 1
    let energy = energyBefore > .zero ? energyAfter / energyBefore : 1
    return "\(Numerals.times(time)) the time, \(Numerals.times(energy)) the energy "
      + "(\(simulations) simulations)"
  }

  var json: JSONValue {
    var keys: [String: JSONValue] = [
      "ceiling": .string("\(ceiling)"), "time_before_s": .number(durationBefore.rawValue),
      "time_after_s": .number(durationAfter.rawValue),
      "energy_before_J": .number(energyBefore.rawValue),
      "energy_after_J": .number(energyAfter.rawValue), "simulations": .integer(simulations),
    ]
    switch kind {
    case .throttled(let accelerators, let clock, let speed):
      keys["action"] = .string("throttled")
      keys["accelerators"] = .integer(accelerators)
      keys["clock"] = .number(clock)
      keys["clock_Hz"] = .number(speed.rawValue)
    case .shrunk(let accelerators, let data):
      keys["action"] = .string("shrunk")
      keys["accelerators"] = .integer(accelerators)
      keys["dp"] = data.map(JSONValue.integer) ?? .null
    case .failed(let reason):
      keys["action"] = .string("failed")
      keys["reason"] = .string(reason)
    }
    return .object(keys)
  }
}
