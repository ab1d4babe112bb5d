// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Claims

struct AmdahlTests {
  @Test func `three times as fast needs two thirds exposed`() {
    #expect((Amdahl.exposedNeeded(for: 3) - 2.0 / 3).magnitude < 1e-15)
    #expect((Amdahl.ceiling(exposed: 2.0 / 3) - 3).magnitude < 1e-14)
    #expect(Amdahl.exposedNeeded(for: 1) == 0 && Amdahl.exposedNeeded(for: 0.5) == 0)
    #expect(Amdahl.ceiling(exposed: 0) == 1 && Amdahl.ceiling(exposed: 1) == .infinity)
  }

  @Test func `a half that becomes four times as fast leaves five eighths`() {
    #expect(Amdahl.speedup(exposed: 0.5, faster: 4) == 1.6)
    #expect(Amdahl.speedup(exposed: 0.5, faster: .infinity) == Amdahl.ceiling(exposed: 0.5))
    #expect(Amdahl.speedup(exposed: 0.5, faster: 0.5) == 1 / 1.5)
  }

  @Test func `what is needed gives what it was needed for`() throws {
    for exposed in [0.1, 0.5, 0.8, 1] {
      for speedup in [0.5, 1, 1.05] {
        let faster = try #require(Amdahl.fasterNeeded(for: speedup, exposed: exposed))
        // A few operations each way.
        let back = Amdahl.speedup(exposed: exposed, faster: faster)
        #expect((back - speedup).magnitude < 1e-13)
      }
    }
  }

  @Test func `at the ceiling and above it no network is fast enough`() {
    #expect(Amdahl.fasterNeeded(for: 3, exposed: 2.0 / 3) == nil)
    #expect(Amdahl.fasterNeeded(for: 3, exposed: 0.5) == nil)
    #expect(Amdahl.fasterNeeded(for: 3, exposed: 0.7) != nil)
    #expect(Amdahl.fasterNeeded(for: 1.5, exposed: 0) == nil)
    #expect(Amdahl.fasterNeeded(for: 1, exposed: 0) == 0)
  }
}
