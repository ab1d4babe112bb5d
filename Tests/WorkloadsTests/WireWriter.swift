// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Writes the wire format of protocol buffers byte by byte, apart from the code under test: the
/// field numbers here are those of the Chakra format.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func number(_ field: Int, _ value: UInt64) {
    varint(UInt64(field << 3))
    varint(value)
  }

  mutating func data(_ field: Int, _ content: [UInt8]) {
    varint(UInt64(field << 3 | 2))
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func text(_ field: Int, _ content: String) { data(field, Array(content.utf8)) }

  /// Little-endian, 4 or 8 bytes by the type.
  mutating func fixed<T: FixedWidthInteger>(_ field: Int, _ value: T) {
    varint(UInt64(field << 3 | (T.bitWidth == 64 ? 1 : 5)))
    for byte in 0..<(T.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
    }
  }

  mutating func append(_ content: [UInt8]) { bytes += content }

  static func message(_ build: (inout WireWriter) -> Void) -> [UInt8] {
    var writer = WireWriter()
    build(&writer)
    return writer.bytes
  }
}

/// One node of a Chakra trace.
struct WireNode {
  enum Kind: UInt64 {
    case invalid, metadata, load, store, compute, send, receive, collective
  }

  var id: UInt64
  var name: String
  /// A raw number, so that one may be wrong.
  var kind: UInt64
  var data: [UInt64] = []
  var control: [UInt64] = []
  var microseconds: UInt64 = 0
  var inputs: String?
  var attributes: [[UInt8]] = []
  var packed = true

  init(_ id: UInt64, _ kind: Kind, _ name: String? = nil, after data: [UInt64] = []) {
    self.id = id
    self.kind = kind.rawValue
    self.name = name ?? "node\(id)"
    self.data = data
  }

  func with(_ change: (inout WireNode) -> Void) -> WireNode {
    var node = self
    change(&node)
    return node
  }

  static func compute(
    _ id: UInt64, _ microseconds: UInt64, after data: [UInt64] = []
  ) -> WireNode {
    WireNode(id, .compute, after: data).with { $0.microseconds = microseconds }
  }

  /// A collective by its number: 0 all-reduce, 2 all-gather, 6 all-to-all, 7 reduce-scatter.
  static func collective(
    _ id: UInt64, type: Int64, bytes: Int64, group: String? = nil, name: String? = nil,
    after data: [UInt64] = []
  ) -> WireNode {
    WireNode(id, .collective, name, after: data).with {
      $0.attributes = [Attribute.int64("comm_type", type), Attribute.int64("comm_size", bytes)]
      if let group { $0.attributes.append(Attribute.text("pg_name", group)) }
    }
  }

  static func send(
    _ id: UInt64, to peer: Int32, bytes: Int64, tag: Int32 = 0, after data: [UInt64] = []
  ) -> WireNode {
    WireNode(id, .send, after: data).with {
      $0.attributes = [
        Attribute.int32("comm_dst", peer), Attribute.int64("comm_size", bytes),
        Attribute.int32("comm_tag", tag), Attribute.int64("comm_type", 5),
      ]
    }
  }

  static func receive(
    _ id: UInt64, from peer: Int32, bytes: Int64, tag: Int32 = 0, after data: [UInt64] = []
  ) -> WireNode {
    WireNode(id, .receive, after: data).with {
      $0.attributes = [
        Attribute.int32("comm_src", peer), Attribute.int64("comm_size", bytes),
        Attribute.int32("comm_tag", tag), Attribute.int64("comm_type", 6),
      ]
    }
  }

  var bytes: [UInt8] {
    WireWriter.message { writer in
      // proto3 leaves a zero out.
      if id != 0 { writer.number(1, id) }
      writer.text(2, name)
      if kind != 0 { writer.number(3, kind) }
      for (field, ids) in [(4, control), (5, data)] where !ids.isEmpty {
        if packed {
          writer.data(field, WireWriter.message { list in for id in ids { list.varint(id) } })
        } else {
          for id in ids { writer.number(field, id) }
        }
      }
      if microseconds != 0 { writer.number(7, microseconds) }
      if let inputs { writer.data(8, WireWriter.message { $0.text(1, inputs) }) }
      for attribute in attributes { writer.data(10, attribute) }
    }
  }
}

/// Attributes of every kind that writers use.
enum Attribute {
  static func make(_ name: String, _ value: (inout WireWriter) -> Void) -> [UInt8] {
    WireWriter.message {
      $0.text(1, name)
      value(&$0)
    }
  }

  static func int32(_ name: String, _ value: Int32) -> [UInt8] {
    make(name) { $0.number(7, UInt64(bitPattern: Int64(value))) }
  }
  static func int64(_ name: String, _ value: Int64) -> [UInt8] {
    make(name) { $0.number(9, UInt64(bitPattern: value)) }
  }
  static func uint64(_ name: String, _ value: UInt64) -> [UInt8] {
    make(name) { $0.number(13, value) }
  }
  static func bool(_ name: String, _ value: Bool) -> [UInt8] {
    make(name) { $0.number(27, value ? 1 : 0) }
  }
  static func bools(_ name: String, _ values: [Bool]) -> [UInt8] {
    make(name) { writer in
      writer.data(28, WireWriter.message { $0.data(1, values.map { $0 ? 1 : 0 }) })
    }
  }
  static func text(_ name: String, _ value: String) -> [UInt8] {
    make(name) { $0.text(29, value) }
  }
  static func unset(_ name: String) -> [UInt8] { make(name) { _ in } }
}
