// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What a message costs, in nanoseconds from when a host begins with it.
struct HostCost {
  /// Until the sender's host is free.
  var work: Double
  /// Until the receiver's host is free, and has all of the message.
  var taking: Double
  /// Until the NIC takes the next message of the same direction.
  var gap: Double
}

extension LogGOPS {
  /// The first byte is paid by o and L; G and O count the further ones.
  func cost(of bytes: Double) -> HostCost {
    let further = max(bytes - 1, 0)
    let wire = (further * gapPerByte).rounded(.down)
    let touching = (further * overheadPerByte).rounded(.down)
    return HostCost(
      work: Double(overhead) + touching, taking: Double(overhead) + max(wire, touching),
      gap: Double(gap) + wire)
  }

  /// Whether a message waits for its receive before its send ends.
  func meets(_ bytes: Double) -> Bool { bytes > Double(eagerLimit) }
}
