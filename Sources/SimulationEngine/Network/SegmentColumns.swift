// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What moved between two rate changes, one entry per flow and change.
struct SegmentColumns: ~Copyable {
  var route = Column<Int32>()
  var start = Column<Double>()
  var end = Column<Double>()
  var bytes = Column<Double>()

  var count: Int { route.count }

  @inline(__always)
  mutating func append(route: Int32, start: Double, end: Double, bytes: Double) {
    self.route.append(route)
    self.start.append(start)
    self.end.append(end)
    self.bytes.append(bytes)
  }

  mutating func removeAll() {
    route.removeAll()
    start.removeAll()
    end.removeAll()
    bytes.removeAll()
  }
}
