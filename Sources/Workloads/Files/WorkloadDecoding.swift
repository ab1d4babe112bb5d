// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// Reads phases and operations, and checks every name that they use.
struct WorkloadDecoder {
  let grid: RankGrid
  /// Row 0 is the main stream.
  private(set) var streams = NameTable()
  private var waits: [DocumentNode] = []
  /// Operation names of the phases before the one at hand, and of the one at hand.
  private var earlierNames: Set<String> = []
  private var phaseNames: [String] = []

  static let mainStream = "main"

  init(grid: RankGrid) {
    self.grid = grid
    _ = streams.row(of: Self.mainStream)
  }

  mutating func phases(_ node: DocumentNode) throws(DocumentError) -> [WorkloadPhase] {
    var phases: [WorkloadPhase] = []
    for element in try node.sequence() { phases.append(try phase(element)) }
    guard !phases.isEmpty else { throw node.error("needs at least one phase") }
    return phases
  }

  private mutating func phase(_ node: DocumentNode) throws(DocumentError) -> WorkloadPhase {
    var reader = try node.mapping()
    _ = try reader.optionalString("name")
    let times = try reader.optionalInteger("repeat", in: 1...Int.max) ?? 1
    let operations = reader.optional("operations")
    let inner = reader.optional("phases")
    try reader.finish()
    switch (operations, inner) {
    case (let operations?, nil):
      return WorkloadPhase(times: times, content: .operations(try self.operations(operations)))
    case (nil, let inner?):
      return WorkloadPhase(times: times, content: .phases(try phases(inner)))
    default: throw node.error("a phase has either operations: or phases:")
    }
  }

  /// The operations of one phase.
  mutating func operations(_ node: DocumentNode) throws(DocumentError) -> [WorkloadOperation] {
    phaseNames = []
    var operations: [WorkloadOperation] = []
    for element in try node.sequence() {
      let operation = try self.operation(element)
      operations.append(operation)
      if case .wait = operation.action { continue }
      phaseNames.append(operation.name)
    }
    guard !operations.isEmpty else { throw node.error("needs at least one operation") }
    earlierNames.formUnion(phaseNames)
    return operations
  }

  /// Refuses a wait for a stream on which nothing ever runs. Call when all phases are read.
  func checkWaits(usedStreams: Set<Int>) throws(DocumentError) {
    for wait in waits {
      let name = try wait.string()
      if let row = streams.existingRow(of: name), usedStreams.contains(Int(row)) { continue }
      let known = streams.texts.enumerated().filter { usedStreams.contains($0.offset) }
        .map(\.element)
      throw wait.error(
        "nothing runs on a stream \"\(name)\"\(Suggestion.hint(for: name, among: known))")
    }
  }
}

extension WorkloadDecoder {
  private static let actions = ["compute", "collective", "send", "receive"]

  private mutating func operation(_ node: DocumentNode) throws(DocumentError) -> WorkloadOperation {
    var reader = try node.mapping()
    let stated = Self.actions.filter(reader.keys.contains)
    guard stated.count <= 1 else {
      throw node.error("does several things at once: \(stated.joined(separator: ", "))")
    }
    let action: WorkloadOperation.Action
    let defaultName: String
    switch stated.first {
    case "compute": (action, defaultName) = (try compute(&reader), "compute")
    case "collective": (action, defaultName) = try collective(&reader)
    case "send": (action, defaultName) = (try message(.send, &reader), "send")
    case "receive": (action, defaultName) = (try message(.receive, &reader), "receive")
    default:
      guard reader.keys.contains("wait") else {
        let key = reader.keys.first ?? ""
        throw node.error(
          "says nothing to do\(Suggestion.hint(for: key, among: Self.actions + ["wait"]))")
      }
      (action, defaultName) = (.wait, "wait")
    }
    let name = try reader.optionalString("name") ?? defaultName
    let streamNode = reader.optional("stream")
    let stream = try streamNode?.string() ?? Self.mainStream
    let after = try list(reader.optional("after"))
    let waits = try list(reader.optional("wait"))
    try reader.finish()
    for name in after { try checkEarlier(name) }
    self.waits += waits
    if case .wait = action, let streamNode { self.waits.append(streamNode) }
    return WorkloadOperation(
      action: action, name: name, stream: Int(streams.row(of: stream)),
      after: try after.map { node throws(DocumentError) in try node.string() }, waits: waits)
  }

  private func compute(
    _ reader: inout MappingReader
  ) throws(DocumentError) -> WorkloadOperation.Action {
    let time = try reader.required("compute")
    let work = try reader.optionalQuantity("flops", Operations.self)?.rawValue ?? 0
    let memory = try reader.optionalQuantity("memory", Bytes.self)?.rawValue ?? 0
    guard case .scalar("roofline", _) = time.content else {
      let duration = try time.quantity(Seconds.self).rawValue
      return .compute(duration: duration, work: work, memory: memory)
    }
    guard work > 0 || memory > 0 else {
      throw time.error("roofline needs flops: or memory: above zero beside it")
    }
    return .compute(duration: .nan, work: work, memory: memory)
  }

  private func collective(
    _ reader: inout MappingReader
  ) throws(DocumentError) -> (WorkloadOperation.Action, String) {
    let node = try reader.required("collective")
    let text = try node.string()
    guard let kind = CollectiveKind(rawValue: text) else {
      let known = CollectiveKind.allCases.map(\.rawValue)
      throw node.error("\"\(text)\" is unknown\(Suggestion.hint(for: text, among: known))")
    }
    let (family, name) = try self.family(&reader)
    let bytes =
      kind == .barrier ? Bytes.zero : try reader.quantity("bytes", Bytes.self)
    var root: Int32 = -1
    if kind.hasRoot {
      let last = grid.size(ofFamily: family) - 1
      root = Int32(try reader.optionalInteger("root", in: 0...last) ?? 0)
    }
    return (
      .collective(kind, family: family, bytes: bytes.rawValue, root: root), "\(text) \(name)"
    )
  }

  private func message(
    _ kind: OperationKind, _ reader: inout MappingReader
  ) throws(DocumentError) -> WorkloadOperation.Action {
    let bytes = try reader.quantity(kind == .send ? "send" : "receive", Bytes.self)
    let (family, _) = try self.family(&reader)
    let end = try reader.required(kind == .send ? "to" : "from")
    let wraps = try reader.optionalBoolean("wrap") ?? false
    let tag = try reader.optionalInteger("tag", in: 0...Int(Int32.max)) ?? 0
    let size = grid.size(ofFamily: family)
    var distance = 0
    switch try? end.string() {
    case "next": distance = 1
    case "previous": distance = -1
    case let text?:
      guard let number = Int(text), number != 0, size == 1 || abs(number) < size else {
        throw end.error(
          "expected next, previous or a distance along the group of \(size), found \(end.spelled)")
      }
      distance = number
    case nil: throw end.error("expected next, previous or a distance, found \(end.spelled)")
    }
    guard !(wraps && size == 1) else {
      throw end.error("a rank that is alone in its group would send to itself; drop wrap: true")
    }
    return .message(
      kind, family: family, distance: distance, wraps: wraps, bytes: bytes.rawValue,
      tag: Int32(tag))
  }

  private func family(
    _ reader: inout MappingReader
  ) throws(DocumentError) -> (row: Int, name: String) {
    let node = try reader.required("group")
    let name = try node.string()
    if let row = grid.family(named: name) { return (row, name) }
    let known = grid.names + [RankGrid.everyone]
    throw node.error("\"\(name)\" is no group\(Suggestion.hint(for: name, among: known))")
  }

  private func checkEarlier(_ node: DocumentNode) throws(DocumentError) {
    let name = try node.string()
    let here = phaseNames.filter { $0 == name }.count
    guard here <= 1 else {
      throw node.error("\"\(name)\" is the name of \(here) earlier operations of this phase")
    }
    guard here == 0, !earlierNames.contains(name) else { return }
    throw node.error(
      "no earlier operation is called \"\(name)\""
        + Suggestion.hint(for: name, among: phaseNames + earlierNames.sorted()))
  }

  /// One name, or a list of names.
  private func list(_ node: DocumentNode?) throws(DocumentError) -> [DocumentNode] {
    guard let node else { return [] }
    let elements = node.isSequence ? try node.sequence() : [node]
    for element in elements { _ = try element.string() }
    return elements
  }
}
