// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts

/// What is drawn of a row: everything, or the first two and the last with what lies between as one.
enum RowEntry: Sendable, Hashable {
  case child(Int)
  case rest(Range<Int>)

  /// - Parameters:
  ///   - kinds: what is in the row; only equal neighbours are left out.
  ///   - most: what may be drawn without leaving anything out.
  /// - Returns: what is drawn, in order.
  static func row(_ kinds: [String], most: Int) -> [RowEntry] {
    guard kinds.count > most else { return kinds.indices.map { .child($0) } }
    return Run.runs(of: kinds).flatMap { run -> [RowEntry] in
      let (first, end) = (run.range.lowerBound, run.range.upperBound)
      // Three are drawn, so leaving out one alone would save nothing.
      guard run.range.count > 4 else { return run.range.map { .child($0) } }
      return [.child(first), .child(first + 1), .rest(first + 2..<end - 1), .child(end - 1)]
    }
  }
}

/// Sizes of what is drawn, in pixels.
enum Sizes {
  static let text = 11.0
  static let box = 24.0
  static let padding = 10.0
  /// For the name of a group, at the foot of its frame.
  static let nameStrip = 20.0
  static let between = 8.0
  static let betweenAccelerators = 4.0
  static let betweenGroups = 16.0
  static let arcRoom = 30.0
  static let restWidth = 62.0

  /// Of a box around a label.
  static func width(of label: String) -> Double {
    max(26, Labels.width(of: label, size: text) + 10)
  }

  /// Of an accelerator, a number of up to four digits mostly.
  static func acceleratorWidth(of label: String) -> Double {
    max(24, Labels.width(of: label, size: text) + 4)
  }

  /// Between vertices of a grid or a circle, where links are seen; between groups their labels too.
  static func apart(hasGroups: Bool) -> Double { hasGroups ? 100 : 34 }

  /// The most that a row draws of each before it leaves some out.
  static let mostAccelerators = 18
  static let mostGroups = 8
  static let mostSwitches = 16
  static let mostOnAxis = 8
  static let mostPlanes = 4
  static let mostOnCircle = 24
}
