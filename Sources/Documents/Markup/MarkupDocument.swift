// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// An XML file, read strictly into its elements.
///
/// Foundation's parser takes a file that ends early for a whole one, names its errors by number, and
/// is too slow for graphs of a hundred thousand links; hence a reader of what data files use:
/// elements, attributes, text, CDATA, comments, processing instructions, and the five entities of
/// XML itself. A document type is refused, as it can define others.
package struct MarkupDocument: Sendable {
  package let root: MarkupElement
  package let file: String

  /// Levels of nesting; no format here has twenty.
  static let deepest = 200

  /// Reads a file.
  ///
  /// - Parameter path: the file, as messages will name it.
  /// - Throws: `DocumentError` for a file that is missing, or not such XML.
  package init(path: String) throws(DocumentError) {
    try self.init(text: try TextFile.read(path), file: path)
  }

  /// Reads text that has no file.
  ///
  /// - Parameters:
  ///   - text: the document.
  ///   - file: stands for the file in messages.
  /// - Throws: `DocumentError` for what is not such XML.
  package init(text: String, file: String) throws(DocumentError) {
    self.file = file
    var reader = MarkupReader(text: text, file: file)
    // Elements that are not closed yet, outermost first.
    var open: [MarkupElement] = []
    var whole: MarkupElement?
    while let event = try reader.next() {
      switch event {
      case .start(let element):
        guard whole == nil else {
          throw reader.failure("has a second element at its top, <\(element.name)>")
        }
        guard open.count < Self.deepest else {
          throw reader.failure("is nested deeper than \(Self.deepest) levels")
        }
        open.append(element)
      case .text(let text):
        guard !open.isEmpty else { throw reader.failure("has text outside of its element") }
        open[open.count - 1].text += text
      case .end(let name):
        guard let element = open.popLast() else {
          throw reader.failure("</\(name)> closes nothing")
        }
        guard name == element.name else {
          throw reader.failure(
            "</\(name)> closes <\(element.name)>, which begins on line \(element.line)")
        }
        if open.isEmpty {
          whole = element
        } else {
          open[open.count - 1].children.append(element)
        }
      }
    }
    if let element = open.last {
      throw reader.failure(
        "ends inside <\(element.name)>, which begins on line \(element.line)")
    }
    guard let whole else { throw DocumentError(file: file, problem: "is not XML: has no element") }
    root = whole
  }
}
