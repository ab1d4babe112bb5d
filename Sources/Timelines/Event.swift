// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a rank was doing. The raw value is what `/timeline/events/kind` stores: never reuse one.
public enum EventKind: Int8, CaseIterable, Sendable {
  case compute = 0
  case collective = 1
  case p2p = 2
  /// Nothing ran on the rank although its program had not ended.
  case stall = 3
  case reconfigure = 4

  public var meaning: String { "\(self)" }
}

/// Events as columns, one entry per event, in the order in which they ended.
///
/// All arrays have the same length.
public struct EventColumns: Sendable {
  /// Seconds since the start of the simulation.
  public var start: [Double] = []
  public var end: [Double] = []
  public var rank: [Int32] = []
  public var kind: [Int8] = []
  /// The instance that the members of a collective share; -1 where there is none.
  public var collectiveID: [Int64] = []
  /// Bytes that this rank sent (collectives, sends) or received (receives); 0 for the others.
  public var bytes: [Int64] = []
  /// Joules: accelerator energy of a compute or stall, link energy of the bytes that a rank sent.
  public var energy: [Double] = []
  /// Row of the stream table.
  public var stream: [Int32] = []
  /// Row of the name table.
  public var nameID: [Int32] = []
  /// How many ranks this event stands for.
  public var multiplicity: [Int64] = []
  /// Row of `Folding.ranks`, or -1 where every rank was simulated.
  public var rankClass: [Int32] = []

  public init() {}

  public var count: Int { start.count }

  public mutating func removeAll() {
    start.removeAll(keepingCapacity: true)
    end.removeAll(keepingCapacity: true)
    rank.removeAll(keepingCapacity: true)
    kind.removeAll(keepingCapacity: true)
    collectiveID.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    energy.removeAll(keepingCapacity: true)
    stream.removeAll(keepingCapacity: true)
    nameID.removeAll(keepingCapacity: true)
    multiplicity.removeAll(keepingCapacity: true)
    rankClass.removeAll(keepingCapacity: true)
  }
}

/// Takes events as they happen, a block at a time, so that a run of any length needs the memory
/// of one block.
public protocol EventSink {
  mutating func append(_ block: EventColumns) throws
}

/// Keeps every event in memory: for short runs, tests and notebooks.
public struct EventsInMemory: EventSink {
  public private(set) var columns = EventColumns()

  public init() {}

  public mutating func append(_ block: EventColumns) {
    columns.start += block.start
    columns.end += block.end
    columns.rank += block.rank
    columns.kind += block.kind
    columns.collectiveID += block.collectiveID
    columns.bytes += block.bytes
    columns.energy += block.energy
    columns.stream += block.stream
    columns.nameID += block.nameID
    columns.multiplicity += block.multiplicity
    columns.rankClass += block.rankClass
  }
}
