// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimelineStorage

@Suite struct BytePlanesTests {
  @Test(arguments: [1, 2, 4, 8], [0, 1, 7, 8, 9, 64, 1_000])
  func `byte k of element i lies in plane k at place i`(width: Int, count: Int) {
    let elements = (0..<count * width).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 8) }
    let planeLength = count + 5
    var planes = [UInt8](repeating: 0xEE, count: width * planeLength)
    // Three places on, as after three elements of an earlier block.
    planes.withUnsafeMutableBufferPointer { planes in
      guard let base = planes.baseAddress else { return }
      elements.withUnsafeBytes { bytes in
        guard let first = bytes.baseAddress else { return }
        BytePlanes.scatter(
          first, count: count, width: width, to: base + 3, planeLength: planeLength)
      }
    }
    for plane in 0..<width {
      for place in 0..<planeLength {
        let element = place - 3
        let expected =
          (0..<count).contains(element) ? elements[element * width + plane] : 0xEE
        #expect(planes[plane * planeLength + place] == expected)
      }
    }
  }
}

@Suite struct ChunkPiecesTests {
  @Test(arguments: [
    ([1], [1]), ([100], [65_536]), ([65_537], [65_536]), ([1, 1], [1, 1]), ([7, 3], [2, 3]),
    ([6, 3], [2, 3]), ([3, 10], [1, 4]), ([2, 8], [1, 4]),
  ])
  func `every element of a dataset is in one chunk, at its place`(shape: [Int], chunk: [Int]) {
    let pieces = ChunkPieces(shape: shape, lengths: chunk)
    var next = 0
    for number in 0..<pieces.count {
      let (offset, elements) = pieces[number]
      #expect(elements.lowerBound == next)
      #expect(elements.count <= chunk.reduce(1, *))
      #expect(zip(offset, chunk).allSatisfy { $0 % $1 == 0 })
      let first = offset.count == 1 ? offset[0] : offset[0] * shape[1] + offset[1]
      #expect(elements.lowerBound == first)
      next = elements.upperBound
    }
    #expect(next == shape.reduce(1, *))
  }
}
