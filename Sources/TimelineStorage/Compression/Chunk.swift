// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Elements of one chunk of a dataset: spread over planes of bytes as they come, compressed when
/// they are all there.
///
/// A class, because it is filled by one thread, compressed by another and written by the first:
/// its memory must stay where it is. Never used by two at once, for which `CompressionCrew` sees.
final class Chunk: @unchecked Sendable {
  /// Bytes of an element.
  let width: Int
  /// Elements of a full chunk; a chunk at the edge of a dataset is stored full as well.
  let capacity: Int
  /// Elements that are there.
  private(set) var count = 0
  /// Where in the dataset the first element lies, slowest dimension first.
  var offset: [Int] = [0]
  private let planes: UnsafeMutablePointer<UInt8>
  private let deflated: UnsafeMutableBufferPointer<UInt8>
  private var deflatedCount = 0

  init(width: Int, capacity: Int) {
    self.width = width
    self.capacity = capacity
    planes = .allocate(capacity: width * capacity)
    deflated = .allocate(capacity: Deflater.room(for: width * capacity))
  }

  deinit {
    planes.deallocate()
    deflated.deallocate()
  }

  /// Forgets what is in it.
  func empty() {
    count = 0
    deflatedCount = 0
  }

  /// Adds elements after those that are there.
  func add<Element: HDF5Element>(_ elements: UnsafeBufferPointer<Element>) {
    precondition(
      MemoryLayout<Element>.stride == width && elements.count <= capacity - count,
      "\(elements.count) elements do not fit a chunk of \(capacity) that has \(count)")
    guard let base = elements.baseAddress else { return }
    BytePlanes.scatter(
      base, count: elements.count, width: width, to: planes + count, planeLength: capacity)
    count += elements.count
  }

  /// Adds some elements of an array.
  func add<Element: HDF5Element>(_ elements: [Element], _ rows: Range<Int>) {
    elements.withUnsafeBufferPointer { add(UnsafeBufferPointer(rebasing: $0[rows])) }
  }

  /// Adds elements that are made one after another, from the numbers 0 ..< `added`.
  func add<Element: HDF5Element>(making added: Int, _ element: (Int) -> Element) {
    let atOnce = 512
    withUnsafeTemporaryAllocation(of: Element.self, capacity: atOnce) { made in
      var done = 0
      while done < added {
        let few = min(atOnce, added - done)
        for index in 0..<few { made.initializeElement(at: index, to: element(done + index)) }
        add(UnsafeBufferPointer(rebasing: made[..<few]))
        done += few
      }
    }
  }

  /// Makes the compressed form of what is in it, with zeros for the elements that are missing.
  func compress(with deflater: inout Deflater) {
    guard let target = deflated.baseAddress else { return }
    if count < capacity {
      for plane in 0..<width {
        (planes + plane * capacity + count).update(repeating: 0, count: capacity - count)
      }
    }
    deflatedCount = deflater.deflate(
      planes, count: width * capacity, planeLength: capacity, to: target)
  }

  /// What is stored in the file.
  var stored: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(deflated)[..<deflatedCount])
  }
}
