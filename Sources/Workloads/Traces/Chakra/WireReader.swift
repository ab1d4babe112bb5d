// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A message in the wire format of protocol buffers, read field by field from memory that is not
/// copied (protobuf.dev/programming-guides/encoding).
struct WireReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  /// How a field's value is told from what follows it.
  enum Form: UInt8 {
    case varint = 0
    case eightBytes = 1
    case counted = 2
    case groupStart = 3
    case groupEnd = 4
    case fourBytes = 5
  }

  /// Groups within groups that are passed over; the format's own readers stop there as well.
  private static let deepestGroup = 100

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The number of the next field and the form of its value.
  @inline(__always)
  mutating func field() throws(WireFault) -> (number: UInt64, form: Form) {
    let tag = try varint()
    let number = tag >> 3
    // Field numbers have 29 bits and begin at 1.
    guard let form = Form(rawValue: UInt8(tag & 7)), number > 0, number < 1 << 29 else {
      throw WireFault("\(tag) is the tag of no field")
    }
    return (number, form)
  }

  /// Seven bits a byte, lowest first, the eighth says that more follow; ten bytes hold 64 bits.
  @inline(__always)
  mutating func varint() throws(WireFault) -> UInt64 {
    if offset < bytes.count, bytes[offset] < 0x80 {
      offset &+= 1
      return UInt64(bytes[offset &- 1])
    }
    return try longVarint()
  }

  private mutating func longVarint() throws(WireFault) -> UInt64 {
    var value: UInt64 = 0
    for place: UInt64 in 0..<10 {
      guard offset < bytes.count else { throw WireFault("it ends within a number") }
      let byte = bytes[offset]
      offset &+= 1
      value |= UInt64(byte & 0x7f) &<< (7 &* place)
      if byte < 0x80 { return value }
    }
    throw WireFault("a number takes more than 10 bytes")
  }

  mutating func fourBytes() throws(WireFault) -> UInt32 {
    try take(4).loadUnaligned(as: UInt32.self).littleEndian
  }

  mutating func eightBytes() throws(WireFault) -> UInt64 {
    try take(8).loadUnaligned(as: UInt64.self).littleEndian
  }

  /// Bytes after their count: a text, a message or a packed list.
  @inline(__always)
  mutating func counted() throws(WireFault) -> UnsafeRawBufferPointer {
    let count = try varint()
    guard count <= UInt64(bytes.count &- offset) else {
      throw WireFault("\(count) bytes are announced, and \(bytes.count - offset) are left")
    }
    return try take(Int(count))
  }

  @inline(__always)
  private mutating func take(_ count: Int) throws(WireFault) -> UnsafeRawBufferPointer {
    guard count <= bytes.count &- offset else { throw WireFault("it ends within a field") }
    defer { offset &+= count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset &+ count])
  }

  /// Passes over the value of a field that nobody asked for.
  mutating func skip(_ field: (number: UInt64, form: Form), depth: Int = 0) throws(WireFault) {
    switch field.form {
    case .varint: _ = try varint()
    case .eightBytes: _ = try take(8)
    case .counted: _ = try counted()
    case .fourBytes: _ = try take(4)
    case .groupEnd: throw WireFault("a group ends that never began")
    case .groupStart:
      guard depth < Self.deepestGroup else { throw WireFault("groups lie too deep") }
      while true {
        let inner = try self.field()
        if inner.form == .groupEnd {
          guard inner.number == field.number else {
            throw WireFault("group \(field.number) ends as \(inner.number)")
          }
          return
        }
        try skip(inner, depth: depth + 1)
      }
    }
  }

  /// Adds the numbers of a repeated field, which writers spell one by one or packed.
  @inline(__always)
  mutating func appendNumbers(
    _ form: Form, to numbers: inout [UInt64]
  ) throws(WireFault) {
    if form == .varint {
      numbers.append(try varint())
    } else {
      var list = WireReader(try counted())
      while !list.isAtEnd { numbers.append(try list.varint()) }
    }
  }
}

/// Bytes that are not in the wire format.
struct WireFault: Error {
  let problem: String
  init(_ problem: String) { self.problem = problem }
}
