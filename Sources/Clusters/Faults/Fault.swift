// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Technologies

/// A device of a cluster that failed, or works slower than it should.
struct Fault: Sendable, Hashable {
  /// What it is, and where.
  enum Place: Sendable, Hashable {
    case accelerator(Int32)
    /// All accelerators of a server with what serves only them, by the server's number.
    case server(Int)
    /// A node that is no accelerator; some of the chips that stand as it, or all.
    case node(Int32, chips: Int?)
    /// Links from a node to another, and back unless `isOneWay`.
    case links(Int32, Int32, Parallel, isOneWay: Bool, DeviceKind?)
    /// A NIC at an accelerator's end of such links.
    case nic(Int32, Int32, Parallel)
  }

  /// Which of the parallel links that stand as one.
  enum Parallel: Sendable, Hashable {
    case all
    /// The first so many that still work.
    case some(Int)
    /// One by its number.
    case number(Int)
  }

  var place: Place
  var effect: LinkFault.Effect
}

/// What cannot be, in words.
struct FaultError: Error { var problem: String }
