// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Where a number of the catalogue, of a link or of a cluster comes from, for people and programs.
package struct Explanation: Sendable {
  /// A range in the unit in which the value is printed.
  package struct Amount: Sendable {
    package var text: String
    /// In the stored unit, and the range that follows from the figures behind it.
    package var value: Double
    package var low: Double?
    package var high: Double?
    package var lowText: String?
    package var highText: String?
  }

  /// One figure of a record.
  package struct FigureRow: Sendable {
    package var key: String
    package var amount: Amount
    package var meaning: String
    package var year: Int?
    package var boundary: String?
    package var includes: [String]
    package var kind: String?
    package var grade: String
    package var source: String
    package var notes: String?
  }

  /// What a bit pays on one link, from die edge to die edge.
  package struct Path: Sendable {
    package struct Line: Sendable {
      package var figure: String
      package var includes: [String]
      package var isStatic: Bool
      package var energy: Amount
    }

    package struct Load: Sendable {
      package var utilisation: Double
      package var energy: Amount
    }

    package struct Driver: Sendable {
      package var figure: String
      package var grade: String
      package var atLow: Amount
      package var atHigh: Amount
    }

    package var name: String
    package var lines: [Line]
    package var total: Amount
    package var loads: [Load]
    package var drivers: [Driver]
    /// The weakest grade of what went in.
    package var grade: String
  }

  /// The links of a cluster's domain, all of them busy.
  package struct Domain: Sendable {
    package var name: String
    /// Whether these are links between switches of a kind of their own.
    package var isTrunk: Bool
    package var links: Int
    package var delivered: Amount
    package var path: Path
    /// What a bit pays in each switch that it passes, and in its NICs, beside the links.
    package var devices: [(place: String, name: String, includes: [String], energy: Amount)]
    /// From die edge to die edge.
    package var wholePath: Amount
    /// What is counted as the links' own: the rest is in figures of devices.
    package var counted: Amount
  }

  /// What is down in a cluster.
  package struct Faults: Sendable {
    package struct Capacity: Sendable {
      package var domain: String
      package var left: Amount
      package var whole: Amount
      package var part: Double
      /// The accelerator that keeps the smallest part of its own links.
      package var worst: (name: String, part: Double)?
    }

    package var notes: [String]
    package var lines: [String]
    package var cutOff: [String]
    package var capacity: [Capacity]
    package var accelerators: Int
    package var failed: Int
    package var spares: Int
    package var seats: Int
    package var seatNotes: [String]
  }

  package var name: String
  package var title: String
  /// Such as "module" or "cluster".
  package var kind: String
  package var file: String
  package var facts: [(key: String, value: String)] = []
  package var figures: [FigureRow] = []
  package var path: Path?
  package var budget: Budget?
  package var domains: [Domain] = []
  /// What is down in a cluster, and what is left of it; nil where nothing is and nobody stands by.
  package var faults: Faults?
  /// What a cluster draws and costs.
  package var bill: Bill?
  /// What a bit pays between two accelerators of a cluster.
  package var route: Route?
  /// What became of each figure of energy and power in a cluster.
  package var composition: [String] = []
  package var notes: [String] = []
}
