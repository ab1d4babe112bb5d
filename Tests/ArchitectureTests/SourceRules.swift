// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What the text of a source may not be.
enum SourceRules {
  static let longestFile = 400

  static func violations(in file: SourceFile) -> [String] {
    length(of: file) + header(of: file) + names(in: file) + traps(in: file)
  }

  private static func length(of file: SourceFile) -> [String] {
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    return count > longestFile
      ? ["\(file.path): \(count) lines; split it before \(longestFile)"] : []
  }

  /// The copyright and licence lines, after a shebang or a tools version.
  private static func header(of file: SourceFile) -> [String] {
    let mark = file.path.hasSuffix(".py") || file.path.hasSuffix(".sh") ? "#" : "//"
    var lines = file.lines[...]
    if let first = lines.first,
      first.hasPrefix("#!") || first.hasPrefix("// swift-tools-version")
    {
      lines.removeFirst()
    }
    let expected = [
      "\(mark) Copyright 2026 the Heliograph authors",
      "\(mark) SPDX-License-Identifier: Apache-2.0",
    ]
    return lines.prefix(2).map(String.init) == expected
      ? [] : ["\(file.path): begins without the two header lines"]
  }

  /// Names that say nothing of what is inside.
  private static func names(in file: SourceFile) -> [String] {
    guard file.path.hasSuffix(".swift") else { return [] }
    let fileName = file.name.split(separator: ".").first.map(String.init) ?? ""
    let isLeftOver = fileName == "Pending"
    var found =
      isLeftOver || isEmptyWord(fileName) ? ["\(file.path): the file's name says nothing"] : []
    for (index, line) in file.lines.enumerated() {
      guard let type = declaredType(on: line), isEmptyWord(type) else { continue }
      found.append("\(file.path):\(index + 1): the name \(type) says nothing")
    }
    return found
  }

  private static func isEmptyWord(_ name: String) -> Bool {
    let whole: Set<String> = ["Core", "Common"]
    let ending = ["Utils", "Util", "Utilities", "Helper", "Helpers", "Manager"]
    return whole.contains(name) || ending.contains { name.hasSuffix($0) }
  }

  private static func declaredType(on line: Substring) -> String? {
    let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    let words = line.split(separator: " ")
    guard let kind = words.firstIndex(where: { kinds.contains($0) }), kind + 1 < words.count,
      words[..<kind].allSatisfy({ $0.allSatisfy { $0.isLetter || "@()_".contains($0) } })
    else { return nil }
    return String(words[kind + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
  }

  /// Ways to stop the program that a user's file could reach.
  private static func traps(in file: SourceFile) -> [String] {
    guard file.module != nil, file.path.hasSuffix(".swift") else { return [] }
    var found: [String] = []
    for (index, line) in file.lines.enumerated() {
      let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
      for trap in ["try!", "as!", "fatalError("] where code.contains(trap) {
        found.append("\(file.path):\(index + 1): \(trap) stops the program; throw instead")
      }
    }
    return found
  }
}
