// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

struct CollectiveSpansTests {
  private func event(
    _ id: Int64, _ start: Double, _ end: Double, ranks: Int64 = 1,
    rankClass: Int32 = -1, kind: EventKind = .collective
  ) -> EventColumns {
    var columns = EventColumns()
    columns.start = [start]
    columns.end = [end]
    columns.rank = [0]
    columns.kind = [kind.rawValue]
    columns.collectiveID = [id]
    columns.bytes = [0]
    columns.energy = [0]
    columns.stream = [0]
    columns.nameID = [0]
    columns.multiplicity = [ranks]
    columns.rankClass = [rankClass]
    return columns
  }

  @Test func `a collective lasts from its first and from its last start to its last end`() throws {
    var spans = CollectiveSpans()
    // Members come at 1, 4 and 2 and leave at 9, 8 and 7, as three blocks tell in any order.
    spans.append(event(0, 2, 7))
    spans.append(event(0, 4, 8))
    spans.append(event(0, 1, 9))
    let span = try #require(spans[0])
    #expect(span.fromFirstStart == .seconds(8))
    #expect(span.fromLastStart == .seconds(5))
    #expect(span.members == 3)
  }

  @Test func `one event may stand for many ranks`() throws {
    var spans = CollectiveSpans()
    spans.append(event(0, 0, 1, ranks: 511))
    spans.append(event(0, 0, 1))
    #expect(try #require(spans[0]).members == 512)
  }

  @Test func `each class that took part is named once, and none where nothing was folded`() throws {
    var spans = CollectiveSpans()
    spans.append(event(0, 0, 1, ranks: 64, rankClass: 2))
    spans.append(event(0, 0, 1, ranks: 64, rankClass: 0))
    spans.append(event(0, 0, 2, ranks: 64, rankClass: 2))
    spans.append(event(1, 0, 2))
    #expect(try #require(spans[0]).rankClasses == [2, 0])
    #expect(try #require(spans[1]).rankClasses.isEmpty)
  }

  @Test func `what is no collective, and an id that never came, have no span`() {
    var spans = CollectiveSpans()
    spans.append(event(-1, 0, 5, kind: .compute))
    spans.append(event(2, 0, 1))
    #expect(spans.count == 3)
    #expect(spans[0] == nil && spans[1] == nil && spans[3] == nil && spans[-1] == nil)
    #expect(spans[2]?.members == 1)
  }
}
