// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// The figures of a record in one draw, each by its key path.
struct RecordValues {
  let record: Record
  var draw: Draw

  /// Whether anything stands under a key.
  func has(_ key: String) -> Bool {
    record.entries.contains { entry in
      entry.keyPath == key || entry.keyPath.hasPrefix(key + ".")
        || entry.keyPath.hasPrefix(key + "[")
    }
  }

  mutating func optional<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) -> Quantity<D>? {
    record.figure(key, type).map { draw($0) }
  }

  /// - Throws: `DeviceLinkError` where the record leaves it out.
  mutating func quantity<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) throws(DeviceLinkError) -> Quantity<D> {
    guard let value = optional(key, type) else { throw missing(key) }
    return value
  }

  mutating func optionalNumber(_ key: String) -> Double? {
    record.number(key).map { draw($0) }
  }

  /// - Throws: `DeviceLinkError` where the record leaves it out.
  mutating func number(_ key: String) throws(DeviceLinkError) -> Double {
    guard let value = optionalNumber(key) else { throw missing(key) }
    return value
  }

  func missing(_ key: String) -> DeviceLinkError {
    DeviceLinkError("\(record.name): \(key) is missing")
  }
}
