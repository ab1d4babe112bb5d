// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Writes the smallest execution traces that a replay can read.
///
/// Each message follows its length as a base-128 varint; a field is its number and wire type, then
/// a varint or a length and bytes.
struct ChakraBytes {
  private var bytes: [UInt8] = []

  init() { append(message: Self.field(1, "0.0.4")) }

  enum Kind: Int {
    case send = 5
    case receive = 6
    case collective = 7
  }

  /// Appends a node.
  ///
  /// - Parameters:
  ///   - id: of the node, in its file.
  ///   - kind: what the node does.
  ///   - after: ids of nodes that it waits for.
  ///   - attributes: whole numbers by name.
  mutating func node(_ id: Int, _ kind: Kind, after: [Int] = [], _ attributes: [(String, Int)]) {
    var node = Self.field(1, id) + Self.field(2, "node \(id)") + Self.field(3, kind.rawValue)
    for dependency in after { node += Self.field(5, dependency) }
    for (name, value) in attributes {
      node += Self.field(10, Self.field(1, name) + Self.field(9, value))
    }
    append(message: node)
  }

  func write(to path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  /// Two ranks that all-reduce a mebibyte, and their process groups.
  static func allReduce(in folder: ScratchFolder) throws {
    try folder.write("traces/gpt.json", "{\"0\": [0, 1]}\n")
    for rank in 0..<2 {
      var trace = ChakraBytes()
      trace.node(1, .collective, [("comm_type", 0), ("comm_size", 1 << 20)])
      try trace.write(to: "\(folder.path)/traces/gpt.\(rank).et")
    }
  }

  /// Two ranks that each wait to receive before they send: neither ever does.
  static func deadlock(in folder: ScratchFolder) throws {
    try folder.write("traces/README", "")
    for rank in 0..<2 {
      var trace = ChakraBytes()
      let other = 1 - rank
      trace.node(
        1, .receive,
        [("comm_src", other), ("comm_dst", rank), ("comm_size", 8), ("comm_tag", 0)])
      trace.node(
        2, .send, after: [1],
        [("comm_src", rank), ("comm_dst", other), ("comm_size", 8), ("comm_tag", 0)])
      try trace.write(to: "\(folder.path)/traces/stuck.\(rank).et")
    }
  }

  private mutating func append(message: [UInt8]) { bytes += Self.varint(message.count) + message }

  private static func field(_ number: Int, _ value: Int) -> [UInt8] {
    varint(number << 3) + varint(value)
  }

  private static func field(_ number: Int, _ value: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(value.count) + value
  }

  private static func field(_ number: Int, _ value: String) -> [UInt8] {
    field(number, Array(value.utf8))
  }

  private static func varint(_ value: Int) -> [UInt8] {
    var rest = UInt64(bitPattern: Int64(value))
    var out: [UInt8] = []
    while rest >= 0x80 {
      out.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return out + [UInt8(rest)]
  }
}
