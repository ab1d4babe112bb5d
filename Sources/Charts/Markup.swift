// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Elements of SVG as text.
package struct Markup: Sendable {
  package private(set) var text = ""
  private var open: [String] = []

  package init() {}

  /// - Parameters:
  ///   - name: of the element.
  ///   - attributes: in the order in which they are written.
  ///   - content: text inside, escaped; nil for none.
  package mutating func add(
    _ name: String, _ attributes: KeyValuePairs<String, String>, content: String? = nil
  ) {
    indent()
    text += "<\(name)" + Self.spelled(attributes)
    text += content.map { ">\(Self.escaped($0))</\(name)>\n" } ?? "/>\n"
  }

  package mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    indent()
    text += "<\(name)" + Self.spelled(attributes) + ">\n"
    open.append(name)
  }

  package mutating func end() {
    guard let name = open.popLast() else { preconditionFailure("no element is open") }
    indent()
    text += "</\(name)>\n"
  }

  private mutating func indent() { text += String(repeating: "  ", count: open.count) }

  private static func spelled(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
  }

  /// Text without what XML takes for its own, and without what it cannot hold.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A length in pixels, to a hundredth.
  package static func pixels(_ value: Double) -> String { Decimal.fixed(value, decimals: 2) }
}
