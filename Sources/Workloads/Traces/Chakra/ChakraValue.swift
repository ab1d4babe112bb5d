// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The value of an attribute: a number or text of whichever type its writer chose.
///
/// Lists other than the booleans of `involved_dim` mean nothing to a replay and are left out.
enum ChakraValue {
  /// Of any integer type but the two below.
  case integer(Int64)
  /// Unsigned, of 64 bits.
  case unsigned(UInt64)
  case boolean(Bool)
  case single(Float)
  case double(Double)
  case text(UnsafeRawBufferPointer)
  case bytes
  case booleans([Bool])

  /// Reads an attribute, in which a value may be missing; of several the last counts.
  ///
  /// - Returns: the bytes of the name, and the value.
  /// - Throws: `WireFault` for bytes that are no attribute.
  static func read(
    _ attribute: UnsafeRawBufferPointer
  ) throws(WireFault) -> (name: UnsafeRawBufferPointer, value: ChakraValue?) {
    var name = UnsafeRawBufferPointer(start: nil, count: 0)
    var value: ChakraValue?
    var reader = WireReader(attribute)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.form) {
      case (1, .counted): name = try reader.counted()
      case (3, .eightBytes): value = .double(Double(bitPattern: try reader.eightBytes()))
      case (5, .fourBytes): value = .single(Float(bitPattern: try reader.fourBytes()))
      case (7, .varint):
        value = .integer(Int64(Int32(truncatingIfNeeded: try reader.varint())))
      case (9, .varint): value = .integer(Int64(bitPattern: try reader.varint()))
      case (11, .varint):
        value = .integer(Int64(UInt32(truncatingIfNeeded: try reader.varint())))
      case (13, .varint): value = .unsigned(try reader.varint())
      case (15, .varint):
        value = .integer(
          Int64(Int32(truncatingIfNeeded: unfolded(try reader.varint() & 0xFFFF_FFFF))))
      case (17, .varint): value = .integer(unfolded(try reader.varint()))
      case (19, .fourBytes): value = .integer(Int64(try reader.fourBytes()))
      case (21, .eightBytes): value = .unsigned(try reader.eightBytes())
      case (23, .fourBytes): value = .integer(Int64(Int32(bitPattern: try reader.fourBytes())))
      case (25, .eightBytes): value = .integer(Int64(bitPattern: try reader.eightBytes()))
      case (27, .varint): value = .boolean(try reader.varint() != 0)
      case (28, .counted):
        var list: [Bool] = []
        if case .booleans(let earlier)? = value { list = earlier }
        try append(booleans: try reader.counted(), to: &list)
        value = .booleans(list)
      case (29, .counted): value = .text(try reader.counted())
      case (31, .counted):
        _ = try reader.counted()
        value = .bytes
      default: try reader.skip(field)
      }
    }
    return (name, value)
  }

  /// The format's signed numbers alternate: 0, -1, 1, -2, 2.
  private static func unfolded(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private static func append(
    booleans bytes: UnsafeRawBufferPointer, to list: inout [Bool]
  ) throws(WireFault) {
    var reader = WireReader(bytes)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.form) {
      case (1, .varint), (1, .counted):
        var numbers: [UInt64] = []
        try reader.appendNumbers(field.form, to: &numbers)
        list += numbers.map { $0 != 0 }
      default: try reader.skip(field)
      }
    }
  }
}

extension ChakraValue {
  /// A whole number from any integer kind, a boolean, or a floating-point value without fraction.
  func integer(_ name: StaticString) throws(AttributeFault) -> Int64 {
    switch self {
    case .integer(let value): return value
    case .unsigned(let value):
      guard let exact = Int64(exactly: value) else { break }
      return exact
    case .boolean(let value): return value ? 1 : 0
    case .single(let value):
      guard let exact = Int64(exactly: value) else { break }
      return exact
    case .double(let value):
      guard let exact = Int64(exactly: value) else { break }
      return exact
    case .text, .bytes, .booleans: break
    }
    throw AttributeFault(problem: "\(name) is \(spelled), where a whole number is expected")
  }

  func text(_ name: StaticString) throws(AttributeFault) -> String {
    guard case .text(let bytes) = self else { return String(try integer(name)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw AttributeFault(problem: "\(name) is not UTF-8 text")
    }
    return text
  }

  func booleans(_ name: StaticString) throws(AttributeFault) -> [Bool] {
    if case .booleans(let list) = self { return list }
    if case .boolean(let value) = self { return [value] }
    throw AttributeFault(problem: "\(name) is \(spelled), where a list of booleans is expected")
  }

  private var spelled: String {
    switch self {
    case .text(let bytes): "the text \"\(String(decoding: bytes, as: UTF8.self))\""
    case .bytes: "raw bytes"
    case .booleans: "a list"
    case .double(let value): "\(value)"
    case .single(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .integer, .boolean: "a number"
    }
  }
}
