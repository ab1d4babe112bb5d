// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// In what way something is met: mixed into colours, so that the same met in two ways does not look like
/// the same met twice in one. The numbers mean nothing but that they differ.
enum Salt: UInt64 {
  case fromSender = 1
  case toReceiver
  /// Along a link, with its direction, as seen from a node at one end.
  case linkOut, linkIn
  /// In the same group.
  case companion
  /// Of a group of one class on one switch: by its members and by their links.
  case alikeMember, alikeUp, alikeDown
  /// On a tree: a node's branches, all beyond it, and the links between.
  case branch, beyond, treeUp, treeDown
  /// At an inner level, where the tree is not used.
  case towardsMate, fromMate, wayToMate
  /// A class that left another, by its number.
  case part
}

@inline(__always)
func mixed(_ colour: UInt64, _ salt: Salt) -> UInt64 { mixed(colour, salt.rawValue) }
