// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One node of a trace as it lies in the file: texts and attributes are places in its bytes.
///
/// The field numbers are those of the Chakra execution-trace format. Field 6, the start time of the
/// recorded run, is not read: a replay decides when things start. Of a field that comes twice the
/// last counts, and a field whose value has another form than the format's is passed over, as the
/// format's own readers do.
struct ChakraNode {
  /// Unique within a file. Zero is a legal id, and zero is what an absent field reads as.
  private(set) var id: UInt64 = 0
  private(set) var name = UnsafeRawBufferPointer(start: nil, count: 0)
  private(set) var kindNumber: Int32 = 0
  /// Ids of nodes that must end before this one begins.
  private(set) var controlDependencies: [UInt64] = []
  private(set) var dataDependencies: [UInt64] = []
  private(set) var durationMicroseconds: UInt64 = 0
  /// A text that is often JSON: on a metadata node, the process groups of a PyTorch job.
  private(set) var inputs = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Messages that `ChakraAttributes` reads.
  private(set) var attributes: [UnsafeRawBufferPointer] = []

  enum Kind: Int32 {
    case invalid, metadata, memoryLoad, memoryStore, compute, send, receive, collective
  }

  /// Nil for a number that the format does not have.
  var kind: Kind? { Kind(rawValue: kindNumber) }

  /// Becomes another node, whose bytes must stay where they are as long as it is used.
  mutating func read(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
    id = 0
    name = UnsafeRawBufferPointer(start: nil, count: 0)
    kindNumber = 0
    controlDependencies.removeAll(keepingCapacity: true)
    dataDependencies.removeAll(keepingCapacity: true)
    durationMicroseconds = 0
    inputs = UnsafeRawBufferPointer(start: nil, count: 0)
    attributes.removeAll(keepingCapacity: true)
    var reader = WireReader(bytes)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.form) {
      case (1, .varint): id = try reader.varint()
      case (2, .counted): name = try reader.counted()
      case (3, .varint): kindNumber = Int32(truncatingIfNeeded: try reader.varint())
      case (4, .varint), (4, .counted):
        try reader.appendNumbers(field.form, to: &controlDependencies)
      case (5, .varint), (5, .counted):
        try reader.appendNumbers(field.form, to: &dataDependencies)
      case (7, .varint): durationMicroseconds = try reader.varint()
      case (8, .counted): try readInputs(try reader.counted())
      case (10, .counted): attributes.append(try reader.counted())
      default: try reader.skip(field)
      }
    }
  }

  private mutating func readInputs(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
    var reader = WireReader(bytes)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.form) {
      case (1, .counted): inputs = try reader.counted()
      default: try reader.skip(field)
      }
    }
  }
}
