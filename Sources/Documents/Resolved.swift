// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension DocumentNode {
  /// The document as YAML in flow style on one line: what provenance records as the resolved input.
  ///
  /// Read again it gives the same keys, texts, numbers and nulls in the same order.
  package var flowText: String {
    switch content {
    case .scalar(_, let quoted) where isNull && !quoted: "null"
    case .scalar(let text, let quoted): text.flowScalar(quoted: quoted)
    case .sequence(let elements):
      "[" + elements.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\($0.key.flowScalar(quoted: false)): \($0.value.flowText)" }
        .joined(separator: ", ") + "}"
    }
  }
}

extension String {
  /// Plain where YAML surely reads it back as the same text, otherwise in double quotes.
  fileprivate func flowScalar(quoted: Bool) -> String {
    let isPlain =
      !quoted && !isEmpty && first != " " && last != " "
      && !["-", "?", "=", "<<"].contains(self) && !hasPrefix("- ") && !hasPrefix("? ")
      && unicodeScalars.allSatisfy {
        !":#{}[],&*!|>'\"%@`\\".unicodeScalars.contains($0) && $0.isPrinted
      }
    return isPlain ? self : "\"" + escaped + "\""
  }

  private var escaped: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case _ where !scalar.isPrinted:
        let digits = String(scalar.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

extension Unicode.Scalar {
  /// Whether YAML takes the letter as it is, on one line.
  fileprivate var isPrinted: Bool {
    switch value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }
}
