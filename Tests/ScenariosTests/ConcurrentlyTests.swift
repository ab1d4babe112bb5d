// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Scenarios

struct ConcurrentlyTests {
  @Test func `results come in the order of the pieces`() throws {
    let squares = try Concurrently.map(1000) { number in
      // Earlier pieces take longer.
      if number < 4 { Thread.sleep(forTimeInterval: 0.02) }
      return number * number
    }
    #expect(squares == (0..<1000).map { $0 * $0 })
    #expect(try Concurrently.map(0) { $0 }.isEmpty)
  }

  @Test func `of several failures the one with the lowest number is thrown`() {
    struct Failure: Error, Equatable { var number: Int }
    for _ in 0..<20 {
      #expect(throws: Failure(number: 5)) {
        try Concurrently.map(100) { number -> Int in
          guard number < 5 else {
            if number == 5 { Thread.sleep(forTimeInterval: 0.002) }
            throw Failure(number: number)
          }
          return number
        }
      }
    }
  }

  @Test func `whoever waits is told how far the work is`() throws {
    var told: [Int] = []
    _ = try Concurrently.map(
      2, piece: { _ in Thread.sleep(forTimeInterval: 0.25) }, waiting: { told.append($0) })
    #expect(!told.isEmpty)
    #expect(told.allSatisfy { (0...2).contains($0) })
  }
}
