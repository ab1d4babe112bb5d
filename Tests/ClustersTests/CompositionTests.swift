// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Testing

@Suite struct CompositionTests {
  /// A module of 9 W at each end.
  private let module =
    "power_per_end: "
    + "[{value: 9 W, boundary: b, includes: [laser, dsp], grade: A, source: a test}]"
  private let star = "  - {name: star, shape: switch, size: 4, link: wire, switch: hub, count: 2}"

  private func links(_ loaded: LoadedCluster) -> LinkTable { loaded.cluster.links }

  @Test func `a SerDes that the board has already is counted at the switch end only`() throws {
    // 6 pJ/bit for both ends: 3 at the board, which its power covers, and 3 at the switch.
    let loaded = try Bench().cluster(count: 4, domains: star)
    #expect(links(loaded).dynamicEnergy.allSatisfy { $0 == .picojoulesPerBit(3) })
    #expect(links(loaded).technologies.map(\.includes) == [["serdes"]])
    let account = loaded.composition.filter { $0.domain == "star" }.map(\.description)
    #expect(
      account == [
        "star, accelerator end (board): wire.energy[0] [serdes]: 3 pJ/bit, "
          + "not added: in board.power",
        "star, switch end (hub): wire.energy[0] [serdes]: 3 pJ/bit, counted",
        "star, each of 1 switches: hub.power [switch-core]: 30 W, counted",
      ])
  }

  @Test func `a SerDes that both ends have is counted at neither`() throws {
    let bench = try Bench(switchIncludes: "[switch-core, serdes]")
    let loaded = try bench.cluster(count: 4, domains: star)
    #expect(links(loaded).dynamicEnergy.allSatisfy { $0 == .zero })
    #expect(links(loaded).technologies.map(\.includes) == [[]])
  }

  @Test func `a figure that lumps what a board has with what it has not is refused`() throws {
    let lump =
      "energy: "
      + "[{value: 6 pJ/bit, boundary: b, includes: [serdes, laser], grade: A, source: a test}]"
    let bench = try Bench(linkEnergy: lump)
    let error = #expect(throws: DocumentError.self) {
      try bench.cluster(count: 4, domains: star)
    }
    #expect(error?.keyPath == "domains[0].link")
    #expect(
      error?.problem.contains(
        "accelerator end (board): wire.energy[0] [serdes, laser] and board.power both include "
          + "serdes")
        == true, "\(error?.description ?? "")")
    #expect(error?.problem.contains("one for laser") == true)
  }

  @Test func `a module's watts go to each direction of its pair once`() throws {
    // A module of 9 W at each end serves both directions: 18 W over two directed links.
    let loaded = try Bench(linkEnergy: module).cluster(count: 4, domains: star)
    // Two parallel links stand as one of twice the power.
    #expect(links(loaded).staticPower.allSatisfy { $0 == .watts(18) })
    #expect(links(loaded).rate.allSatisfy { $0 == .gigabitsPerSecond(200) })
    let total = links(loaded).staticPower.reduce(Watts.zero, +)
    #expect(total == .watts(4 * 2 * 2 * 9))
  }

  @Test func `a switch whose power has its modules leaves their half out`() throws {
    let bench = try Bench(switchIncludes: "[switch-core, laser, dsp]", linkEnergy: module)
    let loaded = try bench.cluster(count: 4, domains: star)
    #expect(links(loaded).staticPower.allSatisfy { $0 == .watts(9) })
  }

  @Test func `a module alone on a one-way link is paid whole`() throws {
    let loaded = try Bench(linkEnergy: module).load(
      """
      name: one-way
      accelerator: {kind: board, count: 2}
      nodes: [{name: a, kind: accelerator}, {name: b, kind: accelerator}]
      links:
        - {from: a, to: b, link: wire, duplex: false}
        - {from: b, to: a, link: wire, duplex: false}
      pue: 1
      """)
    #expect(links(loaded).staticPower == [.watts(18), .watts(18)])
  }

  @Test func `another rate keeps a module's energy per bit`() throws {
    let loaded = try Bench(linkEnergy: module).cluster(
      count: 4,
      domains: """
          - name: star
            shape: switch
            size: 4
            link: {technology: wire, bandwidth: 100 Gb/s}
            switch: hub
            count: 2
        """)
    // 100 Gb/s over two links of 50 each: half the rate, half the watts, two links.
    #expect(links(loaded).rate.allSatisfy { $0 == .gigabitsPerSecond(100) })
    #expect(links(loaded).staticPower.allSatisfy { $0 == .watts(9) })
  }

  @Test func `a server that has its NICs in it refuses a domain that names them too`() throws {
    let error = #expect(throws: DocumentError.self) {
      try Bench().cluster(
        count: 4,
        domains: """
            - {name: star, shape: switch, size: 4, link: wire, switch: hub, nic: card, count: 1}
          """,
        rest: "server: box\npue: 1")
    }
    #expect(
      error?.problem
        == "server: box.power and card.power both include nic, which would be counted twice; leave "
        + "out the server, or take a server figure without NICs")
  }

  @Test func `a server without the parts named elsewhere is a device of its own`() throws {
    let loaded = try Bench().cluster(count: 4, domains: star, rest: "server: box\npue: 1")
    #expect(
      loaded.cluster.devices.map { "\($0.count) x \($0.name): \($0.power)" }
        == ["2 x box: 300 W", "1 x hub (star): 30 W"])
  }

  @Test func `latency is the sum of both ends, the run and the far device`() throws {
    // Up: NIC 500 + once 30 + ends 2 x 10 + 4 m x 5 + switch 200; down: the NIC at the far end.
    let loaded = try Bench().cluster(
      count: 4,
      domains: """
          - {name: star, shape: switch, size: 4, link: wire, switch: hub, nic: card, count: 1, length: 4 m}
        """)
    #expect(loaded.cluster.links.latency[0].isClose(to: .nanoseconds(770), ulps: 8))
    #expect(loaded.cluster.links.latency[1].isClose(to: .nanoseconds(570), ulps: 8))
    #expect(loaded.cluster.messageOverhead == [.microseconds(1)])
    #expect(
      loaded.cluster.devices.map { "\($0.count) x \($0.name)" }
        == ["4 x card (star)", "1 x hub (star)"])
  }

  @Test func `without a length a cable is as long as its row of racks`() throws {
    // 4 accelerators, one a rack, 2 m apart: 8 m at 5 ns/m is 40 ns more than no run at all.
    let plain = try Bench().cluster(count: 4, domains: star)
    let floored = try Bench().cluster(
      count: 4, domains: star,
      rest: "floor: {rack_pitch: 2 m, accelerators_per_rack: 1}\npue: 1")
    let more = floored.cluster.links.latency[0] - plain.cluster.links.latency[0]
    #expect((more - .nanoseconds(40)).rawValue.magnitude < 1e-18)
    #expect(plain.notes.contains { $0.contains("time of flight is left out") })
    #expect(!floored.notes.contains { $0.contains("time of flight is left out") })
  }

  @Test func `a run beyond a wire's reach is refused`() throws {
    let error = #expect(throws: DocumentError.self) {
      try Bench().cluster(
        count: 4, domains: star,
        rest: "floor: {rack_pitch: 3 m, accelerators_per_rack: 1}\npue: 1")
    }
    #expect(
      error?.problem.hasPrefix(
        "wire reaches 10 m (a test), which joins 3 accelerators here, and the run is 12 m") == true)
  }
}
