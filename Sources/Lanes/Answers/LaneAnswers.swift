// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What each of many lanes came to: a row a measure, a column a lane.
package struct LaneAnswers: Sendable, Hashable {
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

  private func interval<Value: Boundable>(_ row: Int, _ lane: Int) -> Interval<Value> {
    let place = row * laneCount + lane
    return Interval(Value(number: lower[place]), Value(number: upper[place]))
  }

  private func interval<Value: Boundable>(_ measure: Measure, _ lane: Int) -> Interval<Value> {
    interval(measure.rawValue, lane)
  }

  /// From the first start to the last end.
  package func duration(_ lane: Int) -> Interval<Seconds> { interval(.duration, lane) }
  /// In which a rank communicated and computed nothing: mean over ranks, and the most.
  package func exposed(_ lane: Int) -> Interval<Seconds> { interval(.exposed, lane) }
  package func worstExposed(_ lane: Int) -> Interval<Seconds> { interval(.worstExposed, lane) }
  /// Of the facility, as the two that follow.
  package func energy(_ lane: Int) -> Interval<Joules> { interval(.energy, lane) }
  package func averagePower(_ lane: Int) -> Interval<Watts> { interval(.averagePower, lane) }
  package func peakPower(_ lane: Int) -> Interval<Watts> { interval(.peakPower, lane) }

  /// In which a group's operations were under way and nothing was computed, mean over ranks.
  package func exposed(group: Int, _ lane: Int) -> Interval<Seconds> {
    interval(Measure.allCases.count + group, lane)
  }

  /// Of a line of the ledger whether or not bits moved, and of the bits.
  package func staticEnergy(line: Int, _ lane: Int) -> Interval<Joules> {
    interval(Measure.allCases.count + groups.count + 2 * line, lane)
  }

  package func dynamicEnergy(line: Int, _ lane: Int) -> Interval<Joules> {
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

  /// Takes others' figures for some lanes.
  ///
  /// - Parameters:
  ///   - lanes: which.
  ///   - others: answers of the same groups and lines.
  ///   - places: the lane of `others` for each.
  mutating func replace(_ lanes: [Int], with others: LaneAnswers, at places: [Int]) {
    for row in 0..<lower.count / max(laneCount, 1) {
      for (lane, place) in zip(lanes, places) {
        lower[row * laneCount + lane] = others.lower[row * others.laneCount + place]
        upper[row * laneCount + lane] = others.upper[row * others.laneCount + place]
      }
    }
    for (lane, place) in zip(lanes, places) { followsThePlay[lane] = others.followsThePlay[place] }
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
