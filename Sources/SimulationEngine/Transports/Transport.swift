// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// How links serve messages, under one program, one lowering and one event loop.
package enum Transport: Sendable, Hashable {
  /// Messages are fluid and share links max-min fairly.
  case fluid(Fluid = Fluid())
  /// As ASTRA-sim's analytical backends do it, in whole nanoseconds.
  case astraSim(AstraSim)
  /// As LogGOPSim does it, in whole nanoseconds: hosts and their NICs are busy, links never.
  case loggops(LogGOPS)

  /// Whether every instant is a whole number of nanoseconds.
  package var isInteger: Bool { fluid == nil }

  /// What fluid flows get; nil in other transports.
  package var fluid: Fluid? {
    if case .fluid(let parameters) = self { parameters } else { nil }
  }

  /// Whether hosts work on messages, one thing at a time.
  var hasHosts: Bool {
    if case .loggops = self { return true }
    return false
  }

  /// Units of the clock in a second.
  var ticksPerSecond: Double { isInteger ? 1e9 : 1 }
}

/// What fluid flows get of the rates of links.
package struct Fluid: Sendable, Hashable {
  /// Payload over rate for every link, above 0 to 1; nil for what each link's technology says.
  package var transportEfficiency: Double?
  /// The part of the rate into an accelerator that is lost where many send to it, 0 to below 1; nil
  /// for what the link's technology says. Of n senders, 1 - 1/n of it is lost.
  package var incastPenalty: Double?

  package init(transportEfficiency: Double? = nil, incastPenalty: Double? = nil) {
    self.transportEfficiency = transportEfficiency
    self.incastPenalty = incastPenalty
  }
}

/// The analytical backends of ASTRA-sim 2 (W. Won and others, ISPASS 2023).
package struct AstraSim: Sendable, Hashable {
  /// Whether messages wait for each other: "aware" of congestion, first come first served and
  /// stored and forwarded at every hop. Otherwise each has every link of its path to itself.
  package var isCongestionAware: Bool
  /// What a member waits before a chunk's first step, and after every step.
  package var endpointDelay: Seconds
  /// Bytes a second at which a member reads two operands and writes their sum.
  package var memoryRate: BitsPerSecond
  /// Chunks of a collective that a member works on at once; further ones follow.
  package var activeChunks: Int

  /// Its usual system file: 10 ns, 1600e9 bytes a second, one active chunk.
  package init(
    isCongestionAware: Bool, endpointDelay: Seconds = .nanoseconds(10),
    memoryRate: BitsPerSecond = .gigabytesPerSecond(1600), activeChunks: Int = 1
  ) {
    self.isCongestionAware = isCongestionAware
    self.endpointDelay = endpointDelay
    self.memoryRate = memoryRate
    self.activeChunks = activeChunks
  }
}

/// The LogGOPS parameters, in nanoseconds (T. Hoefler, T. Schneider and A. Lumsdaine, "LogGOPSim:
/// simulating large-scale applications in the LogGOPS model", HPDC 2010).
package struct LogGOPS: Sendable, Hashable {
  /// L: from the sender's NIC to the receiver's.
  package var latency: Int
  /// o: what a message costs the host at either end.
  package var overhead: Int
  /// g: from one message of a NIC to the next.
  package var gap: Int
  /// G: nanoseconds for each byte after the first.
  package var gapPerByte: Double
  /// O: what each byte after the first costs the host.
  package var overheadPerByte: Double
  /// S: the send of a larger message ends when its receive has met it (rendezvous), not before.
  package var eagerLimit: Int

  /// LogGOPSim's own defaults.
  package init(
    latency: Int = 2500, overhead: Int = 1500, gap: Int = 1000, gapPerByte: Double = 6,
    overheadPerByte: Double = 0, eagerLimit: Int = 65_535
  ) {
    self.latency = latency
    self.overhead = overhead
    self.gap = gap
    self.gapPerByte = gapPerByte
    self.overheadPerByte = overheadPerByte
    self.eagerLimit = eagerLimit
  }
}
