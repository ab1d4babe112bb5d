// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing
import Timelines
import Workloads

/// What a cluster's bill says it draws, held to what the ledger of a run charges it.
@Suite struct `A bill and the ledger` {
  /// Modules, and SerDes that the boards have and the switch has not.
  private static let link = """
    name: wire
    title: a wire
    medium: fibre
    rate: {value: 100 Gb/s, grade: A, source: a test}
    propagation: {value: 5 ns/m, grade: A, source: a test}
    message_overhead: {value: 0 us, grade: A, source: a test}
    energy: [{value: 6 pJ/bit, boundary: b, includes: [serdes], grade: A, source: a test}]
    power_per_end: [{value: 9 W, boundary: b, includes: [laser], grade: A, source: a test}]
    """

  static let fabrics = [
    "{name: s, shape: switch, size: 8, link: {technology: wire, latency: 0 s}, switch: hub, count: 1}",
    "{name: s, shape: fat-tree, size: 8, link: {technology: wire, latency: 0 s}, switch: hub, "
      + "count: 1, trunk: {technology: wire, latency: 0 s, devices: {serdes: plain, module: lamp}}}",
  ]

  private func load(_ domain: String) throws -> LoadedCluster {
    let folder = try ScratchFolder()
    try folder.write("accelerators/board.yaml", RoundRecords.board(includes: "[core, serdes]"))
    try folder.write("switches/hub.yaml", RoundRecords.hub(includes: "[switch-core]"))
    try folder.write("links/wire.yaml", Self.link)
    try folder.write(
      "serdes/plain.yaml",
      """
      name: plain
      title: a SerDes
      lane_rate: {value: 100 Gb/s, grade: A, source: a test}
      energy: [{value: 4 pJ/bit, boundary: b, includes: [serdes], grade: A, source: a test}]
      """)
    try folder.write(
      "modules/lamp.yaml",
      """
      name: lamp
      title: a module
      form: pluggable
      medium: fibre
      rate: {value: 400 Gb/s, grade: A, source: a test}
      energy: [{value: 20 pJ/bit, boundary: b, includes: [laser], grade: A, source: a test}]
      static_share: {value: 0.75, grade: A, source: a test}
      """)
    return try ClusterFile.load(
      try Document(
        text: "name: c\naccelerator: {kind: board, count: 8}\ndomains:\n  - \(domain)\npue: 1.25\n",
        name: "cluster.yaml"), catalogue: try TechnologyCatalogue(folders: [folder.path]))
  }

  @Test(arguments: fabrics) func `agree on a cluster that does nothing`(domain: String) throws {
    let loaded = try load(domain)
    // Seven accelerators without a rank, and one whose host works for two seconds while it waits.
    var tiny = TinyProgram(rankCount: 1, streams: [Program.hostStream])
    tiny.add(.compute, duration: .seconds(2))
    let timeline = try World(tiny.program, on: loaded.cluster).timeline
    #expect(timeline.duration == .seconds(2))
    let bill = ClusterBill(loaded)
    // Of the records: 40 W waiting and 10 W idle.
    let waiting = Watts.watts(40 - 10) * 1.25 * .seconds(2)
    let idle = bill.site.idle.value * .seconds(2)
    #expect((timeline.ledger.total - waiting).isClose(to: idle, ulps: 64))
    #expect(bill.site.idle.value > .watts(8 * 10 * 1.25))
  }

  @Test(arguments: fabrics) func `agree on a cluster at full load`(domain: String) throws {
    let loaded = try load(domain)
    // Everyone computes for a second, and sends 100 Gb to the accelerator half a ring ahead, which
    // is under another leaf: every link carries its rate the whole time.
    var tiny = TinyProgram.separate(rankCount: 8, streams: ["main"])
    let bytes = BitsPerSecond.gigabitsPerSecond(100) * Seconds.seconds(1)
    for rank in 0..<8 {
      tiny.add(.compute, to: rank, duration: .seconds(1))
      tiny.add(.send, to: rank, stream: -1, bytes: bytes, peer: Int32((rank + 4) % 8))
      tiny.add(.receive, to: rank, stream: -1, bytes: bytes, peer: Int32((rank + 4) % 8))
    }
    let timeline = try World(tiny.program, on: loaded.cluster).timeline
    #expect((timeline.duration.rawValue - 1).magnitude < 1e-12)
    let linkBytes = timeline.traffic.linkBytes.rawValue
    let most = loaded.cluster.links.rate.reduce(0) { $0 + $1.bytesPerSecond }
    #expect((linkBytes / most - 1).magnitude < 1e-9, "\(linkBytes) of \(most)")
    let bill = ClusterBill(loaded)
    let busy = bill.site.busy.value * timeline.duration
    // The end of a run is a sum of small steps.
    #expect((timeline.ledger.total / busy - 1).magnitude < 1e-9)
    // Line by line: what the ledger has of links is what modules and cables have.
    let links = bill.lines.filter { [.module, .cable].contains($0.equipment.kind) }
    let drawn = links.reduce(Watts.zero) { $0 + $1.all.busy.value } * timeline.duration
    let charged = timeline.ledger.entries.filter { $0.component.hasPrefix("wire") }
      .reduce(Joules.zero) { $0 + $1.energy }
    #expect((charged / drawn - 1).magnitude < 1e-9)
  }
}
