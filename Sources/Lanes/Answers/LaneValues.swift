// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels

/// One number of each lane.
typealias Lane = SIMD8<Double>

extension Lane {
  /// The larger of two numbers in each lane.
  @inline(__always)
  func larger(_ other: Lane) -> Lane { replacing(with: other, where: other .> self) }

  /// The smaller of two numbers in each lane.
  @inline(__always)
  func smaller(_ other: Lane) -> Lane { replacing(with: other, where: other .< self) }
}

/// What the parameters of eight lanes make of every term.
struct TermValues {
  /// Parameters of a batch, lanes side by side.
  struct Batch {
    var bandwidth: [Lane]
    var latency: [Lane]
    var energyPerBit: [Lane]
    var power: [Lane]
    var computeRate: [Lane]
    var messageOverhead: Lane
    var powerUsageEffectiveness: Lane

    /// - Parameter lanes: one to eight; the last fills what is left.
    init(_ lanes: ArraySlice<LaneParameters>) {
      let sets = (0..<laneCount).map {
        lanes[min(lanes.startIndex + $0, lanes.endIndex - 1)]
      }
      func gather(_ value: (LaneParameters) -> Double) -> Lane {
        var gathered = Lane()
        for lane in 0..<laneCount { gathered[lane] = value(sets[lane]) }
        return gathered
      }
      func columns(_ values: (LaneParameters) -> [Double]) -> [Lane] {
        var columns = [Lane](repeating: Lane(), count: values(sets[0]).count)
        for lane in 0..<laneCount {
          for (row, value) in values(sets[lane]).enumerated() { columns[row][lane] = value }
        }
        return columns
      }
      bandwidth = columns { $0.bandwidth }
      latency = columns { $0.latency }
      energyPerBit = columns { $0.energyPerBit }
      power = columns { $0.power }
      computeRate = columns { $0.computeRate }
      messageOverhead = gather { $0.messageOverhead }
      powerUsageEffectiveness = gather { $0.powerUsageEffectiveness }
    }
  }

  private(set) var values: [Lane]

  init(_ forms: FormTable, _ batch: Batch) {
    let terms = forms.terms
    values = []
    values.reserveCapacity(terms.terms.count)
    for term in terms.terms {
      switch term {
      case .fixed: values.append(Lane(repeating: 1))
      case .work(let kind): values.append(1 / batch.computeRate[Int(kind)])
      case .latency(let technology): values.append(batch.latency[Int(technology)])
      case .overhead: values.append(batch.messageOverhead)
      case .transfer(let row):
        let cost = terms.transfers[Int(row)]
        var slowest = Lane()
        for (technology, seconds) in zip(cost.technology, cost.secondsPerByte) {
          slowest = slowest.larger(seconds / batch.bandwidth[Int(technology)])
        }
        values.append(slowest)
      case .step(let row):
        let step = terms.steps[Int(row)]
        var latency = Lane()
        // Terms of a latency come before the steps that they are taken from.
        for part in forms.parts(of: step.latency) {
          latency += values[Int(part.term)] * part.multiple
        }
        values.append(Lane().larger(step.seconds * batch.messageOverhead - latency))
      case .slowest(let row):
        let ways = terms.slowest[Int(row)]
        var factor: Lane?
        for part in ways.seconds {
          let its = batch.latency[Int(part.technology)]
          factor = factor.map { ways.isLeast ? $0.smaller(its) : $0.larger(its) } ?? its
        }
        values.append((factor ?? Lane(repeating: 1)) * (ways.seconds.first?.seconds ?? 0))
      case .longest(let row):
        var longest = Lane()
        for form in terms.longest[Int(row)] { longest = longest.larger(value(of: form, forms)) }
        values.append(longest)
      case .longer(let row): values.append(terms.extensions[Int(row)].lane { value(of: $0, forms) })
      case .overlap(let row):
        let spans = terms.overlaps[Int(row)]
        let begin = value(of: spans.start, forms).larger(value(of: spans.otherStart, forms))
        let end = value(of: spans.end, forms).smaller(value(of: spans.otherEnd, forms))
        values.append(Lane().larger(end - begin))
      }
    }
  }

  /// A form of terms that are known.
  private func value(of form: Int32, _ forms: FormTable) -> Lane {
    var sum = Lane()
    for part in forms.parts(of: form) { sum += values[Int(part.term)] * part.multiple }
    return sum
  }
}

extension WorkExtension {
  /// By how much longer it takes, in eight lanes.
  ///
  /// - Parameter value: of a form.
  /// - Returns: seconds.
  func lane(_ value: (Int32) -> Lane) -> Lane {
    var its = Extension(
      slowdown: slowdown, start: value(start), work: value(work), isUpper: isUpper,
      isSingle: groups.count == 1 && groups[0].count == 1)
    for group in groups {
      for span in group {
        let begin = value(span.start)
        its.add(from: begin, to: span.end.map(value) ?? begin, hasEnd: span.end != nil)
      }
      its.endGroup()
    }
    return its.seconds
  }
}
