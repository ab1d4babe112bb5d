// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@Suite struct `Columns of a timeline` {
  @Test func `bins have edges, widths and rows`() {
    let series = BinnedSeries(
      edges: [0, 0.5, 1, 1.25], amounts: [1, 2, 3, 10, 20, 30], rowCount: 2)
    #expect(series.binCount == 3)
    #expect(Array(series.row(0)) == [1, 2, 3])
    #expect(Array(series.row(1)) == [10, 20, 30])
    #expect((0..<3).map(series.width) == [0.5, 0.5, 0.25])
  }

  @Test func `a run of no length has no bins`() {
    #expect(BinnedSeries(edges: [], amounts: [], rowCount: 4).binCount == 0)
    #expect(BinnedSeries(edges: [0], amounts: [], rowCount: 4).row(3).isEmpty)
  }

  @Test func `a ledger adds up by entry, by kind and in total`() {
    let ledger = EnergyLedger(entries: [
      .init(
        component: "links", includes: ["laser"], staticEnergy: .joules(1), dynamicEnergy: .joules(2)
      ),
      .init(
        component: "switches", includes: [], staticEnergy: .joules(4), dynamicEnergy: .joules(8)),
    ])
    #expect(ledger.entries.map(\.energy) == [.joules(3), .joules(12)])
    #expect(ledger.staticTotal == .joules(5))
    #expect(ledger.dynamicTotal == .joules(10))
    #expect(ledger.total == .joules(15))
    #expect(EnergyLedger().total == .zero)
  }

  @Test func `blocks of events append column by column and are emptied whole`() {
    var sink = EventsInMemory()
    var block = events(ranks: [0, 1])
    sink.append(block)
    sink.append(events(ranks: [2]))
    #expect(sink.columns.rank == [0, 1, 2])
    #expect(Set(lengths(of: sink.columns)) == [3])
    block.removeAll()
    #expect(Set(lengths(of: block)) == [0])
  }

  @Test func `the stored number of an event kind never changes`() {
    // Files on people's disks hold these numbers.
    #expect(EventKind.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
    #expect(
      EventKind.allCases.map(\.meaning) == ["compute", "collective", "p2p", "stall", "reconfigure"])
  }

  private func events(ranks: [Int32]) -> EventColumns {
    var columns = EventColumns()
    for rank in ranks {
      columns.start.append(0)
      columns.end.append(1)
      columns.rank.append(rank)
      columns.kind.append(EventKind.compute.rawValue)
      columns.collectiveID.append(-1)
      columns.bytes.append(0)
      columns.energy.append(0)
      columns.stream.append(0)
      columns.nameID.append(0)
      columns.multiplicity.append(1)
      columns.rankClass.append(-1)
    }
    return columns
  }

  private func lengths(of columns: EventColumns) -> [Int] {
    Mirror(reflecting: columns).children.compactMap { child in
      Mirror(reflecting: child.value).displayStyle == .collection
        ? Mirror(reflecting: child.value).children.count : nil
    }
  }
}
