// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of a Chakra trace: one a rank, `PREFIX.RANK.et`, and a JSON file of process groups.
struct ChakraFiles {
  let prefix: String
  /// One file per rank.
  let ranks: [String]
  /// The process groups beside the trace, where there are any.
  let groups: String?

  /// The name of the trace: the last part of the prefix.
  var name: String { URL(fileURLWithPath: prefix).lastPathComponent }

  /// - Parameters:
  ///   - path: what comes before `.RANK.et`; or a folder that holds one trace; or one
  ///     of the files.
  ///   - groups: a JSON file of process groups; nil for `PREFIX.json` or `workload.json` beside
  ///     the trace, where one is there.
  /// - Throws: `TraceError` where there is no trace, more than one, or a rank without a file.
  init(prefixOrFolder path: String, groups: String?) throws(TraceError) {
    let found = Self.find(path)
    let prefixes = found.map(\.prefix).sorted()
    guard let trace = found.first else {
      throw TraceError(
        file: path, "holds no trace: expected files \(Self.pattern(path)), one a rank from 0")
    }
    guard found.count == 1 else {
      throw TraceError(
        file: path,
        "holds \(found.count) traces; name one by its prefix: \(prefixes.joined(separator: ", "))")
    }
    prefix = trace.prefix
    ranks = try Self.ordered(trace)
    if let groups {
      self.groups = groups
    } else {
      let folder = Self.folder(of: trace.prefix)
      self.groups = ["\(trace.prefix).json", Self.join(folder, "workload.json")]
        .first { FileManager.default.fileExists(atPath: $0) }
    }
  }

  /// Whether a path leads to files that are named as a Chakra trace's are.
  static func recognises(_ path: String) -> Bool { !find(path).isEmpty }

  private struct Candidate {
    let prefix: String
    var files: [(rank: Int, path: String)]
  }

  /// Traces by prefix, sorted: one for a prefix or a file, any number for a folder.
  private static func find(_ path: String) -> [Candidate] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue {
      let base = path.hasSuffix("/") ? String(path.dropLast()) : path
      return candidates(in: base.isEmpty ? "/" : base, shownAs: base)
    }
    let folder = folder(of: path)
    let name = URL(fileURLWithPath: path).lastPathComponent
    let wanted = parse(name)?.prefix ?? name
    return candidates(in: folder, shownAs: folder == "." && !path.hasPrefix("./") ? "" : folder)
      .filter { URL(fileURLWithPath: $0.prefix).lastPathComponent == wanted }
  }

  private static func candidates(in folder: String, shownAs shown: String) -> [Candidate] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var found: [Candidate] = []
    var rows: [String: Int] = [:]
    for name in names.sorted() {
      guard let (prefix, rank) = parse(name) else { continue }
      let file = (rank, shown.isEmpty ? name : join(shown, name))
      if let row = rows[prefix] {
        found[row].files.append(file)
      } else {
        rows[prefix] = found.count
        let place = shown.isEmpty ? prefix : join(shown, prefix)
        found.append(Candidate(prefix: place, files: [file]))
      }
    }
    return found
  }

  /// `job.12.et` or `job.12.et.gz` is rank 12 of `job`.
  private static func parse(_ name: String) -> (prefix: String, rank: Int)? {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.last == "gz" { parts.removeLast() }
    guard parts.count >= 3, parts.removeLast() == "et", let digits = parts.popLast(),
      let rank = Int(digits), digits.allSatisfy(\.isNumber)
    else { return nil }
    return (parts.joined(separator: "."), rank)
  }

  private static func ordered(_ trace: Candidate) throws(TraceError) -> [String] {
    let files = trace.files.sorted { ($0.rank, $0.path) < ($1.rank, $1.path) }
    for (file, next) in zip(files, files.dropFirst()) where file.rank == next.rank {
      throw TraceError(
        file: trace.prefix, "rank \(file.rank) has two files: \(file.path), \(next.path)")
    }
    let last = files.last?.rank ?? -1
    guard last + 1 == files.count else {
      let present = Set(files.map(\.rank))
      let missing = (0...last).lazy.filter { !present.contains($0) }
      let shown = missing.prefix(8).map(String.init).joined(separator: ", ")
      throw TraceError(
        file: trace.prefix,
        "\(last + 1 - files.count) of ranks 0 to \(last) have no file \(pattern(trace.prefix)): "
          + "rank \(shown)\(last + 1 - files.count > 8 ? ", ..." : "")")
    }
    return files.map(\.path)
  }

  private static func pattern(_ path: String) -> String {
    "\(URL(fileURLWithPath: path).lastPathComponent).RANK.et"
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
