// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/joinLanes(into:delays:_:from:to:)``, one lane after the other.
  public static func joinLanes(
    into times: UnsafeMutablePointer<Double>, delays: UnsafePointer<Double>, _ edges: LaneEdges,
    from first: Int, to end: Int
  ) {
    for lane in 0..<laneCount {
      for node in first..<end {
        var latest = -Double.infinity
        for edge in Int(edges.start[node])..<Int(edges.start[node + 1]) {
          let time =
            times[Int(edges.source[edge]) * laneCount + lane]
            + delays[Int(edges.delay[edge]) * laneCount + lane]
          if time > latest { latest = time }
        }
        times[node * laneCount + lane] = latest
      }
    }
  }

  /// The plain twin of ``Kernels/sumLanes(into:terms:_:count:)``, one lane after the other.
  public static func sumLanes(
    into columns: UnsafeMutablePointer<Double>, terms: UnsafePointer<Double>, _ sums: LaneSums,
    count: Int
  ) {
    for lane in 0..<laneCount {
      for column in 0..<count {
        var sum = 0.0
        for part in Int(sums.start[column])..<Int(sums.start[column + 1]) {
          sum += terms[Int(sums.term[part]) * laneCount + lane] * sums.multiple[part]
        }
        columns[column * laneCount + lane] = sum
      }
    }
  }
}
