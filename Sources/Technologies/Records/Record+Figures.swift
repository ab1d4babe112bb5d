// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Record {
  /// The figure under a key; nil where the file leaves it out.
  ///
  /// - Parameters:
  ///   - key: the key path.
  ///   - type: its dimension, which must be the shape's.
  /// - Returns: the figure in its dimension.
  package func figure<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) -> Figure<Quantity<D>>? {
    for entry in entries where entry.keyPath == key {
      if let figure: Figure<Quantity<D>> = typed(entry.content) { return figure }
    }
    return nil
  }

  /// Every figure of the list under a key.
  package func figures<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) -> [Figure<Quantity<D>>] {
    entries.compactMap { entry in
      guard entry.keyPath.hasPrefix(key + "[") else { return nil }
      return typed(entry.content)
    }
  }

  /// A figure without a unit.
  package func number(_ key: String) -> Figure<Double>? {
    for entry in entries where entry.keyPath == key {
      if case .figure(let figure, _, _) = entry.content { return figure }
    }
    return nil
  }

  /// Every figure of a spectrum, with its frequency.
  package func spectrum<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) -> [(frequency: Hertz, figure: Figure<Quantity<D>>)] {
    entries.compactMap { entry in
      guard entry.keyPath.hasPrefix(key + "["),
        case .figure(_, _, let frequency?) = entry.content,
        let figure: Figure<Quantity<D>> = typed(entry.content)
      else { return nil }
      return (frequency, figure)
    }
  }

  package func text(_ key: String) -> String? {
    for entry in entries where entry.keyPath == key {
      if case .text(let text) = entry.content { return text }
    }
    return nil
  }

  /// The text under one key of each mapping of a list, with the mapping's number.
  package func list(_ key: String, _ inner: String) -> [(text: String, index: Int)] {
    var found: [(text: String, index: Int)] = []
    while let text = text("\(key)[\(found.count)].\(inner)") { found.append((text, found.count)) }
    return found
  }

  private func typed<D: Dimension>(_ content: Entry.Content) -> Figure<Quantity<D>>? {
    guard case .figure(let figure, .quantity(let dimension, _), _) = content else { return nil }
    precondition(dimension == D.self, "\(figure.name) is \(dimension.noun), not \(D.noun)")
    return figure.map { Quantity(rawValue: $0) }
  }
}

extension Figure {
  /// The same figure in another type: value, low and high alike.
  package func map<Other: Comparable & Hashable & Sendable>(
    _ transform: (Value) -> Other
  ) -> Figure<Other> {
    Figure<Other>(
      name: name, value: transform(value), low: low.map(transform), high: high.map(transform),
      year: year, boundary: boundary, includes: includes, kind: kind, grade: grade,
      source: source, notes: notes)
  }
}
