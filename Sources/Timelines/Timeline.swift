// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a run left behind, but for its events, which went to an `EventSink` as they happened.
public struct Timeline: Sendable {
  /// When the last operation ended.
  public var duration: Seconds
  public var ranks: RankStates
  public var links: LinkUtilisation
  public var power: PowerSeries
  public var ledger: EnergyLedger
  public var traffic: TrafficTotals
  /// Text of `EventColumns.nameID`.
  public var eventNames: [String]
  /// Text of `EventColumns.stream`.
  public var streamNames: [String]
  /// What the ids of collectives stand for; empty for a timeline that was read from a file.
  public var collectives: CollectiveInstances
  /// What was simulated once for many; nil where every rank was.
  public var folding: Folding?
  /// Of the meters that the run was asked for, in their order.
  package var readings: [PowerReading] = []
  /// Of the scopes that the run was asked for.
  package var unitPower: [UnitPowerSeries] = []

  public init(
    duration: Seconds, ranks: RankStates, links: LinkUtilisation, power: PowerSeries,
    ledger: EnergyLedger, traffic: TrafficTotals, eventNames: [String], streamNames: [String],
    collectives: CollectiveInstances = CollectiveInstances(), folding: Folding? = nil
  ) {
    self.duration = duration
    self.ranks = ranks
    self.links = links
    self.power = power
    self.ledger = ledger
    self.traffic = traffic
    self.eventNames = eventNames
    self.streamNames = streamNames
    self.collectives = collectives
    self.folding = folding
  }
}

/// Seconds that each rank spent in each state; one entry per rank, four columns that add up to
/// the duration of the run.
public struct RankStates: Sendable {
  /// A compute operation ran, whatever else did.
  public var computing: [Double]
  /// Exposed communication: an operation of the network was under way and nothing was computed.
  public var communicating: [Double]
  /// Nothing ran, and the rank's program had not ended.
  public var waiting: [Double]
  /// After the end of the rank's program.
  public var idle: [Double]

  public init(computing: [Double], communicating: [Double], waiting: [Double], idle: [Double]) {
    self.computing = computing
    self.communicating = communicating
    self.waiting = waiting
    self.idle = idle
  }
}

/// Bytes over each directed link in bins of time. Only links that carried something have a row.
public struct LinkUtilisation: Sendable {
  /// The cluster's number of each row's link.
  public var link: [Int32]
  public var name: [String]
  /// Bytes a second, one way.
  public var capacity: [Double]
  /// Bytes in each bin, of one link.
  public var bytes: BinnedSeries
  /// Links that each row stands for; its number and name are those of the first.
  public var multiplicity: [Int64]

  public init(
    link: [Int32], name: [String], capacity: [Double], bytes: BinnedSeries,
    multiplicity: [Int64]? = nil
  ) {
    self.multiplicity = multiplicity ?? [Int64](repeating: 1, count: link.count)
    self.link = link
    self.name = name
    self.capacity = capacity
    self.bytes = bytes
  }
}

/// Energy of each component in bins of time: divide by the width of a bin for mean watts.
public struct PowerSeries: Sendable {
  /// Matches the ledger's entries, in order.
  public var component: [String]
  /// Joules in each bin.
  public var energy: BinnedSeries
  /// The highest instantaneous sum of all components.
  public var peak: Watts

  public init(component: [String], energy: BinnedSeries, peak: Watts) {
    self.component = component
    self.energy = energy
    self.peak = peak
  }
}

/// Counts of what the engine moved and did.
public struct TrafficTotals: Sendable, Hashable {
  /// Messages, each a flow of its own.
  public var flows: Int
  /// Flows that were simulated, each for one or more of `flows`.
  public var flowClasses: Int
  /// Bytes that left their senders, and bytes that reached their receivers.
  public var bytesSent: Bytes
  public var bytesReceived: Bytes
  /// Sum over links of the bytes that crossed them.
  public var linkBytes: Bytes
  /// Moments at which something happened, and allocations solved.
  public var batches: Int
  public var solves: Int
  public var events: Int

  public init(
    flows: Int, bytesSent: Bytes, bytesReceived: Bytes, linkBytes: Bytes, batches: Int,
    solves: Int, events: Int, flowClasses: Int? = nil
  ) {
    self.flows = flows
    self.flowClasses = flowClasses ?? flows
    self.bytesSent = bytesSent
    self.bytesReceived = bytesReceived
    self.linkBytes = linkBytes
    self.batches = batches
    self.solves = solves
    self.events = events
  }
}
