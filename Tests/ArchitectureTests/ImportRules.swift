// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What a source imports, and what of it the law does not allow.
enum ImportRules {
  /// Modules named by the import lines of a source; text in multi-line strings is skipped.
  static func imports(of file: SourceFile) -> [(module: String, line: Int)] {
    var found: [(module: String, line: Int)] = []
    var isInString = false
    for (index, line) in file.lines.enumerated() {
      let marks = line.components(separatedBy: "\"\"\"").count - 1
      if !isInString, let module = importedModule(of: line) { found.append((module, index + 1)) }
      if marks % 2 == 1 { isInString.toggle() }
    }
    return found
  }

  static func violations(in file: SourceFile, under law: Law) -> [String] {
    guard let name = file.module else { return [] }
    guard let module = law.module(name) else {
      return ["\(file.path): the law does not know the module \(name)"]
    }
    return imports(of: file).compactMap { imported, line in
      let place = "\(file.path):\(line): \(name) imports \(imported)"
      if imported == "Foundation" || imported == "FoundationEssentials" {
        return module.allowsFoundation ? nil : "\(place), and this module does without it"
      }
      let allowed = module.imports.union(module.external).union(Law.platform)
      return allowed.contains(imported) ? nil : "\(place), which the law does not allow"
    }
  }

  /// The module of `import X`, `@testable import X`, `internal import struct X.Y`; else nil.
  private static func importedModule(of line: Substring) -> String? {
    var words = line.split(separator: " ")[...]
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) {
      words.removeFirst()
    }
    guard words.first == "import" else { return nil }
    words.removeFirst()
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
    ]
    if let word = words.first, kinds.contains(word) { words.removeFirst() }
    return words.first?.split(separator: ".").first.map(String.init)
  }
}

extension Substring {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
