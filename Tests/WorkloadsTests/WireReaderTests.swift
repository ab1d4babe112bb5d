// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Workloads

@Suite struct WireReaderTests {
  /// What reading all fields of some bytes ends with; nil where they are in the wire format.
  private func fault(_ bytes: [UInt8]) -> String? {
    bytes.withUnsafeBytes { buffer in
      var reader = WireReader(buffer)
      do throws(WireFault) {
        while !reader.isAtEnd { try reader.skip(try reader.field()) }
        return nil
      } catch { return error.problem }
    }
  }

  private func node<Result>(
    _ bytes: [UInt8], _ look: (ChakraNode) throws -> Result
  ) throws -> Result {
    try bytes.withUnsafeBytes { buffer in
      var node = ChakraNode()
      try node.read(buffer)
      return try look(node)
    }
  }

  @Test func `fields that nobody knows are passed over in every form`() throws {
    let bytes = WireWriter.message { writer in
      writer.number(99, .max)
      writer.fixed(98, UInt64(7))
      writer.fixed(97, UInt32(7))
      writer.data(96, [1, 2, 3])
      // Group 95 with group 94 in it, whose end is told by its number.
      writer.varint(95 << 3 | 3)
      writer.number(1, 55)
      writer.varint(94 << 3 | 3)
      writer.varint(94 << 3 | 4)
      writer.varint(95 << 3 | 4)
      writer.number(1, 12)
    }
    #expect(try node(bytes) { $0.id } == 12)
  }

  @Test func `a field whose value has another form is passed over`() throws {
    let bytes = WireWriter.message { writer in
      writer.number(1, 12)
      writer.data(1, [9])
      writer.number(2, 3)
      writer.fixed(5, UInt64(4))
      writer.data(3, [4])
    }
    try node(bytes) { node in
      #expect(node.id == 12)
      #expect(node.name.isEmpty)
      #expect(node.dataDependencies.isEmpty)
      #expect(node.kind == .invalid)
    }
  }

  @Test func `of a field that comes twice the last counts`() throws {
    let bytes = WireWriter.message { writer in
      writer.number(1, 12)
      writer.text(2, "first")
      writer.data(5, [1, 2])
      writer.number(1, 13)
      writer.text(2, "last")
      writer.number(5, 3)
    }
    try node(bytes) { node in
      #expect(node.id == 13)
      #expect(node.name.elementsEqual("last".utf8))
      #expect(node.dataDependencies == [1, 2, 3])
    }
  }

  @Test(arguments: [
    ([0x00, 0x01], "tag of no field"), ([0x0E, 0x01], "tag of no field"),
    ([0x08], "ends within a number"), ([0x08, 0x80], "ends within a number"),
    ([0x09, 1, 2, 3], "ends within a field"), ([0x0D, 1, 2], "ends within a field"),
    ([0x0A, 3, 1, 2], "3 bytes are announced, and 2 are left"),
    ([0x0C], "never began"), ([0x0B, 0x14], "group 1 ends as 2"), ([0x0B], "ends within a number"),
    ([0x08] + [UInt8](repeating: 0xFF, count: 10), "more than 10 bytes"),
    ([UInt8](repeating: 0x0B, count: 200), "too deep"),
  ])
  func `bytes that are no fields say why`(bytes: [UInt8], reason: String) throws {
    #expect(try #require(fault(bytes)).contains(reason))
  }

  @Test func `signed numbers that alternate are unfolded`() throws {
    // Fields 15 and 17: 0, -1, 1, -2 are spelled 0, 1, 2, 3.
    for (spelled, value) in [(0, 0), (1, -1), (2, 1), (3, -2), (UInt64(UInt32.max), -1 << 31)] {
      for field in [15, 17] {
        let attribute = Attribute.make("comm_tag") { $0.number(field, spelled) }
        let read = try attribute.withUnsafeBytes { try ChakraValue.read($0).value }
        #expect(try read?.integer("comm_tag") == Int64(value))
      }
    }
  }

  @Test func `a name that is not UTF-8 is refused`() throws {
    let bytes = WireWriter.message { writer in
      writer.data(2, [0x6E, 0xFF])
      writer.number(3, 4)
    }
    var file = WireWriter()
    for message in [[], bytes] {
      file.varint(UInt64(message.count))
      file.append(message)
    }
    let folder = try TraceFolder()
    try folder.write(file.bytes, to: "job.0.et")
    #expect(try #require(folder.fault()).contains("its name is not UTF-8 text"))
  }

  @Test func `a thousand names of one length keep their rows`() throws {
    var rows = TextRows()
    var names = NameTable()
    let texts = (1_000..<2_000).map { "layer \($0) of the model" }
    for _ in 0..<2 {
      for (number, text) in texts.enumerated() {
        let row = Array(text.utf8).withUnsafeBytes { rows.row(of: $0, in: &names) }
        #expect(row == Int32(number))
      }
    }
    #expect(names.texts == texts)
  }

  @Test(arguments: [
    [5, 4, 3, 2, 1, 0], [0, 1_000_000, 1, 2_000_000, 2, 3], [UInt64.max, 0, 1 << 40, 1_023, 1_024],
    [1_500, 0, 1, 2, 1_400, 1_300],
  ])
  func `ids in any order and of any size are found`(ids: [UInt64]) throws {
    // Each waits for the one before, so an id that were lost would be an error.
    let nodes = ids.enumerated().map { place, id in
      WireNode.compute(id, 1, after: place > 0 ? [ids[place - 1]] : [])
    }
    #expect(try TraceFolder([nodes]).load().program.graphs[0].count == ids.count)
    let repeated = nodes + [WireNode.compute(ids[1], 1)]
    #expect(try #require(try TraceFolder([repeated]).fault()).contains("same id"))
  }
}
