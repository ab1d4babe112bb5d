// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// How a domain joins its groups of accelerators, with the shape's own parameters.
///
/// A shape is one file in this folder and one line in `ShapeCatalogue`.
protocol DomainShape: Sendable {
  /// As files write it.
  static var name: String { get }
  /// Whether the shape has switches: if not, a file that names one is wrong.
  static var hasSwitches: Bool { get }
  /// Whether leaves may take in more than they pass up.
  static var hasLeaves: Bool { get }
  /// Whether its parameters say how many switches it takes, so that a file need not.
  static var countsSwitches: Bool { get }
  /// Reads the shape's own keys of a domain.
  ///
  /// - Parameters:
  ///   - keys: of the domain.
  ///   - size: groups that it joins, where the file says so.
  /// - Throws: `DocumentError` for parameters that make no such shape, or another size.
  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError)

  /// Groups of accelerators that it joins.
  var size: Int { get }
  /// Whether some of its links may be of another kind than those of accelerators (`trunk`).
  var hasTrunks: Bool { get }
  /// Whether it has links between groups of switches (`global_link`).
  var hasGlobalLinks: Bool { get }
  /// Tiers of switches, each of which may be of its own kind (`spine_switch`, `core_switch`).
  var tiers: Int { get }
  /// Whether circuit switches may set up some of its links (`circuit_switch`).
  var hasCircuits: Bool { get }
  /// Whether accelerators must pass on what is not for them.
  ///
  /// - Parameter inner: accelerators in each group that the domain joins.
  /// - Returns: true where some pair has no way but through another accelerator.
  func forwards(inner: Int) -> Bool
  /// Adds switches and links.
  ///
  /// - Throws: `DocumentError` where the domain's links and switches cannot make the shape.
  func lay(_ domain: inout DomainBuilder) throws(DocumentError)
}

extension DomainShape {
  static var countsSwitches: Bool { hasLeaves }
  var hasTrunks: Bool { false }
  var hasGlobalLinks: Bool { false }
  var tiers: Int { Self.hasSwitches ? 1 : 0 }
  var hasCircuits: Bool { false }
}

/// A shape that its size alone describes.
protocol PlainShape: DomainShape {
  init(size: Int)
}

extension PlainShape {
  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    guard let size else {
      throw keys.node.error("\"size\" is missing: the groups that a \(Self.name) joins")
    }
    self.init(size: size)
  }
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
    TorusShape.self,
    TwistedTorusShape.self,
    MeshShape.self,
    HypercubeShape.self,
    HyperXShape.self,
    FlattenedButterflyShape.self,
    DragonflyShape.self,
    DragonflyPlusShape.self,
    DirectConnectShape.self,
    RegionalCircuitsShape.self,
    WDMRingShape.self,
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
