// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// GOAL schedules: one text file of sends, receives and calculations for all ranks, as LogGOPSim
/// reads them (Hoefler, Siebert, Lumsdaine: Group Operation Assembly Language, ICPP 2009).
package enum GOALTrace {
  /// How names of schedules end.
  package static let suffix = ".goal"

  /// Whether a path is named as a schedule is.
  package static func recognises(_ path: String) -> Bool { path.hasSuffix(suffix) }

  /// Reads a schedule into a checked program: `calc N` takes N nanoseconds of the rank's
  /// processor, messages queue behind nothing, `requires` waits for an end.
  ///
  /// - Parameter path: the file, plain or gzip's.
  /// - Returns: the program, with the file and a note where something has no effect.
  /// - Throws: `TraceError` that names the line and what is allowed there.
  package static func load(path: String) throws(TraceError) -> LoadedProgram {
    var reader = GOALReader(GOALWords([UInt8](try TraceBytes.read(path)), file: path))
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let program = try reader.program(
      name: file.hasSuffix(suffix) ? String(file.dropLast(suffix.count)) : file)
    do throws(ProgramError) { try program.validate() } catch {
      throw TraceError(file: path, error.description)
    }
    let placed = reader.placedMessages
    return LoadedProgram(
      program: program, files: [path],
      notes: placed == 0
        ? [] : ["the cpu and nic of \(placed) messages have no effect: messages do not queue"],
      resolved: "{trace: \"\(path)\", format: goal, ranks: \(program.rankCount)}")
  }
}
