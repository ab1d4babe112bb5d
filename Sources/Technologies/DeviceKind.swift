// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Devices that fail one by one, as files write them.
package enum DeviceKind: String, CaseIterable, Sendable {
  case accelerator
  case packetSwitch = "switch"
  case transceiver
  case cable
  case nic
}

/// How often devices of a kind fail, and how long they are then out of service.
package struct Reliability: Sendable {
  /// Of a device that works.
  package var failureRate: Figure<FailuresPerSecond>
  /// From the failure until the device serves again, on average.
  package var timeToRepair: Figure<Seconds>

  /// The part of the time in which a device is down, in the long run: MTTR / (MTBF + MTTR), MTBF
  /// being the time from a repair to the next failure.
  package var unavailability: Double {
    let load = failureRate.value.rawValue * timeToRepair.value.rawValue
    return load / (1 + load)
  }

  /// Nil where a record has no figures of the kind.
  package init?(of kind: DeviceKind, in record: Record) {
    guard
      let rate = record.figure("\(kind.rawValue).failure_rate", FailuresPerSecond.self),
      let repair = record.figure("\(kind.rawValue).time_to_repair", Seconds.self)
    else { return nil }
    failureRate = rate
    timeToRepair = repair
  }
}
