// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A folder with one type a file, and the list that names them all.
struct Catalogue {
  let protocolName: String
  let folder: String
  /// The file that holds the list.
  let list: String

  /// Types that the list lacks, in the order of their files.
  ///
  /// - Parameters:
  ///   - files: the sources of the folder.
  ///   - listText: the text of the file that holds the list.
  /// - Returns: one line for each.
  func violations(files: [SourceFile], listText: String) -> [String] {
    conformers(in: files).filter { type in
      !["\(type)(", "\(type).self"].contains { listText.contains($0) }
    }
    .map { "\(list) does not list \($0), a \(protocolName) in \(folder)" }
  }

  func conformers(in files: [SourceFile]) -> [String] {
    files.flatMap(\.lines).compactMap { line in
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      guard let kind = words.firstIndex(where: { ["struct", "enum", "class"].contains($0) }),
        kind + 1 < words.count, words.dropFirst(kind + 2).contains(Substring(protocolName)),
        line.contains(":")
      else { return nil }
      return String(words[kind + 1])
    }
  }
}
