// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Largest of a model's dimensions; products of a few still fit a number.
let largestDimension = 1_000_000_000

extension MappingReader {
  /// A dimension, which is 1 or more.
  mutating func dimension(_ key: String) throws(DocumentError) -> Int {
    try integer(key, in: 1...largestDimension)
  }

  /// A dimension that may be absent.
  mutating func optionalDimension(_ key: String) throws(DocumentError) -> Int? {
    try optionalInteger(key, in: 1...largestDimension)
  }

  /// A count that may be nothing.
  mutating func optionalCount(_ key: String) throws(DocumentError) -> Int {
    try optionalInteger(key, in: 0...largestDimension) ?? 0
  }

  /// One of an enumeration's names, or a default where the key is absent.
  mutating func named<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, default value: Value? = nil
  ) throws(DocumentError) -> Value {
    if let value, optional(key) == nil { return value }
    return try required(key).named()
  }
}

extension DocumentNode {
  /// One of an enumeration's names.
  fileprivate func named<Value: RawRepresentable<String> & CaseIterable>()
    throws(DocumentError) -> Value
  {
    let text = try string()
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue)
    throw error("\"\(text)\" is unknown\(Suggestion.hint(for: text, among: known))")
  }
}

extension PublishedSize {
  init(reading node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    let tolerance = try reader.optionalNumber("tolerance", in: 0...1)
    let parameters = try RoundedCount(reading: reader.required("parameters"), tolerance)
    let active = reader.optional("active_parameters")
    let counts = reader.optional("active_counts_embedding")
    if let counts, active == nil { throw counts.error("belongs to active_parameters:") }
    self.init(
      parameters: parameters,
      active: try active.map { node throws(DocumentError) in
        try RoundedCount(reading: node, tolerance)
      },
      countsEmbedding: try counts?.boolean() ?? true,
      source: try reader.string("source"))
    try reader.finish()
  }
}

extension RoundedCount {
  /// `405e9`: a number that was rounded to its last digit.
  fileprivate init(reading node: DocumentNode, _ tolerance: Double?) throws(DocumentError) {
    let text = try node.string().lowercased()
    let value = try node.number(in: 1...Double(largestDimension) * Double(largestDimension))
    let parts = text.split(separator: "e", omittingEmptySubsequences: false)
    let decimals = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    guard exponent >= decimals, let digit = Double("1e\(exponent - decimals)") else {
      throw node.error("\(text) is no whole number; allowed: 70553706496, or 70.6e9")
    }
    let rounding = digit / 2
    self.init(value: value, error: max(rounding, (tolerance ?? 0) * value))
  }
}
