// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

extension Aggregation {
  /// Switches add up, or copy, what the members of each line hold.
  ///
  /// - Parameters:
  ///   - held: `[member][block]`: whose contributions are in this copy.
  ///   - faults: gets a sentence for each fault.
  func carryOut(on held: inout [[Set<Int>]], _ faults: inout [String]) {
    for line in 0..<lineCount {
      let members = (0..<lineLength).map { member(at: $0, of: line) }
      for movement in movements where movement != .barrier {
        let before = held
        for coordinate in 0..<slice.dimensions[slice.axis] {
          for block in slice.blocks(of: members[0], along: [coordinate]) {
            guard before[0].indices.contains(block) else {
              faults.append("switches work on block \(block), which does not exist")
              continue
            }
            let parts = members.map { before[$0][block] }
            let owner = coordinate % lineLength
            for (place, member) in members.enumerated() {
              guard let source = sources(movement, to: place, owner: owner) else { continue }
              held[member][block] = merge(source.map { parts[$0] }, block, &faults)
            }
          }
        }
      }
    }
  }

  /// Places whose copies a member gets added up; nil where it keeps what it has.
  private func sources(_ movement: Movement, to place: Int, owner: Int) -> [Int]? {
    switch movement {
    case .allReduce: Array(0..<lineLength)
    case .reduceScatter: place == owner ? Array(0..<lineLength) : nil
    case .reduce: place == root ? Array(0..<lineLength) : nil
    case .allGather: [owner]
    case .broadcast: [root]
    case .barrier: nil
    }
  }

  private func merge(_ parts: [Set<Int>], _ block: Int, _ faults: inout [String]) -> Set<Int> {
    let sum = parts.reduce(into: Set<Int>()) { $0.formUnion($1) }
    if sum.count != parts.reduce(0, { $0 + $1.count }) {
      faults.append("switches add a contribution to block \(block) twice")
    }
    if sum.isEmpty { faults.append("switches pass on block \(block), which nobody has") }
    return sum
  }
}
