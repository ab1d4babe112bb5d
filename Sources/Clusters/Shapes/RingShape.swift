// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A link each way between neighbours around a ring of groups.
///
/// Each accelerator is joined to those of its own place in the two neighbouring groups, so that a
/// ring of rings is a torus. Accelerators pass on what is not for them.
struct RingShape: DomainShape, PlainShape {
  static let name = "ring"
  static let hasSwitches = false
  static let hasLeaves = false
  let size: Int

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    let values = try domain.evaluate(.accelerator, .accelerator)
      .bundled(try domain.bundle(toEachOf: min(domain.size - 1, 2)))
    domain.fabric.reserveLinks(2 * domain.copies * domain.span)
    // Two groups are one pair of neighbours, not two.
    let pairs = domain.size == 2 ? 1 : domain.size
    guard domain.size > 1 else { return }
    for copy in 0..<domain.copies {
      for group in 0..<pairs {
        let next = (group + 1) % domain.size
        for place in 0..<domain.inner {
          let from = domain.accelerator(copy: copy, group: group, place: place)
          let to = domain.accelerator(copy: copy, group: next, place: place)
          domain.connect(from, to, values)
          domain.connect(to, from, values)
        }
      }
    }
  }
}
