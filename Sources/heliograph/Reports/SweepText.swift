// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Foundation
import Quantities
import Scenarios

/// A sweep as tables: the columns of nccl-tests for each algorithm, as many algorithms beside each
/// other as fit, then what wins at each size.
struct SweepText {
  let answer: SweepAnswer
  /// Files that were written.
  let files: [String]
  /// Columns of text.
  let width = 120

  private static let gap = "  "

  var text: String {
    var lines = [heading]
    for block in blocks { lines += [""] + block }
    lines += [""] + verdicts
    if !answer.refusals.isEmpty { lines.append("") }
    for (names, reason) in refusals {
      lines += Wrapping.lines(
        "not served: \(names.joined(separator: ", ")) \(reason)", width: width)
    }
    lines += noteLines
    lines += files.map { "written: \($0)" }
    return lines.joined(separator: "\n")
  }

  private var heading: String {
    let sweep = answer.sweep
    let sizes = sweep.sizes.count == 1 ? "1 size" : "\(sweep.sizes.count) sizes"
    let chunks = sweep.choices.chunks == 1 ? "1 chunk" : "\(sweep.choices.chunks) chunks"
    return "\(sweep.kind.rawValue) over \(Numerals.count(sweep.ranks)) ranks of "
      + "\(answer.cluster), \(sizes), \(chunks)"
  }

  // MARK: Columns of an algorithm

  private var blocks: [[String]] {
    let sizes = Column(["", "size", "(B)"] + answer.sweep.sizes.map { Self.bytes($0) })
    var blocks: [[String]] = []
    var columns: [Column] = []
    func used() -> Int { columns.reduce(sizes.width) { $0 + Self.gap.count + $1.width } }
    for series in answer.series {
      let next = Self.columns(of: series)
      let wanted = next.reduce(0) { $0 + Self.gap.count + $1.width }
      if !columns.isEmpty, used() + wanted > width {
        blocks.append(Self.lines(of: [sizes] + columns))
        columns = []
      }
      columns += next
    }
    if !columns.isEmpty { blocks.append(Self.lines(of: [sizes] + columns)) }
    return blocks
  }

  /// Time, algorithm bandwidth and bus bandwidth, under the name of the algorithm.
  private static func columns(of series: SweepAnswer.Series) -> [Column] {
    let points = series.points
    var columns = [
      Column(["", "time", "(us)"] + points.map { microseconds($0.time) }),
      Column(["", "algbw", "(GB/s)"] + points.map { rate($0.bandwidth?.algorithm) }),
      Column([series.name, "busbw", "(GB/s)"] + points.map { rate($0.bandwidth?.bus) }),
    ]
    if series.name == "auto" {
      columns[2].cells[0] = ""
      columns.append(Column(["auto", "", "takes"] + points.map(\.label)))
    }
    // The name is written over the three columns, to the right.
    let room = columns.reduce(gap.count * (columns.count - 1)) { $0 + $1.width(from: 1) }
    columns[columns.count - 1].title = series.name.count <= room
    return columns
  }

  // MARK: What wins

  private var verdicts: [String] {
    var table = TextTable(["size", "auto takes", "fastest", "time", "lower bound", "gap", "binds"])
    for (size, bytes) in answer.sweep.sizes.enumerated() {
      let best = answer.fastest(at: size)
      let bound = answer.certificates[size]
      table.add([
        Numerals.binary(bytes), answer.autoChoices[size], fastest(at: size), "\(best.time)",
        "\(bound.time)", bound.gap(of: best.time).map(Numerals.times) ?? "-", bound.bindingText,
      ])
    }
    return table.lines
  }

  /// What was fastest and, where that is not what auto takes, how much slower auto is.
  private func fastest(at size: Int) -> String {
    let best = answer.fastest(at: size)
    guard best.label != answer.autoChoices[size] else { return "the same" }
    guard let auto = answer.auto(at: size), best.time > .zero else { return best.label }
    return "\(best.label), auto takes \(Numerals.times(auto.time / best.time))"
  }

  /// Algorithms that are refused for the same reason, in the order of the first of each.
  private var refusals: [(names: [String], reason: String)] {
    var groups: [(names: [String], reason: String)] = []
    for refusal in answer.refusals {
      // The reason begins with the name: what follows it is what they share.
      let prefix = refusal.algorithm + " "
      let reason =
        refusal.reason.hasPrefix(prefix)
        ? String(refusal.reason.dropFirst(prefix.count)) : refusal.reason
      if let group = groups.firstIndex(where: { $0.reason == reason }) {
        groups[group].names.append(refusal.algorithm)
      } else {
        groups.append(([refusal.algorithm], reason))
      }
    }
    return groups
  }

  private var noteLines: [String] {
    var notes = answer.notes
    if !answer.clusterNotes.isEmpty {
      let count = answer.clusterNotes.count
      notes.append(
        "\(answer.cluster) rests on \(count == 1 ? "1 figure" : "\(count) figures") to take with "
          + "care; `lint` and --json list them")
    }
    return notes.flatMap { Wrapping.lines("note: \($0)", width: width) }
  }

  // MARK: Cells

  /// Whole bytes, as nccl-tests has them.
  private static func bytes(_ size: Bytes) -> String { String(format: "%.0f", size.rawValue) }

  private static func microseconds(_ time: Seconds) -> String {
    let value = time / .microseconds(1)
    return String(format: value < 1e4 ? "%.2f" : value < 1e6 ? "%.1f" : "%.0f", value)
  }

  private static func rate(_ rate: BitsPerSecond?) -> String {
    guard let rate else { return "-" }
    return String(format: "%.2f", rate / .gigabytesPerSecond(1))
  }

  /// Cells of one width, those of the first line a title that may reach to the left.
  private struct Column {
    var cells: [String]
    /// Whether the first cell lies over columns to the left and asks for no room.
    var title = false

    init(_ cells: [String]) { self.cells = cells }

    var width: Int { title ? width(from: 1) : width(from: 0) }

    func width(from row: Int) -> Int { cells.dropFirst(row).map(\.count).max() ?? 0 }
  }

  private static func lines(of columns: [Column]) -> [String] {
    let rows = columns.first?.cells.count ?? 0
    return (0..<rows).map { row in
      var line = ""
      for (index, column) in columns.enumerated() {
        let cell = column.cells[row]
        if index > 0 { line += gap }
        if row == 0, column.title, cell.count > column.width {
          line.removeLast(min(line.count, cell.count - column.width))
          line += cell
        } else {
          line += String(repeating: " ", count: column.width - cell.count) + cell
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
