// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A part of a program, and the classes of its ranks.
struct Layer {
  let table: RelationTable
  let check: EquitabilityCheck
  /// The class of the first class here in the whole quotient.
  let firstClass: Int

  var partition: Partition { check.partition }
  var classCount: Int { check.partition.rankClassCount }

  /// The first member of each class.
  let first: [Int32]

  init(_ table: RelationTable, _ check: EquitabilityCheck, firstClass: Int) {
    self.table = table
    self.check = check
    self.firstClass = firstClass
    first = (0..<check.partition.rankClassCount).map { check.members(of: $0).first ?? -1 }
  }
}
