// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A flow as the sharing of rates sees it: half a cache line, since a solve meets flows in the
/// order of the links that they are on.
struct FlowState: BitwiseCopyable {
  var rateBytesPerSecond = 0.0
  let span: HopSpan
  let route: Int32
  /// The first of its nodes in the membership.
  let nodes: Int32
  /// The link that holds the flow back, or -1.
  var heldBy: Int32 = -1

  init(span: HopSpan, route: Int32, nodes: Int32) {
    self.span = span
    self.route = route
    self.nodes = nodes
  }
}
