// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Quantities
import Technologies
import TestSupport
import Testing

@testable import Clusters

/// Faults drawn by rate, and faults that a record tells.
@Suite struct FaultDrawTests {
  private let bench: FaultBench

  init() throws { bench = try FaultBench() }

  private func history(beginsWhole: Bool) -> RenewalHistory {
    RenewalHistory(
      failureRate: FailuresPerSecond(rawValue: 1e-3 / 3600), timeToRepair: .seconds(100 * 3600),
      beginsWhole: beginsWhole)
  }

  /// The part of so many devices that is down.
  private func down(_ history: RenewalHistory, atHours hours: Double, of count: Int = 40_000)
    -> Double
  {
    var random = SplitMix(seed: 5)
    let found = (0..<count).count { _ in
      history.isDown(at: .seconds(hours * 3600), &random)
    }
    return Double(found) / Double(count)
  }

  @Test func `the generator is splitmix64`() {
    // The first numbers of the reference implementation for the seed 0.
    var random = SplitMix(seed: 0)
    #expect(random.next() == 0xe220_a839_7b1d_cdaf)
    #expect(random.next() == 0x6e78_9e6a_a1b9_65f4)
    #expect(random.next() == 0x06c4_5d18_8009_454f)
  }

  @Test(arguments: [0.0, 50, 1000])
  func `in the long run MTTR over MTBF and MTTR are down`(hours: Double) {
    // 100 / (1,000 + 100); five standard deviations of 40,000 draws are 0.0072.
    #expect(abs(down(history(beginsWhole: false), atHours: hours) - 1.0 / 11) < 0.0072)
  }

  @Test(arguments: [20.0, 50, 200, 2000])
  func `what began whole fails into the long run`(hours: Double) {
    // λ/(λ+μ) (1 - e^(-(λ+μ)t)) with λ = 1/1,000 h and μ = 1/100 h.
    let expected = 1.0 / 11 * (1 - exp(-0.011 * hours))
    #expect(abs(down(history(beginsWhole: true), atHours: hours) - expected) < 0.0072)
    #expect(down(history(beginsWhole: true), atHours: 0, of: 1000) == 0)
  }

  @Test func `one seed draws the same devices, and another others`() throws {
    func drawn(_ seed: Int) throws -> [String] {
      let faults = "{drawn: {seed: \(seed), rates: often}}"
      return try #require(try bench.load(FaultBench.tree, faults: faults).faults).lines
    }
    #expect(try drawn(1) == drawn(1))
    #expect(Set(try (1...8).map(drawn)).count == 8)
  }

  @Test func `a moment later nothing has changed, and much later something has`() throws {
    func drawn(_ at: String) throws -> [String] {
      let faults = "{drawn: {seed: 3, rates: often, at: \(at)}}"
      return try #require(try bench.load(FaultBench.tree, faults: faults).faults).lines
    }
    #expect(try drawn("100 h") == drawn("100.0001 h"))
    #expect(try drawn("100 h") != drawn("1000 h"))
  }

  @Test func `half of the cables are down where failures and repairs are as frequent`() throws {
    // 16 cables of accelerators and 16 between switches, 40 seeds: 1,280 draws of one half, with a
    // standard deviation of 0.014.
    var down = 0
    for seed in 0..<40 {
      let faults = "{drawn: {seed: \(seed), rates: often}}"
      let notes =
        (try? bench.load(FaultBench.tree, faults: faults))?.faults?.notes.first ?? ""
      let words = notes.split(separator: ",").first { $0.contains("cables") } ?? ""
      #expect(words.hasSuffix(" of 32 cables"), "\(notes)")
      down += Int(words.split(separator: " ").first ?? "") ?? 0
    }
    #expect(abs(Double(down) / 1280 - 0.5) < 0.07)
  }

  @Test func `what was drawn, what has no rate and what is weak is told`() throws {
    let loaded = try bench.load(FaultBench.tree, faults: "{drawn: {seed: 1, rates: often}}")
    let first = try #require(loaded.faults?.notes.first)
    #expect(first.hasPrefix("faults drawn by often, seed 1: "))
    #expect(first.contains("no rate of a transceiver is known"))
    #expect(loaded.notes.contains { $0.contains("often.cable.time_to_repair") })
    #expect(loaded.notes.contains { $0.hasPrefix("fault: ") })
    #expect(loaded.files.contains { $0.hasSuffix("reliability/often.yaml") })
  }

  private static let record = """
    [
      {"node_id": "a", "event_time": 1, "event_type": "fault_start",
       "fault_type": {"Level": "Hardware Failure", "Class": "GPU", "Desc": "Lost"}},
      {"node_id": "b", "event_time": 2, "event_type": "fault_start",
       "fault_type": {"Level": "Hardware Failure", "Class": "Fan", "Desc": "Speed"}},
      {"node_id": "a", "event_time": 3, "event_type": "fault_end",
       "fault_type": {"Level": "Hardware Failure", "Class": "GPU", "Desc": "Lost"}},
      {"node_id": "c", "event_time": 4, "event_type": "fault_start",
       "fault_type": {"Level": "Hardware Failure", "Class": "NIC", "Desc": "Lost"}}
    ]
    """

  @Test(arguments: [
    ("0.5 d", 0, 0, 8), ("1 d", 1, 0, 8), ("2.5 d", 3, 0, 6), ("3.5 d", 2, 0, 6),
    ("4 d", 2, 1, 5),
  ])
  func `a record is replayed at a moment`(at: String, failed: Int, cut: Int, nics: Int) throws {
    // A GPU is one accelerator, a fan its server of two, a NIC one of an accelerator.
    try bench.folder.write("clusters/trace.json", Self.record)
    let loaded = try bench.load(
      FaultBench.servers, faults: "{replayed: {file: trace.json, at: \(at), servers: 3, seed: 4}}")
    #expect(loaded.cluster.accelerators.failed.count == failed)
    #expect(loaded.faults?.cutOff.count == cut)
    #expect(loaded.cluster.devices("port (net)") == nics)
  }

  @Test func `servers of the record that are not here are elsewhere`() throws {
    try bench.folder.write("clusters/trace.json", Self.record)
    // Of 4,000 servers the first four are here.
    let loaded = try bench.load(
      FaultBench.servers, faults: "{replayed: {file: trace.json, at: 4 d, servers: 4000}}")
    #expect(loaded.faults?.lines == [])
    #expect(
      loaded.faults?.notes.first?.contains(
        "2 of 4000 recorded servers' faults are open, 0 on the 4")
        == true)
  }

  @Test(arguments: [
    ("at: 5 d", record, "at: the record ends after 4.0 d"),
    ("at: 1 d, servers: 2", record, "2 is out of range; allowed: 3 to"),
    ("at: 1 d", record.replacing("fault_end", with: "fault_over"), "\"fault_over\" is unknown"),
    ("at: 1 d", record.replacing("\"node_id\": \"a\", ", with: ""), "\"node_id\" is missing"),
    ("at: 1 d", record.replacing("\"event_time\": 3", with: "\"event_time\": 0"), "is below that"),
    ("at: 1 d", "[]", "lists no event"),
    ("at: 1", record, "has no unit"),
  ])
  func `a record of another form is refused`(keys: String, text: String, problem: String) throws {
    try bench.folder.write("clusters/trace.json", text)
    let said = try bench.problem(
      FaultBench.servers, faults: "{replayed: {file: trace.json, \(keys)}}")
    #expect(said?.contains(problem) == true, "\(said ?? "nothing")")
  }

  @Test func `the records of the package give the unavailability of their own figures`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let record = try #require(
      catalogue.record(named: "gpu-training-cluster", in: .reliability))
    let gpu = try #require(Reliability(of: .accelerator, in: record))
    // 268 in 16,384 x 54 d, and 155.4 h each: 0.1958 % of the time.
    let load = 268 / (16_384.0 * 54 * 24) * 155.4
    #expect(abs(gpu.unavailability - load / (1 + load)) < 1e-7)
    for kind in DeviceKind.allCases { #expect(Reliability(of: kind, in: record) != nil) }
  }
}

/// The record of real faults, read where it lies beside the package.
@Suite(
  .enabled(
    if: SharedFaults.isThere, "no record of faults in ../shared/data/traces/faults"))
struct SharedFaultTests {
  @Test func `the catalogue's figures are those of the record`() throws {
    struct Event: Decodable {
      struct Kind: Decodable {
        enum CodingKeys: String, CodingKey { case name = "Class" }
        var name: String
      }
      enum CodingKeys: String, CodingKey {
        case days = "event_time"
        case type = "event_type"
        case kind = "fault_type"
      }
      var days: Double
      var type: String
      var kind: Kind
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: SharedFaults.path))
    let events = try JSONDecoder().decode([Event].self, from: data)
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let record = try #require(catalogue.record(named: "infinitehbd-trace", in: .reliability))
    for (kind, name) in [
      (DeviceKind.accelerator, "GPU"), (.cable, "Parameter Plane Cable"), (.nic, "NIC"),
    ] {
      let its = events.filter { $0.kind.name == name }
      let starts = its.filter { $0.type == "fault_start" }
      let days =
        its.reduce(0) { $0 + ($1.type == "fault_start" ? -1 : 1) * $1.days }
      let found = try #require(Reliability(of: kind, in: record))
      // 400 servers of 8 for 348 days; figures have four digits.
      let rate = Double(starts.count) / (400 * 8 * 348 * 86_400)
      #expect(abs(found.failureRate.value.rawValue / rate - 1) < 5e-4)
      let repair = days / Double(starts.count) * 86_400
      #expect(abs(found.timeToRepair.value.rawValue / repair - 1) < 1e-3)
    }
  }

  @Test func `an instant of the record falls on a pod of 64 servers`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let loaded = try ClusterFile.load(
      path: PackageRoot.path("topologies/dgx-h100-pod.yaml"),
      overrides: [
        "faults={replayed: {file: '\(SharedFaults.path)', at: 200 d, servers: 400, seed: 1}}"
      ], catalogue: catalogue)
    let report = try #require(loaded.faults)
    #expect(report.notes.first?.contains("of 400 recorded servers' faults are open") == true)
    #expect(report.seats.isMultiple(of: 8))
    #expect(report.seats + 8 * report.seatNotes.count == 512)
    #expect(report.lines.isEmpty == report.seatNotes.isEmpty)
  }
}

enum SharedFaults {
  static let path =
    (PackageRoot.shared?.path ?? "") + "/data/traces/faults/fault_trace.json"
  static var isThere: Bool { FileManager.default.fileExists(atPath: path) }
}
