// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import Testing

struct PrefetchTests {
  @Test func `asking for memory ahead changes nothing, even past its end`() {
    let column = (0..<1000).map(Double.init)
    column.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for index in 0..<2000 { prefetch(base + index) }
    }
    #expect(column == (0..<1000).map(Double.init))
  }
}
