// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension FabricBundles {
  /// The level on whose one switch several accelerators hang, and meet nowhere else.
  ///
  /// - Parameter accelerators: in any order.
  /// - Returns: nil where they do not, and for fewer than two.
  func flatLevel(of accelerators: some Collection<Int32>) -> Int? {
    guard let first = accelerators.first, let second = accelerators.dropFirst().first else {
      return nil
    }
    let row = level(first, second)
    guard case .tree(let tree) = levels[row], tree.parent[Int(first)] >= 0,
      accelerators.allSatisfy({ tree.parent[Int($0)] == tree.parent[Int(first)] })
    else { return nil }
    // Of nested domains, no two may meet at an inner level.
    guard row > 0, !blocks.isEmpty else { return row }
    let inner = blocks[row - 1]
    var previous = -1
    let isRising = accelerators.allSatisfy { accelerator in
      defer { previous = inner.block(of: Int(accelerator)) }
      return inner.block(of: Int(accelerator)) > previous
    }
    // In the order of groups, as they mostly come, nothing need be kept.
    guard !isRising else { return row }
    var seen: Set<Int> = []
    return accelerators.allSatisfy { seen.insert(inner.block(of: Int($0))).inserted } ? row : nil
  }
}
