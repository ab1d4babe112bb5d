// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which accelerators lie together in one domain of a level.
///
/// Blocks are runs of consecutive numbers; those of a level are parts of those of the next.
package struct DomainBlocks: Sendable, Hashable {
  /// Accelerators in each block; 0 where they differ.
  @usableFromInline let span: Int
  /// By accelerator, where blocks differ; empty where they do not.
  @usableFromInline let blockOf: [Int32]
  /// By block, the first of its accelerators, and beyond the last; empty where blocks are alike.
  private let starts: [Int]

  /// Blocks of so many accelerators each.
  package init(span: Int) {
    self.span = span
    blockOf = []
    starts = []
  }

  /// Blocks of so many accelerators in turn.
  package init(sizes: [Int]) {
    if let first = sizes.first, sizes.allSatisfy({ $0 == first }) {
      self.init(span: first)
      return
    }
    var starts = [0]
    var blockOf: [Int32] = []
    for (block, size) in sizes.enumerated() {
      blockOf += [Int32](repeating: Int32(block), count: size)
      starts.append(blockOf.count)
    }
    self.init(blockOf: blockOf, starts: starts)
  }

  private init(blockOf: [Int32], starts: [Int]) {
    span = 0
    self.blockOf = blockOf
    self.starts = starts
  }

  /// The block that holds an accelerator.
  @inlinable
  package func block(of accelerator: Int) -> Int {
    span > 0 ? accelerator / span : Int(blockOf[accelerator])
  }

  @inlinable
  package func block(of accelerator: GPUID) -> Int { block(of: Int(accelerator.rawValue)) }

  /// The accelerators of a block.
  package func members(of block: Int) -> Range<Int> {
    span > 0 ? block * span..<(block + 1) * span : starts[block]..<starts[block + 1]
  }

  /// Accelerators in each block, where all have as many; nil where not.
  package var evenSpan: Int? { span > 0 ? span : nil }
}

extension RoutingScope {
  /// Nested domains of equal size at each level.
  ///
  /// - Parameters:
  ///   - spans: accelerators in one domain of each level, innermost first.
  ///   - forwards: whether accelerators forward, by level.
  /// - Returns: a scope in which a route uses the innermost domain that holds both ends.
  package static func domains(spans: [Int], forwards: [Bool]) -> RoutingScope {
    .nested(blocks: spans.map(DomainBlocks.init(span:)), forwards: forwards)
  }

  /// The blocks of each level, innermost first; empty of a graph.
  package var blocks: [DomainBlocks] {
    if case .nested(let blocks, _) = self { return blocks }
    return []
  }

  /// The innermost level that holds two accelerators; nil where none does, and of a graph.
  package func level(_ a: GPUID, _ b: GPUID) -> Int? {
    blocks.firstIndex { $0.block(of: a) == $0.block(of: b) }
  }
}
