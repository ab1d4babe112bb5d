// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// Hands every block of events to two sinks, the first of which may be absent.
struct EventFork<First: EventSink, Second: EventSink>: EventSink {
  var first: First?
  var second: Second

  mutating func append(_ block: EventColumns) throws {
    try first?.append(block)
    try second.append(block)
  }
}

/// Lets events go: for runs that leave no file.
struct NoEvents: EventSink {
  func append(_ block: EventColumns) {}
}
