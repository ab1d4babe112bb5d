// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// How a domain joins its groups of accelerators.
///
/// A shape is one file in this folder and one line in `ShapeCatalogue`.
protocol DomainShape: Sendable {
  /// As files write it.
  static var name: String { get }
  /// Whether the shape has switches: if not, a file that names one is wrong.
  static var hasSwitches: Bool { get }
  /// Whether leaves may take in more than they pass up.
  static var hasLeaves: Bool { get }
  /// Whether accelerators must pass on what is not for them.
  ///
  /// - Parameter inner: accelerators in each group that the domain joins.
  /// - Returns: true where some pair has no way but through another accelerator.
  static func forwards(inner: Int) -> Bool
  /// Adds switches and links.
  ///
  /// - Throws: `DocumentError` where the domain's links and switches cannot make the shape.
  static func lay(_ domain: inout DomainBuilder) throws(DocumentError)
}

/// Every shape that a domain may have.
package enum ShapeCatalogue {
  static let shapes: [any DomainShape.Type] = [
    SwitchShape.self,
    FullMeshShape.self,
    RingShape.self,
    FatTreeShape.self,
    RailFatTreeShape.self,
    RailOnlyShape.self,
  ]

  /// As files write them.
  package static var names: [String] { shapes.map { $0.name } }

  /// The types' own names, which are those of their files.
  package static var typeNames: [String] { shapes.map { String(describing: $0) } }

  static func shape(_ node: DocumentNode) throws(DocumentError) -> any DomainShape.Type {
    let text = try node.string()
    if let shape = shapes.first(where: { $0.name == text }) { return shape }
    throw node.error("\"\(text)\" is no shape\(Suggestion.hint(for: text, among: names))")
  }
}
