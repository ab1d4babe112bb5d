// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How often each symbol comes in a block, and the bits that follow symbols.
///
/// Copies of the value count in the same place; whoever made it frees it.
struct SymbolFrequencies {
  let literals: UnsafeMutableBufferPointer<UInt32>
  let distances: UnsafeMutableBufferPointer<UInt32>
  private let extraBits: UnsafeMutablePointer<Int>

  init() {
    literals = .allocate(capacity: DeflateSymbol.literalCount)
    distances = .allocate(capacity: DeflateSymbol.distanceCount)
    extraBits = .allocate(capacity: 1)
    clear()
  }

  func free() {
    literals.deallocate()
    distances.deallocate()
    extraBits.deallocate()
  }

  func clear() {
    literals.initialize(repeating: 0)
    distances.initialize(repeating: 0)
    extraBits.initialize(to: 0)
  }

  @inline(__always)
  func add(literals bytes: UnsafePointer<UInt8>, count: Int) {
    for place in 0..<count { literals[Int(bytes[place])] &+= 1 }
  }

  @inline(__always)
  func add(length: Int, distance: Int) {
    let first = DeflateSymbol.ofLength(length)
    let second = DeflateSymbol.ofDistance(distance)
    literals[first.symbol] &+= 1
    distances[second.symbol] &+= 1
    extraBits.pointee &+= first.extraBits &+ second.extraBits
  }

  func addEndOfBlock() { literals[DeflateSymbol.endOfBlock] += 1 }

  /// Bits of everything but a block's header, in these codes.
  func bits(_ literalCode: PrefixCode, _ distanceCode: PrefixCode) -> Int {
    zip(literals, literalCode.lengths).reduce(extraBits.pointee) { $0 + Int($1.0) * Int($1.1) }
      + zip(distances, distanceCode.lengths).reduce(0) { $0 + Int($1.0) * Int($1.1) }
  }
}
