// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How the parts that a domain joins stand in a picture, where its links alone do not tell.
///
/// Parts are accelerators, or groups of them: servers, or switches each with what hangs on it. They
/// are counted in the order of their first accelerators.
package enum FabricLayout: Sendable, Hashable {
  /// Parts fill a grid of these extents; the first coordinate varies fastest. The product of the
  /// extents is the number of parts. Blocks of these extents, where there are any, stand apart: what is
  /// on one carrier, or in one rack.
  case grid(extents: [Int], blocks: [Int]? = nil)
  /// So many consecutive parts make a group, and the groups stand around a circle: a dragonfly.
  case blocks(size: Int)
}
