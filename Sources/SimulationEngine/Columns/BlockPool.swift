// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Hands out runs of consecutive rows, and the same runs again once they are free.
struct BlockPool: ~Copyable {
  private var end = 0
  /// Free runs by size. Looked up, never walked: the order of a dictionary decides nothing.
  private var free: [Int: [Int]] = [:]

  init() {}

  mutating func take(_ size: Int) -> Int {
    if let start = free[size]?.popLast() { return start }
    end += size
    return end - size
  }

  mutating func release(_ start: Int, size: Int) { free[size, default: []].append(start) }
}
