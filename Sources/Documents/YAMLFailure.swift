// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Yams

/// Words for Yams' own errors.
enum YAMLFailure {
  static func describe(_ error: any Error) -> (line: Int?, problem: String) {
    guard let error = error as? YamlError else { return (nil, "is not YAML: \(error)") }
    switch error {
    case .scanner(_, let problem, let mark, let yaml):
      return (mark.line, "is not YAML: \(problem)\(tabHint(at: mark, in: yaml))")
    case .composer(_, let problem, let mark, _) where problem.contains("another document"):
      return (mark.line, "holds a second document (---), and a file is one document")
    case .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      return (mark.line, "is not YAML: \(problem)")
    case .reader(let problem, let offset, _, let yaml):
      let line = offset.map { yaml.prefix($0).count(where: \.isNewline) + 1 }
      return (line, "is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      return (context.mark.line, "the key is there twice: \(names)")
    default:
      return (nil, "is not YAML: \(error)")
    }
  }

  private static func tabHint(at mark: Mark, in yaml: String) -> String {
    let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.indices.contains(mark.line - 1) else { return "" }
    let indent = lines[mark.line - 1].prefix(while: \.isWhitespace)
    return indent.contains("\t") ? " (a tab may not indent; use spaces)" : ""
  }
}
