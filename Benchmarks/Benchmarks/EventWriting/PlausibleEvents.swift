// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// Events as a training step of many ranks leaves them: layers of compute whose times scatter a
/// little, then a collective that all ranks of a group leave together.
struct PlausibleEvents {
  let ranks = 512
  private let groupSize = 8
  private var random = SplitMix(state: 2026)
  private var now: [Double]
  private var step = 0
  private var rank = 0
  private var computeEnds: [Double]

  init() {
    now = Array(repeating: 0, count: ranks)
    computeEnds = now
  }

  /// Bytes of one event in the file before compression: eight columns of eight bytes (its number
  /// and duration among them), four of four and one of one.
  static let bytesPerEvent = 8 * 8 + 4 * 4 + 1

  mutating func next(_ count: Int, into events: inout EventColumns) {
    events.removeAll()
    for _ in 0..<count {
      step % 2 == 0 ? appendCompute(to: &events) : appendCollective(to: &events)
      rank += 1
      if rank == ranks {
        rank = 0
        step += 1
      }
    }
  }

  private mutating func appendCompute(to events: inout EventColumns) {
    let start = now[rank]
    // 3.1 ms, give or take a hundredth, to the last bit of a double.
    let duration = 3.1e-3 * (0.99 + 0.02 * random.unit())
    computeEnds[rank] = start + duration
    append(
      to: &events, start: start, end: start + duration, kind: .compute, id: -1, bytes: 0,
      energy: duration * 612.5, stream: 0, name: Int32(step / 2 % 6))
  }

  private mutating func appendCollective(to events: inout EventColumns) {
    let group = rank / groupSize
    let members = computeEnds[group * groupSize..<(group + 1) * groupSize]
    // 117 MB at 450 GB/s; it ends for all when the last has come.
    let end = (members.max() ?? 0) + 117_440_512 / 450e9
    append(
      to: &events, start: computeEnds[rank], end: end, kind: .collective,
      id: Int64(step / 2 * (ranks / groupSize) + group), bytes: 117_440_512,
      energy: 117_440_512 * 8 * 1.3e-12, stream: 1, name: Int32(6 + step / 2 % 2))
    now[rank] = end
  }

  private func append(
    to events: inout EventColumns, start: Double, end: Double, kind: EventKind, id: Int64,
    bytes: Int64, energy: Double, stream: Int32, name: Int32
  ) {
    events.start.append(start)
    events.end.append(end)
    events.rank.append(Int32(rank))
    events.kind.append(kind.rawValue)
    events.collectiveID.append(id)
    events.bytes.append(bytes)
    events.energy.append(energy)
    events.stream.append(stream)
    events.nameID.append(name)
    events.multiplicity.append(1)
    events.rankClass.append(-1)
  }
}

/// SplitMix64: small, and the same on every machine.
struct SplitMix {
  var state: UInt64

  /// Uniform in 0 ..< 1.
  mutating func unit() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
