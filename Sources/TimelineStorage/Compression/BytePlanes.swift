// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#if _endian(big)
#error("chunks are written as they lie in memory, which must be little-endian")
#endif

/// What HDF5 calls the shuffle filter: the first bytes of all elements, then all second bytes, and
/// so on. Numbers that resemble each other share their high bytes, which then compress well.
enum BytePlanes {
  /// Spreads elements over planes.
  ///
  /// - Parameters:
  ///   - elements: `count` elements of `width` bytes each.
  ///   - count: of the elements.
  ///   - width: bytes of an element.
  ///   - planes: where the first element's first byte goes. The same byte of the next element goes
  ///     one further on, the next byte of the same element `planeLength` further on.
  ///   - planeLength: bytes from plane to plane.
  static func scatter(
    _ elements: UnsafeRawPointer, count: Int, width: Int,
    to planes: UnsafeMutablePointer<UInt8>, planeLength: Int
  ) {
    var done = 0
    switch width {
    case 1:
      planes.update(from: elements.assumingMemoryBound(to: UInt8.self), count: count)
      return
    case 4: done = scatterFourBytes(elements, count, planes, planeLength)
    case 8: done = scatterEightBytes(elements, count, planes, planeLength)
    default: break
    }
    while done < count {
      for plane in 0..<width {
        planes[plane &* planeLength &+ done] =
          elements.load(fromByteOffset: done &* width &+ plane, as: UInt8.self)
      }
      done &+= 1
    }
  }

  /// Eight elements a step: a square of eight by eight bytes, turned over its diagonal by swapping
  /// blocks of four by four, two by two, and single bytes.
  ///
  /// - Returns: how many elements were spread.
  private static func scatterEightBytes(
    _ elements: UnsafeRawPointer, _ count: Int, _ planes: UnsafeMutablePointer<UInt8>,
    _ planeLength: Int
  ) -> Int {
    let target = UnsafeMutableRawPointer(planes)
    var first = 0
    while first &+ 8 <= count {
      let from = elements + first &* 8
      var a = from.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      var b = from.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      var c = from.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
      var d = from.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
      var e = from.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
      var f = from.loadUnaligned(fromByteOffset: 40, as: UInt64.self)
      var g = from.loadUnaligned(fromByteOffset: 48, as: UInt64.self)
      var h = from.loadUnaligned(fromByteOffset: 56, as: UInt64.self)
      exchange(&a, &e, 32, 0x0000_0000_FFFF_FFFF)
      exchange(&b, &f, 32, 0x0000_0000_FFFF_FFFF)
      exchange(&c, &g, 32, 0x0000_0000_FFFF_FFFF)
      exchange(&d, &h, 32, 0x0000_0000_FFFF_FFFF)
      exchange(&a, &c, 16, 0x0000_FFFF_0000_FFFF)
      exchange(&b, &d, 16, 0x0000_FFFF_0000_FFFF)
      exchange(&e, &g, 16, 0x0000_FFFF_0000_FFFF)
      exchange(&f, &h, 16, 0x0000_FFFF_0000_FFFF)
      exchange(&a, &b, 8, 0x00FF_00FF_00FF_00FF)
      exchange(&c, &d, 8, 0x00FF_00FF_00FF_00FF)
      exchange(&e, &f, 8, 0x00FF_00FF_00FF_00FF)
      exchange(&g, &h, 8, 0x00FF_00FF_00FF_00FF)
      let to = target + first
      to.storeBytes(of: a, as: UInt64.self)
      to.storeBytes(of: b, toByteOffset: planeLength, as: UInt64.self)
      to.storeBytes(of: c, toByteOffset: 2 &* planeLength, as: UInt64.self)
      to.storeBytes(of: d, toByteOffset: 3 &* planeLength, as: UInt64.self)
      to.storeBytes(of: e, toByteOffset: 4 &* planeLength, as: UInt64.self)
      to.storeBytes(of: f, toByteOffset: 5 &* planeLength, as: UInt64.self)
      to.storeBytes(of: g, toByteOffset: 6 &* planeLength, as: UInt64.self)
      to.storeBytes(of: h, toByteOffset: 7 &* planeLength, as: UInt64.self)
      first &+= 8
    }
    return first
  }

  /// Eight elements a step, two in a word: their bytes are brought together within each word, then
  /// those of the four words.
  private static func scatterFourBytes(
    _ elements: UnsafeRawPointer, _ count: Int, _ planes: UnsafeMutablePointer<UInt8>,
    _ planeLength: Int
  ) -> Int {
    let target = UnsafeMutableRawPointer(planes)
    var first = 0
    while first &+ 8 <= count {
      let from = elements + first &* 4
      var a = paired(from.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
      var b = paired(from.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      var c = paired(from.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
      var d = paired(from.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      exchange(&a, &c, 32, 0x0000_0000_FFFF_FFFF)
      exchange(&b, &d, 32, 0x0000_0000_FFFF_FFFF)
      exchange(&a, &b, 16, 0x0000_FFFF_0000_FFFF)
      exchange(&c, &d, 16, 0x0000_FFFF_0000_FFFF)
      let to = target + first
      to.storeBytes(of: a, as: UInt64.self)
      to.storeBytes(of: b, toByteOffset: planeLength, as: UInt64.self)
      to.storeBytes(of: c, toByteOffset: 2 &* planeLength, as: UInt64.self)
      to.storeBytes(of: d, toByteOffset: 3 &* planeLength, as: UInt64.self)
      first &+= 8
    }
    return first
  }

  /// Exchanges what lies `shift` bits up in the first word with what the mask covers in the second.
  @inline(__always)
  private static func exchange(
    _ first: inout UInt64, _ second: inout UInt64, _ shift: UInt64, _ mask: UInt64
  ) {
    let difference = (first &>> shift ^ second) & mask
    first ^= difference &<< shift
    second ^= difference
  }

  /// Bytes 0 1 2 3 4 5 6 7 as 0 4 1 5 2 6 3 7.
  @inline(__always)
  private static func paired(_ word: UInt64) -> UInt64 {
    var word = word
    var difference = (word &>> 16 ^ word) & 0x0000_0000_FFFF_0000
    word ^= difference ^ difference &<< 16
    difference = (word &>> 8 ^ word) & 0x0000_FF00_0000_FF00
    word ^= difference ^ difference &<< 8
    return word
  }
}
