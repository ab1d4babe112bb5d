// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

extension Timeline {
  /// Stops where columns that describe the same rows differ in length.
  func requireEqualLengths() {
    precondition(
      links.name.count == links.link.count && links.capacity.count == links.link.count
        && links.bytes.rowCount == links.link.count
        && links.multiplicity.count == links.link.count, "columns of links differ in length")
    precondition(
      power.component == ledger.entries.map(\.component)
        && power.energy.rowCount == power.component.count,
      "the power series has other components than the ledger")
    let rankCount = ranks.computing.count
    precondition(
      [ranks.communicating, ranks.waiting, ranks.idle].allSatisfy { $0.count == rankCount },
      "columns of ranks differ in length")
    folding?.requireMembers()
  }
}

extension HDF5Object {
  /// Everything but the events.
  func write(_ timeline: Timeline, with crew: CompressionCrew) throws(HDF5Error) {
    let entry = try openGroup(Layout.timeline)
    try entry.write(timeline.links, with: crew)
    try entry.write(timeline.power, with: crew)
    for units in timeline.unitPower { try entry.write(units, with: crew) }
    try entry.write(timeline.ledger)
    try entry.write(timeline.ranks)
    try entry.writeTotals(of: timeline)
    try writeLabels(of: timeline)
  }

  /// `/timeline/energy`: the ledger. Its sum is the total.
  func write(_ ledger: EnergyLedger) throws(HDF5Error) {
    let group = try createGroup("energy", nexusClass: "NXdata")
    try group.setAttribute("signal", "static")
    try group.setAttribute("auxiliary_signals", ["dynamic"])
    try group.setAttribute("axes", ["component"])
    try group.setAttribute("title", "Energy by component")
    let component = try group.writeIndex(
      "component", count: ledger.entries.count, "row of /labels/component_name")
    let spent = try group.write(
      "static", ledger.entries.map(\.staticEnergy.rawValue),
      DatasetText("energy spent whether or not bits moved", units: "J"))
    try spent.attach(component)
    let moved = try group.write(
      "dynamic", ledger.entries.map(\.dynamicEnergy.rawValue),
      DatasetText("energy that the work itself cost", units: "J"))
    try moved.attach(component)
  }

  /// `/timeline/ranks`: seconds in each state, which add up to the duration of the run.
  func write(_ ranks: RankStates) throws(HDF5Error) {
    let group = try createGroup("ranks", nexusClass: "NXdata")
    try group.setAttribute("signal", "computing")
    try group.setAttribute("auxiliary_signals", ["communicating", "waiting", "idle"])
    try group.setAttribute("axes", ["rank"])
    try group.setAttribute("title", "Time of ranks by state")
    let rank = try group.writeIndex("rank", count: ranks.computing.count, "rank")
    let states: [(String, [Double], String)] = [
      ("computing", ranks.computing, "time in which a compute operation ran"),
      (
        "communicating", ranks.communicating,
        "exposed communication: the network was in use and nothing was computed"
      ),
      ("waiting", ranks.waiting, "time in which nothing ran and the program had not ended"),
      ("idle", ranks.idle, "time after the end of the rank's program"),
    ]
    for (name, seconds, longName) in states {
      let dataset = try group.write(name, seconds, DatasetText(longName, units: "s"))
      try dataset.attach(rank)
    }
  }

  /// `/timeline/totals`: one number each.
  func writeTotals(of timeline: Timeline) throws(HDF5Error) {
    let group = try createGroup("totals", nexusClass: "NXcollection")
    let traffic = timeline.traffic
    try group.writeScalar(
      "duration", timeline.duration.rawValue,
      DatasetText("time until the last operation ended", units: "s"))
    try group.writeScalar(
      "energy", timeline.ledger.total.rawValue, DatasetText("energy of the ledger", units: "J"))
    try group.writeScalar(
      "peak_power", timeline.power.peak.rawValue,
      DatasetText("highest momentary sum over all components", units: "W"))
    let amounts: [(String, Bytes, String)] = [
      ("bytes_sent", traffic.bytesSent, "bytes that left their senders"),
      ("bytes_received", traffic.bytesReceived, "bytes that reached their receivers"),
      ("link_bytes", traffic.linkBytes, "sum over links of the bytes that crossed them"),
    ]
    for (name, amount, longName) in amounts {
      try group.writeScalar(name, amount.rawValue, DatasetText(longName, units: "byte"))
    }
    let counts: [(String, Int, String)] = [
      ("flows", traffic.flows, "messages, each a flow of its own"),
      ("flow_classes", traffic.flowClasses, "flows that were simulated, each for one or more"),
      ("batches", traffic.batches, "moments at which something happened"),
      ("solves", traffic.solves, "times that rates were shared out"),
      ("events", traffic.events, "events of the run"),
    ]
    for (name, count, longName) in counts {
      try group.writeScalar(name, Int64(count), DatasetText(longName, units: "1"))
    }
    if let folding = timeline.folding { try group.writeLinkClasses(of: folding) }
  }

  /// `/labels`: the text that the numbers stand for, under the names of their dimensions.
  func writeLabels(of timeline: Timeline) throws(HDF5Error) {
    let group = try createGroup(Layout.labels, nexusClass: "NXcollection")
    let link = try group.write(
      "link", timeline.links.link, DatasetText("number of the directed link", units: "1"))
    try link.makeScale("link")
    let links = try group.write(
      "link_name", timeline.links.name, longName: "name of the directed link")
    try links.attach(link)
    let entries = timeline.ledger.entries
    let component = try group.writeIndex("component", count: entries.count, "component")
    let components = try group.write(
      "component_name", entries.map(\.component), longName: "name of the component")
    try components.attach(component)
    let includes = try group.write(
      "component_includes",
      entries.map { $0.includes.joined(separator: Layout.partSeparator) },
      longName: "what the component's figures cover")
    try includes.attach(component)
    let name = try group.writeIndex("name", count: timeline.eventNames.count, "name_id of events")
    let names = try group.write(
      "event_name", timeline.eventNames, longName: "name of the operation")
    try names.attach(name)
    let stream = try group.writeIndex(
      "stream", count: timeline.streamNames.count, "stream of events")
    let streams = try group.write(
      "stream_name", timeline.streamNames, longName: "name of the stream")
    try streams.attach(stream)
    if let folding = timeline.folding { try group.write(folding.ranks) }
  }
}
