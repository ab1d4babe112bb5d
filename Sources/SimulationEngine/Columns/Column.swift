// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A growable column of plain values, without bounds checks in release builds.
///
/// Noncopyable: one owner, freed with it, and exclusive access is proved by the compiler instead
/// of checked at run time. Only trivial types fit, so growing is a copy of bytes.
struct Column<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count: Int
  private(set) var capacity: Int

  init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    base = Self.allocate(self.capacity)
    count = 0
  }

  init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: value, count: count)
    self.count = count
  }

  init(_ elements: some Collection<Element>) {
    self.init(capacity: elements.count)
    for element in elements { append(element) }
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// On the edge of a cache line, so that a record of 64 or 32 bytes never lies across two.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64
    ).bindMemory(to: Element.self, capacity: capacity)
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "index \(index) outside \(count)")
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "index \(index) outside \(count)")
      base[index] = newValue
    }
  }

  @inline(__always)
  subscript(index: Int32) -> Element {
    get { self[Int(index)] }
    nonmutating set { self[Int(index)] = newValue }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 2) }
    (base + count).initialize(to: element)
    count += 1
  }

  /// Makes room for `newCount` elements; new ones take `value`.
  mutating func extend(to newCount: Int, with value: Element) {
    guard newCount > count else { return }
    if newCount > capacity { grow(to: max(newCount, capacity * 2)) }
    (base + count).initialize(repeating: value, count: newCount - count)
    count = newCount
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count -= 1
    return base[count]
  }

  /// Forgets everything from `newCount` on.
  @inline(__always)
  mutating func truncate(to newCount: Int) {
    assert(newCount <= count)
    count = newCount
  }

  private mutating func grow(to newCapacity: Int) {
    let larger = Self.allocate(newCapacity)
    larger.moveInitialize(from: base, count: count)
    UnsafeMutableRawPointer(base).deallocate()
    base = larger
    capacity = newCapacity
  }
}
