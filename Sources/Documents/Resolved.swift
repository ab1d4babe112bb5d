// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension DocumentNode {
  /// The document as canonical YAML flow text: what provenance records as the resolved input.
  package var flowText: String {
    switch content {
    case .scalar(let text, let quoted):
      if quoted || text.isEmpty || text.contains(where: { ":#{}[],&*!|>'\"%@`\n".contains($0) }) {
        return "\"" + text.escaped + "\""
      }
      return text
    case .sequence(let elements):
      return "[" + elements.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      return "{" + entries.map { "\($0.key): \($0.value.flowText)" }.joined(separator: ", ") + "}"
    }
  }
}

extension String {
  fileprivate var escaped: String {
    var out = ""
    for character in self {
      switch character {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default: out.append(character)
      }
    }
    return out
  }
}
