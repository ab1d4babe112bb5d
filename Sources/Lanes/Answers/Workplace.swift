// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels

/// Room for eight lanes, and the tapes as plain columns: what one thread works in.
final class Workplace {
  let times: [UnsafeMutablePointer<Lane>]
  let delays: UnsafeMutablePointer<Lane>
  private let delayCount: Int
  private let sums: LaneSums
  private let sides: [Side]
  private let stretches: UnsafeMutableBufferPointer<PlacedStretches.Row>
  private let groups: UnsafeMutableBufferPointer<Range<Int>>
  private let items: UnsafeMutableBufferPointer<PlacedStretches.Item>
  private var columns: [UnsafeMutableRawPointer] = []

  private struct Side {
    var edges: LaneEdges
    var nodeCount: Int
  }

  init(_ program: LaneProgram) {
    var columns: [UnsafeMutableRawPointer] = []
    func copy<Element: BitwiseCopyable>(_ array: [Element]) -> UnsafePointer<Element> {
      let column = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(array.count, 1))
      _ = column.initialize(from: array)
      guard let base = column.baseAddress else { preconditionFailure("room for nothing") }
      columns.append(UnsafeMutableRawPointer(base))
      return UnsafePointer(base)
    }
    times = program.tapes.map {
      let column = UnsafeMutablePointer<Lane>.allocate(capacity: $0.nodeCount)
      column.initialize(repeating: Lane(), count: $0.nodeCount)
      return column
    }
    delayCount = program.delays.count
    delays = .allocate(capacity: delayCount)
    delays.initialize(repeating: Lane(), count: delayCount)
    sums = LaneSums(
      start: copy(program.delays.start), term: copy(program.delays.term),
      multiple: copy(program.delays.multiple))
    sides = program.tapes.map {
      Side(
        edges: LaneEdges(
          start: copy($0.start), source: copy($0.source), delay: copy($0.delay)),
        nodeCount: $0.nodeCount)
    }
    stretches = .allocate(capacity: program.stretches.rows.count)
    _ = stretches.initialize(from: program.stretches.rows)
    groups = .allocate(capacity: program.stretches.groups.count)
    _ = groups.initialize(from: program.stretches.groups)
    items = .allocate(capacity: program.stretches.items.count)
    _ = items.initialize(from: program.stretches.items)
    self.columns = columns
  }

  deinit {
    for column in times { column.deallocate() }
    for column in columns { column.deallocate() }
    delays.deallocate()
    stretches.deallocate()
    groups.deallocate()
    items.deallocate()
  }

  @inline(__always)
  func value(_ point: LanePoint) -> Lane {
    times[point.side][Int(point.node)] + delays[Int(point.delay)]
  }

  /// Works off both tapes.
  ///
  /// - Parameter terms: what each term is in the lanes.
  func play(_ terms: [Lane]) {
    terms.withUnsafeBytes { terms in
      guard let terms = terms.baseAddress else { return }
      sumLanes(
        into: UnsafeMutableRawPointer(delays).assumingMemoryBound(to: Double.self),
        terms: terms.assumingMemoryBound(to: Double.self), sums, count: delayCount)
    }
    var lower = 1
    var upper = 1
    for row in stretches {
      join(side: 0, from: lower, to: row.lowerNode + 1)
      join(side: 1, from: upper, to: row.upperNode + 1)
      lower = row.lowerNode + 1
      upper = row.upperNode + 1
      apply(row)
    }
    for side in sides.indices {
      join(side: side, from: side == 0 ? lower : upper, to: sides[side].nodeCount)
    }
  }

  private func join(side: Int, from first: Int, to end: Int) {
    guard first < end else { return }
    joinLanes(
      into: UnsafeMutableRawPointer(times[side]).assumingMemoryBound(to: Double.self),
      delays: UnsafeRawPointer(delays).assumingMemoryBound(to: Double.self), sides[side].edges,
      from: first, to: end)
  }

  /// Work that ends later by what it overlaps: on the lower side by the least, on the upper side by
  /// the most.
  private func apply(_ row: PlacedStretches.Row) {
    let work = delays[Int(row.work)]
    let isSingle = row.groups.count == 1 && groups[row.groups.lowerBound].count == 1
    var least = Extension(
      slowdown: row.slowdown, start: value(row.start.lower), work: work, isUpper: false,
      isSingle: isSingle)
    var most = Extension(
      slowdown: row.slowdown, start: value(row.start.upper), work: work, isUpper: true,
      isSingle: isSingle)
    for group in row.groups {
      for place in groups[group] {
        let item = items[place]
        least.add(
          from: value(item.start.upper), to: value(item.end.lower), hasEnd: item.hasEnd)
        most.add(from: value(item.start.lower), to: value(item.end.upper), hasEnd: item.hasEnd)
      }
      least.endGroup()
      most.endGroup()
    }
    times[0][row.lowerNode] += least.seconds
    times[1][row.upperNode] += most.seconds
  }
}
