// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// Reads `faults:` of a cluster file: a list of devices, a file of such, a draw, or a record of real
/// faults.
struct FaultReading {
  let fabric: FaultFabric
  let catalogue: TechnologyCatalogue
  private(set) var tally: FaultTally
  /// What was drawn or replayed, for people.
  private(set) var notes: [String] = []
  /// Files that were read beside the cluster's own.
  private(set) var files: [String] = []
  /// By name; looked up only.
  let numbers: [String: Int32]
  var cluster: Cluster { fabric.cluster }

  init(_ cluster: Cluster, _ catalogue: TechnologyCatalogue) {
    fabric = FaultFabric(cluster)
    tally = FaultTally(fabric)
    self.catalogue = catalogue
    numbers = Dictionary(
      zip(cluster.nodes.name, 0..<Int32(cluster.nodes.count)),
      uniquingKeysWith: { first, _ in first
      })
  }

  /// - Throws: `DocumentError` for a device that is not there, or a state that it cannot have.
  mutating func read(_ node: DocumentNode, mayNameFile: Bool = true) throws(DocumentError) {
    guard node.isSequence else { return try entry(node, mayNameFile) }
    for element in try node.sequence() { try entry(element, mayNameFile) }
  }

  private mutating func entry(
    _ node: DocumentNode, _ mayNameFile: Bool
  ) throws(DocumentError) {
    var reader = try node.mapping()
    let kinds = reader.keys.filter(Self.kinds.contains)
    guard let kind = kinds.first, kinds.count == 1 else {
      throw node.error(
        "a fault names one of \(Self.kinds.joined(separator: ", "))"
          + (kinds.isEmpty ? "" : ", and this one \(kinds.joined(separator: " and "))"))
    }
    let value = try reader.required(kind)
    switch kind {
    case "file":
      try reader.finish()
      guard mayNameFile else { throw value.error("a file of faults names no other") }
      try file(value)
    case "drawn":
      try reader.finish()
      try draw(value)
    case "replayed":
      try reader.finish()
      try replay(value)
    default:
      let place = try place(kind, value, &reader)
      let effect = try effect(of: node, &reader)
      try reader.finish()
      if case .server = place, effect != .failed {
        throw node.error("a server is no device that is slow: name its accelerators or links")
      }
      try add(Fault(place: place, effect: effect), at: node)
    }
  }

  private static let kinds = [
    "link", "switch", "transceiver", "nic", "accelerator", "server", "file", "drawn", "replayed",
  ]

  private mutating func add(_ fault: Fault, at node: DocumentNode) throws(DocumentError) {
    do throws(FaultError) { try tally.add(fault) } catch { throw node.error(error.problem) }
  }

  private func effect(
    of node: DocumentNode, _ reader: inout MappingReader
  ) throws(DocumentError) -> LinkFault.Effect {
    let state = reader.optional("state")
    let slow = reader.optional("slow")
    switch (state, slow) {
    case (let state?, nil): return try state.choice(of: ["failed": .failed])
    case (nil, let slow?):
      let factor = try slow.number(in: 0...1)
      guard factor > 0 else {
        throw slow.error("0: a device of no rate failed; allowed: above 0 to 1")
      }
      return .slow(factor: factor)
    default: throw node.error("give state: failed, or slow: the part of its rate that is left")
    }
  }
}

// Where faults come from.
extension FaultReading {
  private mutating func file(_ value: DocumentNode) throws(DocumentError) {
    let document = try value.document()
    files += document.files
    var reader = try document.root.mapping()
    let faults = try reader.required("faults")
    try reader.finish()
    try read(faults, mayNameFile: false)
  }

  private mutating func draw(_ value: DocumentNode) throws(DocumentError) {
    let draw = try FaultDraw(value, catalogue)
    files.append(draw.record.file)
    let (faults, counts) = draw.faults(on: fabric)
    for fault in faults { try add(fault, at: value) }
    notes.append("faults drawn by \(draw.name): \(counts)")
    notes += draw.cautions
  }

  private mutating func replay(_ value: DocumentNode) throws(DocumentError) {
    let replay = try FaultReplay(value, fabric)
    files.append(replay.file)
    for fault in replay.faults { try add(fault, at: value) }
    notes.append(replay.note)
  }
}

extension DocumentNode {
  /// The document that a path names; one that cannot be read is blamed on who names it.
  func document() throws(DocumentError) -> Document {
    let path = try path()
    do throws(DocumentError) { return try Document(path: path) } catch {
      guard error.line == nil, error.keyPath.isEmpty else { throw error }
      throw self.error("\"\(path)\": \(error.problem)")
    }
  }

  /// A file's path: from the folder of the file that names it, or the working directory.
  func path() throws(DocumentError) -> String {
    let name = try string()
    guard !name.isEmpty else { throw error("expected a path, found an empty text") }
    guard !name.hasPrefix("/"), !file.hasPrefix("--set"), let slash = file.lastIndex(of: "/")
    else { return name }
    return String(file[...slash]) + name
  }
}
