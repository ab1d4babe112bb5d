// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// One training step as data: what `workloads/*.yaml` say.
package enum WorkloadFile {
  /// Reads a workload file into a checked program.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - overrides: `key=value` texts that are laid over it.
  ///   - steps: how often the whole step runs; each run waits for all of the one before on the
  ///     same rank. One or more.
  /// - Returns: the program, with the files that were read.
  /// - Throws: `DocumentError` for what is wrong in the file, `ProgramError` for ranks whose work
  ///   cannot be matched.
  package static func load(
    path: String, overrides: [String] = [], steps: Int = 1
  ) throws -> LoadedProgram {
    try load(try Document(path: path, overrides: overrides), steps: steps)
  }

  /// As `load(path:overrides:steps:)`, from a document that is already read.
  package static func load(_ document: Document, steps: Int = 1) throws -> LoadedProgram {
    precondition(steps >= 1, "a program runs at least one step")
    var reader = try document.root.mapping()
    let name = try reader.string("name")
    _ = try reader.optionalString("description")
    let grid = try RankGrid(try reader.required("groups"))
    var decoder = WorkloadDecoder(grid: grid)
    let phases = try self.phases(&reader, &decoder)
    try reader.finish()
    try decoder.checkWaits(usedStreams: Set(phases.flatMap(\.usedStreams)))
    try checkSize(phases, steps: steps, document.root)
    let program = build(name: name, grid, phases, decoder.streams, steps: steps)
    try program.validate()
    return LoadedProgram(
      program: program, files: document.files, notes: [], resolved: document.root.flowText)
  }

  private static func phases(
    _ reader: inout MappingReader, _ decoder: inout WorkloadDecoder
  ) throws(DocumentError) -> [WorkloadPhase] {
    let phases = reader.optional("phases")
    let layer = reader.optional("layer")
    let times = reader.optional("repeat")
    switch (phases, layer) {
    case (let phases?, nil):
      if let times { throw times.error("belongs to layer:; a phase has its own repeat:") }
      return try decoder.phases(phases)
    case (nil, let layer?):
      let times = try times?.integer(in: 1...Int.max) ?? 1
      return [WorkloadPhase(times: times, content: .operations(try decoder.operations(layer)))]
    default:
      throw reader.node.error("needs either layer: (with repeat:) or phases:")
    }
  }

  private static func checkSize(
    _ phases: [WorkloadPhase], steps: Int, _ root: DocumentNode
  ) throws(DocumentError) {
    let step = WorkloadPhase(times: steps, content: .phases(phases))
    guard let count = step.operationCount else {
      throw root.error(
        "repeats and steps make more than \(WorkloadPhase.mostOperations) operations a rank")
    }
    guard count > 0 else { throw root.error("has no operations") }
  }

  /// One graph for each kind of rank: kinds differ by the ends of chains that they are.
  private static func build(
    name: String, _ grid: RankGrid, _ phases: [WorkloadPhase], _ streams: NameTable, steps: Int
  ) -> Program {
    var chains: [Chain] = []
    for chain in phases.flatMap(\.chains) where !chains.contains(chain) { chains.append(chain) }
    var kinds: [[Bool]: Int32] = [:]
    var graphOfRank: [Int32] = []
    var graphs: [OperationGraph] = []
    var names = NameTable()
    for rank in 0..<grid.rankCount {
      let kind = chains.map { $0.hasNeighbour(of: rank, in: grid) }
      if let known = kinds[kind] {
        graphOfRank.append(known)
        continue
      }
      var unroller = WorkloadUnroller(
        streams: streams, names: names, familyCount: grid.names.count + 1
      ) { family, distance in
        chains.firstIndex(of: Chain(family: family, distance: distance)).map { kind[$0] } ?? true
      }
      graphs.append(unroller.unroll(phases, steps: steps))
      names = unroller.names
      kinds[kind] = Int32(graphs.count - 1)
      graphOfRank.append(Int32(graphs.count - 1))
    }
    return Program(
      name: name, rankCount: grid.rankCount, graphs: graphs, graphOfRank: graphOfRank,
      families: grid.families, names: names.texts, streams: streams.texts)
  }
}

/// Messages along a group that stop at its ends.
private struct Chain: Hashable {
  let family: Int
  let distance: Int

  /// Whether the member at this distance is there without going around the end.
  func hasNeighbour(of rank: Int, in grid: RankGrid) -> Bool {
    (0..<grid.size(ofFamily: family)).contains(grid.place(of: rank, inFamily: family) + distance)
  }
}

extension WorkloadPhase {
  fileprivate var operations: [WorkloadOperation] {
    switch content {
    case .operations(let operations): operations
    case .phases(let phases): phases.flatMap(\.operations)
    }
  }

  /// Streams on which something runs.
  fileprivate var usedStreams: [Int] {
    operations.compactMap { operation in
      if case .wait = operation.action { nil } else { operation.stream }
    }
  }

  fileprivate var chains: [Chain] {
    operations.compactMap { operation in
      guard case .message(_, let family, let distance, let wraps, _, _) = operation.action, !wraps
      else { return nil }
      return Chain(family: family, distance: distance)
    }
  }
}
