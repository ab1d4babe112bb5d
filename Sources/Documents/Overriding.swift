// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension DocumentNode {
  /// This node with `other`'s keys laid over it; lists and scalars are replaced whole.
  func merged(under other: DocumentNode) -> DocumentNode {
    guard case .mapping(var mine) = content, case .mapping(let theirs) = other.content else {
      return other
    }
    for entry in theirs {
      if let index = mine.firstIndex(where: { $0.key == entry.key }) {
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

  /// Applies `a.b[2].c=value`. Intermediate mappings are made where they are missing; a list
  /// index must be there.
  package mutating func apply(override text: String) throws(DocumentError) {
    let origin = "--set \(text)"
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw DocumentError(file: origin, problem: "write key=value, such as end.steps=2")
    }
    let steps = try Self.steps(of: String(text[..<equals]), origin: origin)
    let value = try Document(
      text: String(text[text.index(after: equals)...]) + "\n", name: origin
    ).root
    try set(value, at: steps[...], origin: origin)
  }

  /// A mapping with this value under one key: what `link: x` is short for in
  /// `link: {technology: x}`.
  package func wrapped(under key: String) -> DocumentNode {
    let path = Self.child(key, of: keyPath)
    let entry = Entry(key: key, keyLine: line, value: moved(to: path))
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
      self = value.moved(to: keyPath)
      return
    }
    switch (step, content) {
    case (.key(let key), .mapping(var entries)):
      let path = Self.child(key, of: keyPath)
      let index = entries.firstIndex { $0.key == key }
      var child =
        index.map { entries[$0].value }
        ?? DocumentNode(content: .mapping([]), file: origin, line: nil, keyPath: path)
      try child.set(value, at: steps.dropFirst(), origin: origin)
      let entry = Entry(key: key, keyLine: nil, value: child)
      if let index { entries[index] = entry } else { entries.append(entry) }
      content = .mapping(entries)
    case (.index(let index), .sequence(var elements)) where elements.indices.contains(index):
      try elements[index].set(value, at: steps.dropFirst(), origin: origin)
      content = .sequence(elements)
    case (.index(let index), .sequence(let elements)):
      throw DocumentError(
        file: origin, keyPath: keyPath,
        problem: "has \(elements.count) elements, no [\(index)]")
    default:
      throw DocumentError(
        file: origin, keyPath: keyPath, problem: "is \(spelled) and has nothing inside to set")
    }
  }

  /// The same value under another key path, as when an override lands in a document.
  private func moved(to path: String) -> DocumentNode {
    var node = self
    node.keyPath = path
    switch content {
    case .scalar: break
    case .sequence(let elements):
      node.content = .sequence(
        elements.enumerated().map { $1.moved(to: "\(path)[\($0)]") })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map {
          Entry(
            key: $0.key, keyLine: $0.keyLine, value: $0.value.moved(to: Self.child($0.key, of: path)))
        })
    }
    return node
  }
}
