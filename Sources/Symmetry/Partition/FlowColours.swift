// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What ranks and bundles meet by listed flows, kept up to date while their classes split: only flows
/// of what changed are looked at again.
struct FlowColours {
  private let flows: FlowList
  private var classes: SplittingClasses
  /// By flow.
  private var colour: [UInt64]
  /// What each element has met, in which order does not count.
  private var met: [UInt64]

  // All false between uses.
  private var isStale: [Bool]
  private var isTouched: [Bool]

  /// - Parameters:
  ///   - flows: filed.
  ///   - partition: of the colours.
  ///   - rankColour: of every rank.
  ///   - bundleColour: of every bundle.
  init(
    _ flows: FlowList, _ partition: Partition, rankColour: [UInt64], bundleColour: [UInt64]
  ) {
    self.flows = flows
    let bundleClass = partition.bundleClass.map { $0 + Int32(partition.rankClassCount) }
    classes = SplittingClasses(
      partition.rankClass + bundleClass,
      count: partition.rankClassCount + partition.bundleClassCount)
    let colour = (0..<flows.count).map { flows.colour(of: $0, rankColour, bundleColour) }
    var met = [UInt64](repeating: 0, count: rankColour.count + bundleColour.count)
    for row in 0..<flows.count {
      flows.forEachElement(of: row) { element, way in met[element] &+= mixed(colour[row], way) }
    }
    self.colour = colour
    self.met = met
    isStale = [Bool](repeating: false, count: flows.count)
    isTouched = [Bool](repeating: false, count: met.count)
    markDifferent(met)
  }

  /// Marks what met something else than the first of its class.
  private mutating func markDifferent(_ met: [UInt64]) {
    let model = (0..<classes.count).map { row in
      classes.members(of: row).first.map { met[Int($0)] } ?? 0
    }
    for element in met.indices where met[element] != model[Int(classes.classOf[element])] {
      classes.mark(Int32(element))
    }
  }

  /// Splits classes by what their members met since the last time.
  ///
  /// - Returns: the new classes.
  mutating func split() -> Range<Int> { classes.split(by: met) }

  /// Splits classes by something else than flows.
  ///
  /// - Parameter other: by element.
  /// - Returns: the new classes.
  mutating func split(by other: [UInt64]) -> Range<Int> {
    markDifferent(other)
    return classes.split(by: other)
  }

  func members(of row: Int) -> ArraySlice<Int32> { classes.members(of: row) }

  /// Looks again at the flows of new classes, and marks all that meet them: a new class has a new
  /// colour, and so they have met something else than before.
  ///
  /// - Parameters:
  ///   - parts: the new classes.
  ///   - rankColour: of every rank.
  ///   - bundleColour: of every bundle.
  mutating func look(at parts: Range<Int>, _ rankColour: [UInt64], _ bundleColour: [UInt64]) {
    var stale: [Int32] = []
    for part in parts {
      for element in classes.members(of: part) {
        for row in flows.flows(of: Int(element)) where !isStale[Int(row)] {
          isStale[Int(row)] = true
          stale.append(row)
        }
      }
    }
    var touched: [Int32] = []
    for row in stale {
      isStale[Int(row)] = false
      let old = colour[Int(row)]
      let new = flows.colour(of: Int(row), rankColour, bundleColour)
      colour[Int(row)] = new
      flows.forEachElement(of: Int(row)) { element, way in
        met[element] &+= mixed(new, way) &- mixed(old, way)
        guard !isTouched[element] else { return }
        isTouched[element] = true
        touched.append(Int32(element))
      }
    }
    for element in touched {
      isTouched[Int(element)] = false
      classes.mark(element)
    }
  }
}
