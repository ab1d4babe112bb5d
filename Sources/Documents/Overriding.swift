// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension DocumentNode {
  /// This node with `other`'s keys laid over it; lists and scalars are replaced whole.
  func merged(under other: DocumentNode) -> DocumentNode {
    guard case .mapping(var mine) = content, case .mapping(let theirs) = other.content else {
      return other
    }
    let places = Dictionary(uniqueKeysWithValues: zip(mine.map(\.key), mine.indices))
    for entry in theirs {
      if let index = places[entry.key] {
        mine[index] = Entry(
          key: entry.key, keyLine: entry.keyLine,
          value: mine[index].value.merged(under: entry.value))
      } else {
        mine.append(entry)
      }
    }
    return DocumentNode(
      content: .mapping(mine), file: other.file, line: other.line, keyPath: other.keyPath)
  }

  /// Applies `a.b[2].c=value`.
  ///
  /// Intermediate mappings are made where they are missing; a list index must be there.
  ///
  /// - Parameters:
  ///   - text: a key path, `=`, and a value in YAML.
  ///   - option: of the command line that it comes from, as messages will name it.
  /// - Throws: `DocumentError` for a malformed text, or a path that leads into a scalar or beyond a
  ///   list.
  package mutating func apply(
    override text: String, option: String = Document.overridingOption
  ) throws(DocumentError) {
    let origin = "\(option) \(text)"
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw DocumentError(file: origin, problem: "write key=value, such as end.steps=2")
    }
    let steps = try Self.steps(of: String(text[..<equals]), origin: origin)
    let written = String(text[text.index(after: equals)...])
    guard written.contains(where: { !$0.isWhitespace }) else {
      throw DocumentError(file: origin, problem: "has no value; write null to remove a key")
    }
    let value: DocumentNode
    do { value = try Document.parse(written, file: origin) } catch {
      throw DocumentError(file: origin, keyPath: error.keyPath, problem: error.problem)
    }
    try set(value, at: steps[...], origin: origin)
  }

  /// This mapping with a value of another document under a key, in the place of what is there.
  package func setting(_ key: String, to value: DocumentNode) -> DocumentNode {
    guard case .mapping(var entries) = content else { return self }
    entries.removeAll { $0.key == key }
    entries.append(Entry(key: key, keyLine: value.line, value: value))
    var other = self
    other.content = .mapping(entries)
    return other
  }

  /// A mapping with this value under one key: what `link: x` is short for in
  /// `link: {technology: x}`.
  package func wrapped(under key: String) -> DocumentNode {
    let path = Self.child(key, of: keyPath)
    let entry = Entry(key: key, keyLine: line, value: moved(to: path, keepingLines: true))
    return DocumentNode(content: .mapping([entry]), file: file, line: line, keyPath: keyPath)
  }

  enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  static func steps(of path: String, origin: String) throws(DocumentError) -> [Step] {
    var steps: [Step] = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      var rest = part
      let name = rest.prefix { $0 != "[" }
      if !name.isEmpty { steps.append(.key(String(name))) }
      rest = rest.dropFirst(name.count)
      while !rest.isEmpty {
        guard rest.first == "[", let close = rest.firstIndex(of: "]"),
          let index = Int(rest[rest.index(after: rest.startIndex)..<close]), index >= 0
        else {
          throw DocumentError(file: origin, problem: "\"\(part)\" is not key or key[index]")
        }
        steps.append(.index(index))
        rest = rest[rest.index(after: close)...]
      }
      guard !part.isEmpty else {
        throw DocumentError(file: origin, problem: "\"\(path)\" has an empty part")
      }
    }
    return steps
  }

  private mutating func set(
    _ value: DocumentNode, at steps: ArraySlice<Step>, origin: String
  ) throws(DocumentError) {
    guard let step = steps.first else {
      self = value.moved(to: keyPath, keepingLines: false)
      return
    }
    switch (step, content) {
    case (.key(let key), .mapping(var entries)):
      if let index = entries.firstIndex(where: { $0.key == key }) {
        try entries[index].value.set(value, at: steps.dropFirst(), origin: origin)
      } else {
        entries.append(try made(key, value, at: steps.dropFirst(), origin: origin))
      }
      content = .mapping(entries)
    case (.key(let key), .scalar) where isNull:
      content = .mapping([try made(key, value, at: steps.dropFirst(), origin: origin)])
    case (.index(let index), .sequence(var elements)) where elements.indices.contains(index):
      try elements[index].set(value, at: steps.dropFirst(), origin: origin)
      content = .sequence(elements)
    case (.index(let index), .sequence(let elements)):
      throw DocumentError(
        file: origin, keyPath: keyPath,
        problem: "has \(elements.count) elements, no [\(index)]")
    case (.key(let key), .sequence(let elements)):
      throw DocumentError(
        file: origin, keyPath: keyPath,
        problem: "is a list of \(elements.count); write an index, such as [0], before \"\(key)\"")
    default:
      throw DocumentError(
        file: origin, keyPath: keyPath, problem: "is \(spelled) and has nothing inside to set")
    }
  }

  /// A new key of this mapping that holds `value` at the end of the remaining steps.
  private func made(
    _ key: String, _ value: DocumentNode, at steps: ArraySlice<Step>, origin: String
  ) throws(DocumentError) -> Entry {
    var child = DocumentNode(
      content: .mapping([]), file: origin, line: nil, keyPath: Self.child(key, of: keyPath))
    try child.set(value, at: steps, origin: origin)
    return Entry(key: key, keyLine: nil, value: child)
  }

  /// The same value at another key path; without lines where it came from no line.
  private func moved(to path: String, keepingLines: Bool) -> DocumentNode {
    let moved: Content
    switch content {
    case .scalar: moved = content
    case .sequence(let elements):
      moved = .sequence(
        elements.enumerated().map {
          $1.moved(to: "\(path)[\($0)]", keepingLines: keepingLines)
        })
    case .mapping(let entries):
      moved = .mapping(
        entries.map {
          Entry(
            key: $0.key, keyLine: keepingLines ? $0.keyLine : nil,
            value: $0.value.moved(
              to: Self.child($0.key, of: path), keepingLines: keepingLines))
        })
    }
    return DocumentNode(
      content: moved, file: file, line: keepingLines ? line : nil, keyPath: path)
  }
}
