// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Reads the files of a trace, one rank after the other.
struct ChakraReader {
  /// Rows of `Program.streams` before those of the process groups.
  static let streams = ["compute", Program.hostStream, "memory"]
  enum Stream: Int32 {
    case compute = 0
    /// What runs on the host: it occupies no accelerator.
    case host = 1
    case memory = 2
    /// Sends and receives queue behind nothing.
    case none = -1
  }

  let supported: [CollectiveKind]
  var groups: ChakraGroups
  var names = NameTable()
  var nameRows = TextRows()
  var groupNames = NameTable()
  var tally = ChakraTally()

  /// Reads the file of a rank.
  ///
  /// - Throws: `TraceError` for anything that cannot be replayed as it stands.
  mutating func read(_ file: String, rank: Int) throws -> ChakraRank {
    var result = ChakraRank(rank: rank, file: file)
    var links = ChakraLinks()
    try TraceBytes.read(file).withUnsafeBytes { bytes in
      var frames = ChakraFrames(bytes, file: file)
      try readHeader(&frames, file)
      var node = ChakraNode()
      while true {
        let offset = frames.offset
        guard let frame = try frames.next() else { break }
        do throws(WireFault) { try node.read(frame) } catch {
          throw TraceError(file: file, at: .byte(offset), "holds no node: \(error.problem)")
        }
        try add(node, to: &result, &links)
      }
    }
    try links.resolve(into: &result, names, &tally)
    if result.operations.isEmpty { tally.emptyRanks += 1 }
    return result
  }

  /// The row of a node's name; nil where it is no UTF-8.
  mutating func nameRow(of name: UnsafeRawBufferPointer) -> Int32? {
    nameRows.row(of: name, in: &names)
  }

  /// Field 1 of the metadata is the version, "0.0.4", or nothing where the writer leaves it out; the
  /// others are attributes.
  private mutating func readHeader(
    _ frames: inout ChakraFrames, _ file: String
  ) throws(TraceError) {
    guard let frame = try frames.next() else {
      throw TraceError(file: file, "is empty: a trace begins with its metadata")
    }
    var version = ""
    do throws(WireFault) {
      var reader = WireReader(frame)
      while !reader.isAtEnd {
        let field = try reader.field()
        switch (field.number, field.form) {
        case (1, .counted):
          guard let text = String(validating: try reader.counted(), as: UTF8.self) else {
            throw WireFault("the version is not UTF-8 text")
          }
          version = text
        default: try reader.skip(field)
        }
      }
    } catch {
      throw TraceError(
        file: file, at: .byte(0),
        "does not begin with the metadata of a trace: \(error.problem)")
    }
    // Writers that leave the version out put a "schema" attribute in its place.
    let known = ["", "0.0.4"]
    if !known.contains(version), !tally.versions.contains(version) {
      tally.versions.append(version)
    }
  }

  private mutating func add(
    _ node: ChakraNode, to result: inout ChakraRank, _ links: inout ChakraLinks
  ) throws {
    // Made only where it is needed: most nodes are in order. Keeps no copy of the node.
    let (file, id, name) = (result.file, node.id, node.name)
    func fault(_ problem: String) -> TraceError {
      TraceError(
        file: file, at: .node(id: id, name: String(decoding: name, as: UTF8.self)), problem)
    }
    if node.kind == .metadata {
      guard let inputs = String(validating: node.inputs, as: UTF8.self) else {
        throw fault("its inputs are not UTF-8 text")
      }
      try groups.read(metadata: inputs, file: file, node: fault("").place)
      // Takes no time: a dependency on it is met from the start, unless it waits itself.
      if node.dataDependencies.isEmpty && node.controlDependencies.isEmpty {
        try links.addWithoutOperation(node.id, fault)
        return
      }
    }
    let attributes: ChakraAttributes
    do throws(AttributeFault) { attributes = try ChakraAttributes(node) } catch {
      throw fault(error.problem)
    }
    var groupName: Int32 = -1
    let operation = try self.operation(node, attributes, rank: result.rank, &groupName, fault)
    try links.add(node, captured: attributes.isCaptured, row: result.operations.count, fault)
    result.ids.append(node.id)
    result.operations.append(operation)
    result.groupName.append(groupName)
  }
}
