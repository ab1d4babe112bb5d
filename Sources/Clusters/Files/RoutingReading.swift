// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension RoutingPolicy {
  /// Reads `ecmp`, or `{policy: ecmp, seed: 7}`.
  ///
  /// - Throws: `DocumentError` for an unknown policy, or a seed that it does not take.
  init(_ node: DocumentNode) throws(DocumentError) {
    guard node.isMapping else {
      self = try Self.named(node, seed: 0)
      return
    }
    var reader = try node.mapping()
    let name = try reader.required("policy")
    let seed = try reader.optionalInteger("seed", in: 0...Int(Int32.max))
    try reader.finish()
    self = try Self.named(name, seed: UInt64(seed ?? 0))
    if seed != nil, case .equalCostMultipath = self { return }
    if seed != nil { throw node.error("seed: only ecmp draws its ways by a seed") }
  }

  private static func named(
    _ node: DocumentNode, seed: UInt64
  ) throws(DocumentError) -> RoutingPolicy {
    try node.choice(of: [
      "minimal": .minimal, "ecmp": .equalCostMultipath(seed: seed),
      "dimension-order": .dimensionOrder, "valiant": .valiant, "ugal": .ugal,
      "adaptive-ideal": .adaptiveIdeal, "up-down": .upDown,
      "rail-aligned": .railAligned,
    ])
  }
}
