// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A plain loop of arithmetic and memory, timed beside the work: how many of its steps something
/// costs says more on another machine than seconds do.
public enum Yardstick {
  /// 8 MiB: more than the caches next to a core hold, as with the engine's columns.
  private static let entries = 1 << 20
  private static let steps = 1 << 23

  /// Processor nanoseconds of one step: a multiply, three shifts, and a sum at a random place.
  ///
  /// The fastest of three, since whatever else runs on the machine only makes it slower.
  public static func nanosecondsAStep() -> Double {
    let table = UnsafeMutablePointer<Double>.allocate(capacity: entries)
    table.initialize(repeating: 0, count: entries)
    defer { table.deallocate() }
    var fastest = Double.infinity
    for _ in 0..<3 {
      let (_, effort) = Effort.of { walk(over: table) }
      fastest = min(fastest, effort.processorSeconds)
    }
    return fastest / Double(steps) * 1e9
  }

  /// Never inlined or specialised: a pure call whose result nobody reads would be deleted.
  @_optimize(speed) @inline(never)
  private static func walk(over table: UnsafeMutablePointer<Double>) {
    var state: UInt64 = 2026
    for _ in 0..<steps {
      // Xorshift with a multiply: Marsaglia, Journal of Statistical Software 8 (2003), 14.
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      let place = (state &* 0x2545_F491_4F6C_DD1D) >> 44
      table[Int(place)] += 1
    }
  }
}
