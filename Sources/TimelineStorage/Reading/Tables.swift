// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

extension HDF5Object {
  func readProvenance() throws(HDF5Error) -> Provenance {
    let group = try openGroup(Layout.provenance)
    let inputs = try group.read("input", as: Int32.self).count
    let paths = try group.readStrings("input_path", shape: [inputs])
    let digests = try group.readStrings("input_sha256", shape: [inputs])
    return Provenance(
      program: try group.readString("program"), version: try group.readString("version"),
      gitCommit: try group.readString("git_commit"),
      gitDirty: try group.readScalar("git_dirty", as: Int8.self) != 0,
      commandLine: try group.readString("command_line"),
      hostPlatform: try group.readString("host_platform"),
      configResolved: try group.readString("config_resolved"),
      seed: try group.readScalar("seed"), startTime: try group.readString("start_time"),
      inputs: zip(paths, digests).map { Provenance.Input(path: $0, sha256: $1) })
  }

  /// Everything but the events.
  func readTimeline() throws(HDF5Error) -> Timeline {
    let entry = try openGroup(Layout.timeline)
    let labels = try openGroup(Layout.labels)
    let totals = try entry.openGroup("totals")
    let ledger = try entry.readLedger(labels)
    let names = try labels.read("name", as: Int32.self).count
    let streams = try labels.read("stream", as: Int32.self).count
    let ranks = try entry.readRanks()
    return Timeline(
      duration: .seconds(try totals.readScalar("duration")), ranks: ranks,
      links: try entry.readLinks(labels),
      power: try entry.readPower(
        components: ledger.entries.map(\.component),
        peak: .watts(try totals.readScalar("peak_power"))),
      ledger: ledger, traffic: try totals.readTraffic(),
      eventNames: try labels.readStrings("event_name", shape: [names]),
      streamNames: try labels.readStrings("stream_name", shape: [streams]),
      folding: try totals.readFolding(labels, rankCount: ranks.computing.count))
  }

  private func readTraffic() throws(HDF5Error) -> TrafficTotals {
    TrafficTotals(
      flows: Int(try readScalar("flows", as: Int64.self)),
      bytesSent: .bytes(try readScalar("bytes_sent")),
      bytesReceived: .bytes(try readScalar("bytes_received")),
      linkBytes: .bytes(try readScalar("link_bytes")),
      batches: Int(try readScalar("batches", as: Int64.self)),
      solves: Int(try readScalar("solves", as: Int64.self)),
      events: Int(try readScalar("events", as: Int64.self)),
      // Files of format 1.0 have none of it, nor what follows below: every flow was simulated.
      flowClasses: try has("flow_classes")
        ? Int(try readScalar("flow_classes", as: Int64.self)) : nil)
  }

  private func readRanks() throws(HDF5Error) -> RankStates {
    let group = try openGroup("ranks")
    let shape = [try group.read("rank", as: Int32.self).count]
    return RankStates(
      computing: try group.read("computing", shape: shape),
      communicating: try group.read("communicating", shape: shape),
      waiting: try group.read("waiting", shape: shape),
      idle: try group.read("idle", shape: shape))
  }

  private func readLedger(_ labels: borrowing HDF5Object) throws(HDF5Error) -> EnergyLedger {
    let group = try openGroup("energy")
    let count = try group.read("component", as: Int32.self).count
    let spent = try group.read("static", as: Double.self, shape: [count])
    let moved = try group.read("dynamic", as: Double.self, shape: [count])
    let names = try labels.readStrings("component_name", shape: [count])
    let includes = try labels.readStrings("component_includes", shape: [count])
    return EnergyLedger(
      entries: (0..<count).map { row in
        EnergyLedger.Entry(
          component: names[row],
          includes: includes[row].components(separator: Layout.partSeparator),
          staticEnergy: .joules(spent[row]), dynamicEnergy: .joules(moved[row]))
      })
  }

  private func readLinks(_ labels: borrowing HDF5Object) throws(HDF5Error) -> LinkUtilisation {
    let group = try openGroup("link_utilisation")
    let link = try group.read("link", as: Int32.self)
    let edges = try group.readEdges()
    let bins = max(edges.count - 1, 0)
    let capacity = try group.read("capacity", as: Double.self, shape: [link.count])
    let shares = try group.read("utilisation", as: Float.self, shape: [link.count, bins])
    let amounts = shares.indices.map { index in
      let bin = index % bins
      return Double(shares[index]) * capacity[index / bins] * (edges[bin + 1] - edges[bin])
    }
    return LinkUtilisation(
      link: link, name: try labels.readStrings("link_name", shape: [link.count]),
      capacity: capacity,
      bytes: BinnedSeries(edges: edges, amounts: amounts, rowCount: link.count),
      multiplicity: try group.has("multiplicity")
        ? try group.read("multiplicity", shape: [link.count]) : nil)
  }

  private func readPower(components: [String], peak: Watts) throws(HDF5Error) -> PowerSeries {
    let group = try openGroup("power")
    let edges = try group.readEdges()
    let bins = max(edges.count - 1, 0)
    let watts = try group.read("power", as: Double.self, shape: [components.count, bins])
    let joules = watts.indices.map { index in
      watts[index] * (edges[index % bins + 1] - edges[index % bins])
    }
    return PowerSeries(
      component: components,
      energy: BinnedSeries(edges: edges, amounts: joules, rowCount: components.count), peak: peak)
  }

  /// The edges of bins, one more than there are bins; none where there are no bins.
  private func readEdges() throws(HDF5Error) -> [Double] {
    let starts = try read("time", as: Double.self)
    let bounds = try read("time_bounds", as: Double.self, shape: [starts.count, 2])
    return starts + bounds.suffix(1)
  }
}

extension String {
  /// The parts between separators; none of an empty text.
  fileprivate func components(separator: String) -> [String] {
    isEmpty ? [] : split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
