// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import TestSupport
import Testing

/// Operations on each element by itself: both twins against what is written out here.
struct ElementTests {
  @Test(arguments: Columns.awkward)
  func `advancing takes rate times span and stops at zero`(columns: Columns) {
    let values = columns.any(1).map { $0 == -.infinity ? 1 : $0 }
    let rates = columns.finite(2)
    let expected = zip(values, rates).map { value, rate in
      let product = rate * 0.3
      return value - product > 0 ? value - product : 0
    }
    var compiled = values
    var plain = values
    advance(&compiled, by: rates, over: 0.3, count: values.count)
    Reference.advance(&plain, by: rates, over: 0.3, count: values.count)
    #expect(compiled.bits == expected.bits)
    #expect(plain.bits == expected.bits)
  }

  @Test(arguments: Columns.awkward)
  func `an amount goes to every value of a run and to none beside it`(columns: Columns) {
    let values = columns.any(1)
    guard values.count > 2 else { return }
    let inner = values.count - 2
    let expected = values.indices.map {
      $0 == 0 || $0 == values.count - 1 ? values[$0] : values[$0] + 0.1
    }
    let kernels: [(UnsafeMutablePointer<Double>, Int) -> Void] = [
      { add(0.1, to: $0, count: $1) }, { Reference.add(0.1, to: $0, count: $1) },
    ]
    for kernel in kernels {
      var changed = values
      changed.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { kernel(base + 1, inner) }
      }
      #expect(changed.bits == expected.bits)
    }
  }

  @Test(arguments: Columns.awkward)
  func `pairs merge in place and the upper half stays`(columns: Columns) {
    let values = columns.finite(1)
    let pairs = values.count / 2
    var expected = values
    for pair in 0..<pairs { expected[pair] = values[2 * pair] + values[2 * pair + 1] }
    let kernels: [(UnsafeMutablePointer<Double>, Int) -> Void] = [
      { mergePairs($0, count: $1) }, { Reference.mergePairs($0, count: $1) },
    ]
    for kernel in kernels {
      var changed = values
      kernel(&changed, pairs)
      #expect(changed.bits == expected.bits)
    }
  }

  @Test(arguments: Columns.awkward)
  func `a value goes to the places that are listed and to no other`(columns: Columns) {
    var random = SeededGenerator(seed: columns.seed)
    let places = (0..<columns.length).map { _ in Int32.random(in: 0..<500, using: &random) }
    let listed = Set(places)
    let expected = (0..<500).map { listed.contains(Int32($0)) ? 7.5 : Double($0) }
    let kernels: [(UnsafeMutablePointer<Double>, UnsafePointer<Int32>, Int) -> Void] = [
      { scatter(7.5, to: $0, at: $1, count: $2) },
      { Reference.scatter(7.5, to: $0, at: $1, count: $2) },
    ]
    for kernel in kernels {
      var column = (0..<500).map(Double.init)
      kernel(&column, places, places.count)
      #expect(column == expected)
    }
  }
}
