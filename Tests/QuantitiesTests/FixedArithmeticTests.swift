// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Quantities

struct FixedArithmeticTests {
  @Test func `the exponential and the logarithm agree with the system's to a few last places`() {
    for step in -3000...3000 {
      let x = Double(step) * 0.01
      #expect((FixedArithmetic.exponential(x) / exp(x) - 1).magnitude < 1e-15 * 4)
      let y = exp(x)
      #expect((FixedArithmetic.logarithm(y) - log(y)).magnitude < 1e-15 * max(1, log(y).magnitude))
    }
  }

  @Test func `the ends of the range are infinite or zero, never trapped`() {
    #expect(FixedArithmetic.exponential(1000) == .infinity)
    #expect(FixedArithmetic.exponential(-1000) == 0)
    #expect(FixedArithmetic.logarithm(0) == -.infinity)
    #expect(FixedArithmetic.logarithm(-1).isNaN)
  }

  @Test func `ten decibels are a ratio of ten, and back`() {
    #expect((LinearRatio(of: .decibels(10)).rawValue - 10).magnitude < 1e-14)
    #expect((Decibels(of: LinearRatio(rawValue: 1000)).rawValue - 30).magnitude < 1e-13)
    #expect(LinearRatio(of: .decibels(0)).rawValue == 1)
  }
}
