// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

// Lines of aggregations.
extension EquitabilityCheck {
  /// Lines with a member of a class are all of one class, and load links of a class alike.
  mutating func compareLines(_ number: Int, _ aggregation: Aggregation) {
    guard let lines = trees.lines[number] else {
      fault = fault ?? "no switches reach a line of relation \(number)"
      return
    }
    var rows: [LineClass: Int32] = [:]
    var codes: [(bundle: Int32, code: Int32)] = []
    codes.reserveCapacity(lines.count * 2 * lines.length)
    var shares = ShareNumbers()
    // Lines of one pattern whose ranks and bundles are of the same classes, place by place, are alike:
    // each kind is looked at once.
    var kinds = Sequences()
    var rowOfKind: [Int32] = []
    var codesOfKind: [[Int32]] = []
    var kind: [Int32] = []
    for line in 0..<lines.count where fault == nil {
      let members = lines.members(of: line)
      let bundles = lines.bundles(of: line)
      kind.removeAll(keepingCapacity: true)
      kind.append(lines.patternOfLine[line])
      for rank in members { kind.append(partition.rankClass[Int(rank)]) }
      for bundle in bundles { kind.append(partition.bundleClass[Int(bundle)]) }
      let known = Int(kinds.number(of: kind))
      if known == rowOfKind.count {
        let pattern = lines.pattern(of: line)
        let one = lineClass(aggregation, members, bundles, pattern)
        let row = rows[one] ?? Int32(result.lines[number].count)
        if rows[one] == nil {
          rows[one] = row
          result.lines[number].append(one)
          result.lineCounts[number].append(0)
        }
        rowOfKind.append(row)
        codesOfKind.append(pattern.shares.map { shares.number(of: row, $0) })
      }
      let row = rowOfKind[known]
      result.lineCounts[number][Int(row)] += 1
      for rank in members {
        let own = Int(partition.rankClass[Int(rank)])
        let other = result.lineOfClass[number][own]
        if other < 0 { result.lineOfClass[number][own] = row }
        if other >= 0, other != row { fail(Int(rank), "is on a line of another kind") }
      }
      for (bundle, code) in zip(bundles, codesOfKind[known]) { codes.append((bundle, code)) }
    }
    compareLoads(&codes)
  }

  /// Numbers for shares of lines' rows.
  private struct ShareNumbers {
    private struct Key: Hashable {
      var row: Int32
      var share: Double
    }
    private var numbers: [Key: Int32] = [:]

    mutating func number(of row: Int32, _ share: Double) -> Int32 {
      let key = Key(row: row, share: share)
      let number = numbers[key] ?? Int32(numbers.count)
      numbers[key] = number
      return number
    }
  }

  private mutating func lineClass(
    _ aggregation: Aggregation, _ members: ArraySlice<Int32>, _ bundles: ArraySlice<Int32>,
    _ pattern: LineTable.Pattern
  ) -> LineClass {
    var parts: [LineClass.Part] = []
    for (place, rank) in members.enumerated() {
      let part = LineClass.Part(
        rankClass: partition.rankClass[Int(rank)], sent: aggregation.sent(by: place),
        received: aggregation.received(by: place), count: 1)
      if let known = parts.firstIndex(where: { $0.rankClass == part.rankClass }) {
        if parts[known].sent != part.sent || parts[known].received != part.received {
          fail(Int(rank), "sends or receives other parts of a line")
        }
        parts[known].count += 1
      } else {
        parts.append(part)
      }
    }
    return LineClass(
      parts: parts.sorted(),
      hops: zip(bundles, pattern.shares).map { bundle, share in
        FlowClass.Hop(bundleClass: partition.bundleClass[Int(bundle)], share: share)
      }.sorted(), costs: pattern.costs, efficiency: pattern.efficiency)
  }
}
