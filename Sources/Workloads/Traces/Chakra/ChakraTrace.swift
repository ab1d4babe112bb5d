// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Chakra execution traces: one file of nodes a rank, as other simulators and PyTorch write them.
package enum ChakraTrace {
  /// Whether a path leads to files that are named as a Chakra trace's are.
  package static func recognises(_ path: String) -> Bool { ChakraFiles.recognises(path) }

  /// Reads a trace into a checked program.
  ///
  /// - Parameters:
  ///   - prefixOrFolder: what comes before `.RANK.et`, or a folder that holds one trace.
  ///   - groups: a JSON file of process groups; nil for the one beside the trace, if any.
  ///   - supported: the kinds of collectives that can be served.
  /// - Returns: the program, with the files that were read and notes on how they were understood.
  /// - Throws: `TraceError` for what is wrong in the trace, `DocumentError` for what is wrong in
  ///   the file of process groups.
  package static func load(
    prefixOrFolder: String, groups: String? = nil,
    supporting supported: [CollectiveKind] = CollectiveKind.allCases
  ) throws -> LoadedProgram {
    let files = try ChakraFiles(prefixOrFolder: prefixOrFolder, groups: groups)
    var table = ChakraGroups(rankCount: files.ranks.count)
    if let groups = files.groups { try table.read(json: groups) }
    var reader = ChakraReader(supported: supported, groups: table)
    var ranks: [ChakraRank] = []
    for (rank, file) in files.ranks.enumerated() { ranks.append(try reader.read(file, rank: rank)) }
    let program = try ChakraProgram(name: files.name, ranks: ranks, &reader).program
    do throws(ProgramError) {
      try program.validate()
    } catch {
      throw TraceError(
        file: error.rank.map { files.ranks[$0] } ?? files.prefix, error.description)
    }
    return LoadedProgram(
      program: program, files: files.ranks + (files.groups.map { [$0] } ?? []),
      notes: reader.tally.notes, resolved: resolved(files))
  }

  private static func resolved(_ files: ChakraFiles) -> String {
    let groups = files.groups.map { ", process_groups: \"\($0)\"" } ?? ""
    return "{trace: \"\(files.prefix)\", format: chakra, ranks: \(files.ranks.count)\(groups)}"
  }
}
