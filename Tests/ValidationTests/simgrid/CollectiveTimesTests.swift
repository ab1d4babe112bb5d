// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

/// Times that SimGrid 3.32 gave for whole collectives, from its plain max-min model: no latency,
/// corrections and cross-traffic off, every link 50e9 bytes a second.
struct CollectiveTimesTests {
  static let rate = BitsPerSecond.gigabytesPerSecond(50)

  /// Two million messages, or 65,280 at once, take ten seconds without optimisation.
  static let runsLong = ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil
  /// Hosts, and seconds.
  static let rings = [(256, 0.0427819008)] + (runsLong ? [(1024, 0.04290772992)] : [])
  static let exchanges = [(128, 0.00266338304)] + (runsLong ? [(256, 0.0053477376)] : [])

  @Test(arguments: rings)
  func `a ring all-reduce of 1 GiB takes as long`(hosts: Int, theirs: Double) throws {
    let cluster = try Cluster.uniform(.ring, ranks: hosts, rate: Self.rate, latency: .zero)
    let ours = try replay(
      TinyProgram.single(.allReduce, ranks: hosts, bytes: .gibibytes(1)), on: cluster,
      policy: CollectivePolicy(algorithms: [.allReduce: "ring"])
    ).duration.rawValue
    // They print ten digits; ours adds 2(p - 1) equal steps, half a unit of rounding each.
    #expect((ours - theirs).magnitude <= 1e-9 * theirs)
    print("SimGrid: ring of \(hosts) differs by \(ours / theirs - 1)")
  }

  @Test(arguments: exchanges)
  func `an all-to-all of 1 MiB a pair on a full fat tree takes as long`(
    hosts: Int, theirs: Double
  ) throws {
    // Leaves of 8 hosts and 8 spines, one link from each leaf to each spine: the port of a host
    // is the bottleneck. Their routes choose one spine, ours split evenly; neither is narrower.
    let ours = try replay(
      TinyProgram.single(.allToAll, ranks: hosts, bytes: .mebibytes(Double(hosts))),
      on: Self.fatTree(hosts).cluster,
      policy: CollectivePolicy(algorithms: [.allToAll: "direct"])
    ).duration.rawValue
    // They print nine digits or more.
    #expect((ours - theirs).magnitude <= 1e-9 * theirs)
    print("SimGrid: all-to-all of \(hosts) differs by \(ours / theirs - 1)")
  }

  private static func fatTree(_ hosts: Int) -> TinyFabric {
    var fabric = TinyFabric(acceleratorCount: hosts)
    let leaves = hosts / 8
    fabric.switchCount = leaves + 8
    for host in 0..<hosts {
      fabric.links.append((host, hosts + host / 8, rate, .zero))
      fabric.links.append((hosts + host / 8, host, rate, .zero))
    }
    for leaf in hosts..<hosts + leaves {
      for spine in hosts + leaves..<hosts + leaves + 8 {
        fabric.links.append((leaf, spine, rate, .zero))
        fabric.links.append((spine, leaf, rate, .zero))
      }
    }
    return fabric
  }
}
