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
  /// How many went. Sinks without anything stored have one address for all threads, which the thread
  /// sanitizer takes for a variable that they share.
  private(set) var count = 0

  mutating func append(_ block: EventColumns) { count += block.count }
}
