// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Traffic
import Workloads

/// What each member has, or has for each other one, where that is not the same for all: the -v
/// forms of the collectives.
package struct UnevenSizes: Sendable, Hashable {
  /// Bytes. One entry a member; for an all-to-all one a pair, that of `source` for `destination`
  /// at source * memberCount + destination.
  package let bytes: [Double]
  package let memberCount: Int
  let isMatrix: Bool

  /// Kinds that have a -v form.
  package static let kinds: [CollectiveKind] = [
    .reduceScatter, .allGather, .allToAll, .gather, .scatter,
  ]

  /// - Parameters:
  ///   - rows: one row of sizes, or for an all-to-all a row for each member.
  ///   - kind: of the collective.
  /// - Throws: `InputError` for a kind without a -v form, rows that do not fit it, or no bytes.
  package init(_ rows: [[Bytes]], of kind: CollectiveKind) throws(InputError) {
    guard Self.kinds.contains(kind) else {
      throw InputError(
        "sizes are for \(Self.kinds.map(\.rawValue).joined(separator: ", ")); \(kind.rawValue) "
          + "has one buffer")
    }
    isMatrix = kind == .allToAll
    if isMatrix {
      memberCount = rows.count
      for (row, sizes) in rows.enumerated() where sizes.count != rows.count {
        throw InputError(
          "an all-to-all of \(rows.count) members has as many sizes in each row; row \(row + 1) "
            + "has \(sizes.count)")
      }
    } else {
      guard rows.count == 1 else {
        throw InputError("\(kind.rawValue) takes one row of sizes, one a member, not \(rows.count)")
      }
      memberCount = rows[0].count
    }
    bytes = rows.flatMap { $0.map(\.rawValue) }
    guard bytes.contains(where: { $0 > 0 }) else {
      throw InputError("all sizes are zero: nothing would be moved")
    }
    guard bytes.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw InputError("sizes are zero or more")
    }
  }

  /// The size as nccl-tests counts it: of all parts together, for an all-to-all one member's
  /// buffer, that of the mean.
  package var size: Bytes {
    let sum = bytes.reduce(0, +)
    return .bytes(isMatrix ? sum / Double(memberCount) : sum)
  }

  /// What member `source` has for `destination`, or, but for an all-to-all, what is a member's.
  func part(_ source: Int, _ destination: Int) -> Double {
    bytes[isMatrix ? source * memberCount + destination : source]
  }

  /// Fractions of `size` in each block of a schedule. Where a schedule cuts a member's part in
  /// several blocks, they share it alike: block `b` is member `b mod memberCount`'s.
  func weights(for schedule: Schedule) -> [Double] {
    guard !isMatrix else { return bytes.map { $0 / size.rawValue } }
    let blocks = schedule.blockCount
    precondition(blocks.isMultiple(of: memberCount), "a member's part is cut in whole blocks")
    return (0..<blocks).map { block in
      bytes[block % memberCount] / size.rawValue / Double(blocks / memberCount)
    }
  }

  var resolved: String {
    "[" + bytes.map { Bytes.bytes($0).exactDescription }.joined(separator: ", ") + "]"
  }
}
