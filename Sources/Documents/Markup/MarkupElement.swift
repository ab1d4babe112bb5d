// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// An element of an XML file with what is inside it, and the line that it begins on.
package struct MarkupElement: Sendable {
  package struct Attribute: Sendable {
    package let name: String
    package let value: String
    package let line: Int
  }

  /// As written, its prefix included: `y:ShapeNode`.
  package let name: String
  package let file: String
  package let line: Int
  package let attributes: [Attribute]
  package internal(set) var children: [MarkupElement] = []
  /// The text directly inside, put together, as written.
  package internal(set) var text = ""

  package func error(_ problem: String) -> DocumentError {
    DocumentError(file: file, line: line, keyPath: name, problem: problem)
  }

  /// The value of an attribute; nil where it is absent.
  package subscript(name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// An attribute as a value that knows its place; nil where it is absent or empty.
  package func attribute(_ name: String) -> DocumentNode? {
    guard let found = attributes.first(where: { $0.name == name }), !found.value.isEmpty else {
      return nil
    }
    return DocumentNode(
      text: found.value, file: file, line: found.line, keyPath: "\(self.name).\(name)")
  }

  /// An attribute that must be there and not empty.
  package func required(_ name: String) throws(DocumentError) -> DocumentNode {
    if let found = attribute(name) { return found }
    throw error(
      "the attribute \"\(name)\" is \(self[name] == nil ? "missing" : "empty")")
  }

  /// The text without the white space around it, as a value that knows its place.
  ///
  /// - Parameter keyPath: what messages call it.
  /// - Returns: a scalar, which is null where the element has no text.
  package func textNode(keyPath: String) -> DocumentNode {
    let bytes = text.utf8
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x9...0xD).contains($0) }
    var trimmed = bytes.drop(while: isBlank)
    while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
    return DocumentNode(
      text: String(Substring(trimmed)), file: file, line: line, keyPath: keyPath)
  }
}
