// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Groups of accelerators joined by `circuits` of each group, evenly over the other groups, beside
/// whatever packet switches the next domain has.
///
/// After X. Liao and others, "MixNet: a runtime reconfigurable optical-electrical fabric for
/// distributed mixture-of-experts training", SIGCOMM 2025. Circuits end at accelerators of the group
/// in turn; within the group messages take the inner domain. Circuits do not change during a run.
struct RegionalCircuitsShape: DomainShape {
  static let name = "regional-circuits"
  static let hasSwitches = false
  static let hasLeaves = false

  let size: Int
  private let circuits: Int

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    guard let size else { throw keys.node.error("\"size\" is missing: the groups of a region") }
    self.size = size
    let node = try keys.required("circuits")
    circuits = try node.integer(in: 1...4096)
    guard size < 3 || circuits >= 2 else {
      throw node.error("one circuit a group joins two groups, and the region has \(size)")
    }
  }

  var hasCircuits: Bool { true }

  func forwards(inner: Int) -> Bool { inner > 1 || circuits < size - 1 }

  /// Circuits of a group, by how far around the region they lead: the nearest first, and from the
  /// start again while some are left.
  private var strides: [Int] {
    var strides: [Int] = []
    var left = circuits
    while size > 1 {
      let before = left
      for stride in 1...size / 2 {
        let ends = stride * 2 == size ? 1 : 2
        guard ends <= left else { continue }
        strides.append(stride)
        left -= ends
      }
      if left == before { break }
    }
    return strides
  }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    let values = try domain.evaluate(.accelerator, .accelerator).bundled(domain.bundle)
    for copy in 0..<domain.copies {
      for group in 0..<size {
        // The place of a circuit's end is its number among those of the group.
        var end = 0
        for stride in strides {
          let isHalf = stride * 2 == size
          let up = domain.accelerator(copy: copy, group: group, place: end % domain.inner)
          let far = domain.accelerator(
            copy: copy, group: (group + stride) % size,
            place: (isHalf ? end : end + 1) % domain.inner)
          domain.connect(up, far, values)
          if !isHalf { domain.connect(far, up, values) }
          end += isHalf ? 1 : 2
        }
      }
      domain.use(circuitSwitches: circuits * domain.bundle, ends: size)
    }
    // A circuit ends at a NIC of its own, and a server may have fewer of them than accelerators.
    domain.nicsUsed = domain.copies * size * circuits * domain.bundle
  }
}
