// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Cuts a trace file into its messages: each after its length as a base-128 varint.
struct ChakraFrames {
  private let bytes: UnsafeRawBufferPointer
  private let file: String
  /// Where the next length begins.
  private(set) var offset = 0

  /// The bytes must stay where they are as long as the messages are used.
  init(_ bytes: UnsafeRawBufferPointer, file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The next message, without a copy; nil at the end of the file.
  ///
  /// - Throws: `TraceError` for a length that runs past the end of the file or is no varint.
  mutating func next() throws(TraceError) -> UnsafeRawBufferPointer? {
    guard offset < bytes.count else { return nil }
    let start = offset
    let length = try varint()
    guard length <= UInt64(bytes.count - offset) else {
      throw TraceError(
        file: file, at: .byte(start),
        "a message of \(length) bytes is announced, and \(bytes.count - offset) are left: the "
          + "file is cut short or is no Chakra trace")
    }
    let end = offset + Int(length)
    defer { offset = end }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
  }

  /// Seven bits a byte, lowest first, the eighth says that more follow; ten bytes hold 64 bits.
  private mutating func varint() throws(TraceError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    for place in 0..<10 {
      guard offset < bytes.count else {
        throw TraceError(
          file: file, at: .byte(start), "the file ends within a length")
      }
      let byte = bytes[offset]
      offset += 1
      guard place < 9 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7f) << (7 * UInt64(place))
      if byte < 0x80 { return value }
    }
    throw TraceError(
      file: file, at: .byte(start),
      "a length takes more than 10 bytes or 64 bits: the file is no Chakra trace")
  }
}
