// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import Symmetry
import Traffic

/// Links as flows load them: of a folded program classes of links, otherwise each.
struct LinkColumns {
  /// Bytes a second at the cluster's own rates.
  let capacity: [Double]
  /// What each loses with very many flows; empty where none loses any.
  let penalty: [Double]
  let technology: [Int32]
  let latency: [Double]
  /// Those of any link, rising.
  let technologies: [Int32]
  /// Links that each stands for.
  let members: [Double]
  let joulesPerByte: [Double]

  init(_ cluster: Cluster, _ folded: FoldedGraph?, _ transport: Transport) {
    let numbers = folded?.links.first
    capacity = transport.capacities(of: cluster.links, numbers)
    penalty = transport.incastPenalties(of: cluster, numbers)
    let links = numbers ?? (0..<Int32(cluster.links.count)).map { $0 }
    technology = links.map { cluster.links.technology[Int($0)] }
    technologies = Set(technology).sorted()
    latency = links.map { cluster.links.latency[Int($0)].rawValue }
    members = folded?.links.count.map(Double.init) ?? links.map { _ in 1 }
    joulesPerByte = links.map { (cluster.links.dynamicEnergy[Int($0)] * .bytes(1)).rawValue }
  }

  /// Bytes a second with so many flows on it.
  func capacity(of link: Int32, crowd: Double) -> Double {
    let whole = capacity[Int(link)]
    guard !penalty.isEmpty, crowd > 1 else { return whole }
    return Incast.rate(whole, losing: penalty[Int(link)], with: crowd)
  }
}

/// What flows cost, a row for each kind of flow.
struct FlowTable {
  struct Hop {
    var link: Int32
    /// What one link takes of the rate of a flow, over all flows of the row.
    var load: Double
    var crowd: Double
  }

  struct Row {
    var hops: [Hop]
    var overhead: Double
    var latency: Double
    /// Forms of the latency; two where ways differ.
    var lowerLatency: Int32
    var upperLatency: Int32
    var domain: Int
    /// Flows that it stands for.
    var flows: Double
    /// Of a byte of each flow, by technology.
    var joules: [(technology: Int32, perByte: Double)]
  }

  let links: LinkColumns
  private(set) var rows: [Row] = []

  init(_ links: LinkColumns) { self.links = links }

  /// The classes of flows of a folded program, in their order.
  mutating func append(_ flows: FlowRows, _ forms: inout FormTable) {
    for row in 0..<flows.count {
      let range = Int(flows.start[row])..<Int(flows.start[row + 1])
      append(
        range.map {
          (
            Hop(link: flows.link[$0], load: flows.share[$0], crowd: Double(flows.crowd[$0])),
            flows.crossing[$0]
          )
        },
        latency: flows.latencySeconds[row], overhead: flows.overheadSeconds[row],
        domain: Int(flows.domain[row]), flows: flows.flows[row], &forms)
    }
  }

  /// A row of its own.
  ///
  /// - Parameters:
  ///   - hops: what each link takes, and what crosses it.
  ///   - latency: seconds of the slowest way.
  ///   - overhead: seconds before the first byte.
  ///   - domain: the outermost that is crossed.
  ///   - flows: that the row stands for.
  ///   - forms: get the latency's.
  mutating func append(
    _ hops: [(hop: Hop, crossing: Double)], latency: Double, overhead: Double, domain: Int,
    flows: Double, _ forms: inout FormTable
  ) {
    var joules: [Int32: Double] = [:]
    for (hop, crossing) in hops {
      let link = Int(hop.link)
      joules[links.technology[link], default: 0] +=
        crossing * links.members[link] * links.joulesPerByte[link]
    }
    let (lower, upper) = latencyForms(hops, latency, flows, &forms)
    rows.append(
      Row(
        hops: hops.map(\.hop), overhead: overhead, latency: latency, lowerLatency: lower,
        upperLatency: upper, domain: domain, flows: flows,
        joules: joules.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
  }

  /// Latency by technology, where all ways cross as many links of each; where they do not, as if all
  /// of the way scaled with the technology that scales least, and most.
  private func latencyForms(
    _ hops: [(hop: Hop, crossing: Double)], _ latency: Double, _ flows: Double,
    _ forms: inout FormTable
  ) -> (lower: Int32, upper: Int32) {
    guard latency > 0 else { return (0, 0) }
    var parts: [Int32: (links: Double, seconds: Double)] = [:]
    for (hop, crossing) in hops {
      let each = crossing * links.members[Int(hop.link)] / flows
      parts[links.technology[Int(hop.link)], default: (0, 0)].links += each
      parts[links.technology[Int(hop.link)], default: (0, 0)].seconds +=
        each * links.latency[Int(hop.link)]
    }
    // Where no data move, no link is named, though a word goes over some of them.
    let technologies = parts.isEmpty ? links.technologies : parts.keys.sorted()
    if technologies.count == 1 {
      let form = forms.form(.latency(technology: technologies[0]), latency)
      return (form, form)
    }
    let sum = technologies.reduce(0) { $0 + (parts[$1]?.seconds ?? 0) }
    let areWhole = parts.values.allSatisfy { abs($0.links - $0.links.rounded()) < Self.rounding }
    if !parts.isEmpty, areWhole, abs(sum - latency) <= Self.rounding * latency {
      var form: Int32 = 0
      for technology in technologies {
        form = forms.sum(
          form, forms.form(.latency(technology: technology), parts[technology]?.seconds ?? 0))
      }
      return (form, form)
    }
    return (
      forms.form(forms.terms.row(slowest: latency, of: technologies, isLeast: true)),
      forms.form(forms.terms.row(slowest: latency, of: technologies, isLeast: false))
    )
  }

  /// Sums of shares that differ by no more are the same.
  private static let rounding = 1e-9
}
