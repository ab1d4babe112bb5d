// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Texts of records, whole but for what a test changes.
enum Records {
  static func nic(rate: String, power: String = "10 W", includes: String = "[nic]") -> String {
    """
    name: connectx-7
    title: a card
    rate: {value: \(rate), grade: B, source: a test}
    latency: {value: 1 us, grade: B, source: a test}
    power: {value: \(power), boundary: card, includes: \(includes), grade: B, source: a test}

    """
  }

  static func link(energy: String = "", extra: String = "") -> String {
    """
    name: wire
    title: a wire
    medium: copper
    rate: {value: 100 Gb/s, grade: B, source: a test}
    propagation: {value: 5 ns/m, grade: B, source: a test}
    message_overhead: {value: 0 s, grade: B, source: a test}
    \(energy)\(extra)
    """
  }
}
