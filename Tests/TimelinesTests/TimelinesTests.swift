// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@Suite struct TimelinesTests {
  @Test func `the raw values of kinds are what files hold`() {
    let stored: [(EventKind, Int8, String)] = [
      (.compute, 0, "compute"), (.collective, 1, "collective"), (.p2p, 2, "p2p"),
      (.stall, 3, "stall"), (.reconfigure, 4, "reconfigure"),
    ]
    for (kind, value, meaning) in stored {
      #expect(kind.rawValue == value)
      #expect(kind.meaning == meaning)
    }
    #expect(EventKind.allCases.count == stored.count)
  }

  @Test func `a ledger is the sum of its entries`() {
    let ledger = EnergyLedger(entries: [
      .init(
        component: "links", includes: ["laser"], staticEnergy: .joules(3),
        dynamicEnergy: .joules(4)),
      .init(
        component: "switches", includes: [], staticEnergy: .joules(16),
        dynamicEnergy: .joules(0.5)),
    ])
    // 3 + 4 + 16 + 0.5, exact in binary.
    #expect(ledger.total == .joules(23.5))
    #expect(ledger.staticTotal == .joules(19))
    #expect(ledger.dynamicTotal == .joules(4.5))
    #expect(EnergyLedger().total == .zero)
  }

  @Test func `bins are as wide as their edges lie apart`() {
    let series = BinnedSeries(edges: [0, 1, 3], amounts: [10, 20, 30, 40], rowCount: 2)
    #expect(series.binCount == 2)
    #expect(series.width(of: 0) == 1)
    #expect(series.width(of: 1) == 2)
    #expect(Array(series.row(1)) == [30, 40])
  }

  @Test func `a series without bins has no rows to read`() {
    let series = BinnedSeries(edges: [], amounts: [], rowCount: 0)
    #expect(series.binCount == 0)
  }

  @Test func `events in memory keep the order of their blocks`() {
    var sink = EventsInMemory()
    for number in 0..<3 {
      var block = EventColumns()
      block.start = [Double(number), Double(number) + 0.5]
      block.end = block.start
      block.rank = [Int32(number), Int32(number)]
      block.kind = [0, 1]
      block.collectiveID = [-1, Int64(number)]
      block.bytes = [0, 8]
      block.energy = [1, 2]
      block.stream = [0, 1]
      block.nameID = [2, 3]
      block.multiplicity = [1, 64]
      sink.append(block)
    }
    let events = sink.columns
    #expect(events.count == 6)
    #expect(events.start == [0, 0.5, 1, 1.5, 2, 2.5])
    #expect(events.rank == [0, 0, 1, 1, 2, 2])
    #expect(events.collectiveID == [-1, 0, -1, 1, -1, 2])
    #expect(events.multiplicity == [1, 64, 1, 64, 1, 64])
  }

  @Test func `emptied columns are all empty`() {
    var events = EventColumns()
    events.start = [0]
    events.end = [1]
    events.rank = [0]
    events.kind = [0]
    events.collectiveID = [-1]
    events.bytes = [0]
    events.energy = [0]
    events.stream = [0]
    events.nameID = [0]
    events.multiplicity = [1]
    events.removeAll()
    #expect(events.count == 0)
    #expect(events.end.isEmpty && events.rank.isEmpty && events.kind.isEmpty)
    #expect(events.collectiveID.isEmpty && events.bytes.isEmpty && events.energy.isEmpty)
    #expect(events.stream.isEmpty && events.nameID.isEmpty && events.multiplicity.isEmpty)
  }
}
