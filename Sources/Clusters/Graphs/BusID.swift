// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// The place of a PCI device, such as `0000:1b:00.0`.
///
/// Domain, bus, device and function are hexadecimal; producers write the domain with four or eight
/// digits, and letters large or small.
struct BusID: Hashable, Sendable, CustomStringConvertible {
  private let number: UInt64

  /// What stands for an NVSwitch that the producer could not see.
  static let hidden = BusID(number: 0xfff_ffff_ffff_ffff)

  private init(number: UInt64) { self.number = number }

  init(_ node: DocumentNode) throws(DocumentError) {
    let text = try node.string()
    let digits = text.filter { $0 != ":" && $0 != "." }
    let separators = text.count - digits.count
    guard (2...3).contains(separators), (6...16).contains(digits.count),
      let number = UInt64(digits, radix: 16)
    else {
      throw node.error("expected the place of a PCI device, as 0000:1b:00.0, found \"\(text)\"")
    }
    // "fffffff:ffff:ff", in which some other digits stand beside so many f's.
    let isHidden = digits.allSatisfy { $0 == "f" || $0 == "F" }
    self.number = isHidden ? Self.hidden.number : number
  }

  var description: String {
    let digits = { (value: UInt64, width: Int) in
      let text = String(value, radix: 16)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return digits(number >> 20, 4) + ":" + digits(number >> 12 & 0xff, 2) + ":"
      + digits(number >> 4 & 0xff, 2) + "." + digits(number & 0xf, 1)
  }
}
