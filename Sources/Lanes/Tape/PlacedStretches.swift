// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Stretches with where their moments stand, as columns: a batch of lanes passes over all of them.
struct PlacedStretches: Sendable {
  /// A stretch: its groups are `groups[first..<first + count]`.
  struct Row: Sendable {
    var lowerNode: Int
    var upperNode: Int
    var start: LaneInstant
    var slowdown: Double
    /// Its seconds, as a delay.
    var work: Int32
    var groups: Range<Int>
  }

  struct Item: Sendable, BitwiseCopyable {
    var start: LaneInstant
    var end: LaneInstant
    /// Whether anybody knows when it ends.
    var hasEnd: Bool
  }

  private(set) var rows: [Row] = []
  /// Items of each group.
  private(set) var groups: [Range<Int>] = []
  private(set) var items: [Item] = []

  var count: Int { rows.count }

  init(_ stretches: [Stretch], _ builder: inout TapeBuilder) {
    for stretch in stretches {
      let first = groups.count
      for group in stretch.groups {
        let firstItem = items.count
        for item in group {
          let start = builder.instant(item.start)
          items.append(
            Item(
              start: start, end: item.end.map { builder.instant($0) } ?? start,
              hasEnd: item.end != nil))
        }
        groups.append(firstItem..<items.count)
      }
      let moment = builder.instant(stretch.moment)
      rows.append(
        Row(
          lowerNode: Int(moment.lower.node), upperNode: Int(moment.upper.node),
          start: builder.instant(stretch.start), slowdown: stretch.slowdown,
          work: builder.column(of: stretch.work), groups: first..<groups.count))
    }
  }
}
