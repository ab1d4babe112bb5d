// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Charts
import Quantities
import Scenarios

/// A sweep as a picture: a line an algorithm over the size, both axes logarithmic, and what nothing
/// can beat as a dashed line.
struct SweepChart {
  enum Measure: String, ExpressibleByArgument, CaseIterable {
    case busBandwidth = "busbw"
    case time
    /// Time over the lower bound: what tells algorithms apart at small sizes and large alike.
    case gap
  }

  let answer: SweepAnswer
  let measure: Measure

  var svg: String { chart.svg }

  var chart: LineChart {
    let sweep = answer.sweep
    let ranks = Numerals.count(sweep.ranks)
    return LineChart(
      title: "\(sweep.kind.rawValue) over \(ranks) ranks of \(answer.cluster)",
      subtitle: subtitle, summary: summary,
      x: Axis(
        "size", scale: .logarithmic(base: 2), labels: .binary(unit: "B"), range: range),
      y: axis, series: lines, footnote: footnote)
  }

  private var axis: Axis {
    switch measure {
    case .busBandwidth: Axis("bus bandwidth (GB/s)", scale: .logarithmic(base: 10))
    case .time: Axis("time", scale: .logarithmic(base: 10), labels: .decimal(unit: "s"))
    case .gap: Axis("time over the lower bound", scale: .logarithmic(base: 10))
    }
  }

  /// The sizes themselves; of a single size, half and double around it.
  private var range: ClosedRange<Double> {
    let first = answer.sweep.sizes.first?.rawValue ?? 1
    let last = answer.sweep.sizes.last?.rawValue ?? 1
    return first < last ? first...last : first / 2...first * 2
  }

  private var lines: [Series] {
    let measured = answer.series.map { series in
      Series(series.name, points: points { series.points[$0].time })
    }
    let bound = points { answer.certificates[$0].time }
    return measured + [Series("lower bound", points: bound, role: .reference)]
  }

  /// One point a size, but where no time passes: there is no bandwidth then, nor a place for it on
  /// the axis.
  private func points(_ time: (_ size: Int) -> Seconds) -> [Series.Point] {
    answer.sweep.sizes.indices.compactMap { size in
      value(of: time(size), at: size).map {
        Series.Point(x: answer.sweep.sizes[size].rawValue, y: $0)
      }
    }
  }

  private func value(of time: Seconds, at size: Int) -> Double? {
    guard time > .zero else { return nil }
    switch measure {
    case .time: return time.rawValue
    case .gap: return answer.certificates[size].gap(of: time)
    case .busBandwidth:
      let bandwidth = CollectiveBandwidth(
        kind: answer.sweep.kind.rawValue, ranks: answer.sweep.ranks,
        size: answer.sweep.sizes[size], time: time)
      return bandwidth.bus.map { $0 / .gigabytesPerSecond(1) }
    }
  }

  private var what: String {
    switch measure {
    case .busBandwidth: "Bus bandwidth as nccl-tests defines it"
    case .time: "Time"
    case .gap: "Time over the lower bound"
    }
  }

  private var subtitle: String {
    let chunks = answer.sweep.choices.chunks
    return what + (chunks == 1 ? "" : ", \(chunks) chunks")
      + "; dashed: what no algorithm can beat"
  }

  /// As many names as fit on the line.
  private var footnote: String {
    let refused = answer.refusals.map(\.algorithm)
    guard !refused.isEmpty else { return "" }
    let text = "Cannot serve this group: "
    var shown = refused
    while shown.count > 1, text.count + shown.joined(separator: ", ").count > 120 {
      shown.removeLast()
    }
    let left = refused.count - shown.count
    return text + shown.joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")
  }

  private var summary: String {
    let sizes = answer.sweep.sizes
    let fastest = sizes.indices.map { "\(answer.fastest(at: $0).label) at \(sizes[$0])" }
    let names = answer.series.map(\.name).joined(separator: ", ")
    return "\(what) against size for \(names). Fastest: " + fastest.joined(separator: ", ") + "."
  }
}
