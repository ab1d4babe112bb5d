// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A figure between two numbers, both included; one number where it is exact.
package struct LaneInterval: Sendable, Hashable {
  package var lower: Double
  package var upper: Double

  package init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether it is one number, but for rounding.
  package var isExact: Bool { upper - lower <= LaneAnswers.rounding * abs(upper) }

  /// Half way.
  package var middle: Double { lower + (upper - lower) / 2 }

  /// The width over the upper end; 0 for nothing.
  package var width: Double { upper > 0 ? (upper - lower) / upper : 0 }
}

/// What each of many lanes came to: a row a measure, a column a lane.
package struct LaneAnswers: Sendable, Hashable {
  /// Two sums that differ by no more, relatively, are the same: those of lanes add in another order
  /// than the engine does.
  package static let rounding = 1e-9

  package let laneCount: Int
  /// Groups whose exposed communication is told, and lines of the ledger.
  package let groups: [String]
  package let lines: [String]
  var lower: [Double]
  var upper: [Double]
  /// Whether each lane serves streams in the order that was played, and no link holds back that was
  /// left out. Where it does not, its intervals are wide: fluid flows would tell.
  package var followsThePlay: [Bool]

  /// Measures in their order; those of groups and lines follow.
  enum Measure: Int, CaseIterable {
    case duration, exposed, worstExposed, energy, averagePower, peakPower
  }

  static func measureCount(groups: Int, lines: Int) -> Int {
    Measure.allCases.count + groups + 2 * lines
  }

  init(laneCount: Int, groups: [String], lines: [String]) {
    self.laneCount = laneCount
    self.groups = groups
    self.lines = lines
    let count = laneCount * Self.measureCount(groups: groups.count, lines: lines.count)
    lower = [Double](repeating: 0, count: count)
    upper = lower
    followsThePlay = [Bool](repeating: true, count: laneCount)
  }

  private func interval(_ row: Int, _ lane: Int) -> LaneInterval {
    LaneInterval(lower[row * laneCount + lane], upper[row * laneCount + lane])
  }

  private func interval(_ measure: Measure, _ lane: Int) -> LaneInterval {
    interval(measure.rawValue, lane)
  }

  /// Seconds from the first start to the last end.
  package func duration(_ lane: Int) -> LaneInterval { interval(.duration, lane) }
  /// Seconds in which a rank communicated and computed nothing: mean over ranks, and the most.
  package func exposed(_ lane: Int) -> LaneInterval { interval(.exposed, lane) }
  package func worstExposed(_ lane: Int) -> LaneInterval { interval(.worstExposed, lane) }
  /// Joules, of the facility.
  package func energy(_ lane: Int) -> LaneInterval { interval(.energy, lane) }
  /// Watts.
  package func averagePower(_ lane: Int) -> LaneInterval { interval(.averagePower, lane) }
  package func peakPower(_ lane: Int) -> LaneInterval { interval(.peakPower, lane) }

  /// Seconds in which a group's operations were under way and nothing was computed, mean over ranks.
  package func exposed(group: Int, _ lane: Int) -> LaneInterval {
    interval(Measure.allCases.count + group, lane)
  }

  /// Joules of a line of the ledger whether or not bits moved, and of the bits.
  package func staticEnergy(line: Int, _ lane: Int) -> LaneInterval {
    interval(Measure.allCases.count + groups.count + 2 * line, lane)
  }

  package func dynamicEnergy(line: Int, _ lane: Int) -> LaneInterval {
    interval(Measure.allCases.count + groups.count + 2 * line + 1, lane)
  }

  /// Whether the run's time is exact.
  package func isExact(_ lane: Int) -> Bool { followsThePlay[lane] && duration(lane).isExact }
}

extension LaneAnswers {
  /// Eight lanes' rows, before they join those of all.
  struct Block {
    private(set) var lower: [SIMD8<Double>]
    private(set) var upper: [SIMD8<Double>]
    private(set) var holds = SIMDMask<SIMD8<Int64>>(repeating: true)
    private let groupCount: Int

    init(groups: Int, lines: Int) {
      groupCount = groups
      lower = [SIMD8<Double>](
        repeating: SIMD8(), count: LaneAnswers.measureCount(groups: groups, lines: lines))
      upper = lower
    }

    private mutating func set(_ row: Int, _ range: LaneRange) {
      lower[row] = range.lower
      upper[row] = range.upper
    }

    mutating func set(_ measure: Measure, _ range: LaneRange) { set(measure.rawValue, range) }
    mutating func set(group: Int, _ range: LaneRange) { set(Measure.allCases.count + group, range) }
    mutating func set(staticLine line: Int, _ range: LaneRange) {
      set(Measure.allCases.count + groupCount + 2 * line, range)
    }
    mutating func set(dynamicLine line: Int, _ range: LaneRange) {
      set(Measure.allCases.count + groupCount + 2 * line + 1, range)
    }
    mutating func set(followsThePlay holds: SIMDMask<SIMD8<Int64>>) { self.holds = holds }
  }

  /// Takes others' answers for some lanes.
  mutating func replace(_ lanes: [Int], with others: LaneAnswers) {
    for row in 0..<lower.count / max(laneCount, 1) {
      for (place, lane) in lanes.enumerated() {
        lower[row * laneCount + lane] = others.lower[row * others.laneCount + place]
        upper[row * laneCount + lane] = others.upper[row * others.laneCount + place]
      }
    }
    for (place, lane) in lanes.enumerated() {
      followsThePlay[lane] = others.followsThePlay[place]
    }
  }

  /// Takes in a block whose first lane is one of all.
  mutating func take(_ block: Block, from first: Int, count: Int) {
    for row in block.lower.indices {
      for lane in 0..<count {
        lower[row * laneCount + first + lane] = block.lower[row][lane]
        upper[row * laneCount + first + lane] = block.upper[row][lane]
      }
    }
    for lane in 0..<count { followsThePlay[first + lane] = block.holds[lane] }
  }
}
