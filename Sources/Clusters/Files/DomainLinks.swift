// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// The links of a domain as written.
struct DomainLinks: Sendable {
  /// Links that are not those of accelerators.
  struct Other: Sendable {
    let link: LinkDescription?
    let length: Metres?
  }

  /// Of accelerators.
  let port: LinkDescription
  let length: Metres?
  /// Between switches, or between blocks of accelerators; those of accelerators where the file says
  /// nothing else.
  let trunk: Other
  /// Between groups of switches, or a second and a third tier; trunks where the file says nothing
  /// else.
  let global: Other

  /// Reads `link`, `length`, and `trunk` and `global_link` with theirs.
  ///
  /// - Throws: `DocumentError` for links that the shape does not have.
  init(
    _ reader: inout MappingReader, for shape: any DomainShape, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    port = try LinkDescription(try reader.required("link"), catalogue)
    length = try reader.optionalQuantity("length")
    trunk = try Self.other(&reader, "trunk", isThere: shape.hasTrunks, shape, catalogue)
    global = try Self.other(&reader, "global_link", isThere: shape.hasGlobalLinks, shape, catalogue)
  }

  private static func other(
    _ reader: inout MappingReader, _ key: String, isThere: Bool, _ shape: any DomainShape,
    _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> Other {
    let node = reader.optional(key)
    let length: Metres? = try reader.optionalQuantity(key + "_length")
    guard isThere || (node == nil && length == nil) else {
      throw (node ?? reader.node).error(
        "\(key): the shape \(type(of: shape).name) has no such links here")
    }
    return Other(
      link: try node.map { node throws(DocumentError) in try LinkDescription(node, catalogue) },
      length: length)
  }

  /// Every kind of link, the accelerators' first.
  var all: [LinkDescription] { [port, trunk.link, global.link].compactMap { $0 } }
}
