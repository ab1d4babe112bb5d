// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import SwiftProtobuf

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
  var groupNames = NameTable()
  var tally = ChakraTally()

  /// Reads the file of a rank.
  ///
  /// - Throws: `TraceError` for anything that cannot be replayed as it stands.
  mutating func read(_ file: String, rank: Int) throws -> ChakraRank {
    var frames = ChakraFrames(try TraceBytes.read(file), file: file)
    try readHeader(&frames, file)
    var result = ChakraRank(rank: rank, file: file)
    var links = ChakraLinks()
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    while true {
      let offset = frames.offset
      guard let frame = try frames.next() else { break }
      let node: ChakraTraceNode
      do {
        node = try ChakraTraceNode(serializedBytes: frame, options: options)
      } catch {
        throw TraceError(file: file, at: .byte(offset), "holds no node: \(error)")
      }
      try add(node, to: &result, &links)
    }
    try links.resolve(into: &result, names, &tally)
    if result.operations.isEmpty { tally.emptyRanks += 1 }
    return result
  }

  private mutating func readHeader(
    _ frames: inout ChakraFrames, _ file: String
  ) throws(TraceError) {
    guard let frame = try frames.next() else {
      throw TraceError(file: file, "is empty: a trace begins with its metadata")
    }
    guard let header = try? ChakraTraceHeader(serializedBytes: frame) else {
      throw TraceError(file: file, at: .byte(0), "does not begin with the metadata of a trace")
    }
    // Writers that leave the version out put a "schema" attribute in its place.
    let known = ["", "0.0.4"]
    if !known.contains(header.version), !tally.versions.contains(header.version) {
      tally.versions.append(header.version)
    }
  }

  private mutating func add(
    _ node: ChakraTraceNode, to result: inout ChakraRank, _ links: inout ChakraLinks
  ) throws {
    let place = TraceError.Place.node(id: node.id, name: node.name)
    func fault(_ problem: String) -> TraceError {
      TraceError(file: result.file, at: place, problem)
    }
    let dependencies = node.dataDependencies.count + node.controlDependencies.count
    if node.kind == .kindMetadata {
      try groups.read(metadata: node.inputs.values, file: result.file, node: place)
      // Takes no time: a dependency on it is met from the start, unless it waits itself.
      if dependencies == 0 {
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
