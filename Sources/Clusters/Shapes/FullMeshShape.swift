// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A link each way between every two groups.
///
/// Each accelerator is joined to those of its own place in the other groups.
struct FullMeshShape: DomainShape, PlainShape {
  static let name = "full-mesh"
  static let hasSwitches = false
  static let hasLeaves = false
  let size: Int

  func forwards(inner: Int) -> Bool { inner > 1 }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    let values = try domain.evaluate(.accelerator, .accelerator)
      .bundled(try domain.bundle(toEachOf: domain.size - 1))
    domain.fabric.reserveLinks(domain.copies * domain.span * (domain.size - 1))
    for copy in 0..<domain.copies {
      for group in 0..<domain.size {
        for place in 0..<domain.inner {
          let from = domain.accelerator(copy: copy, group: group, place: place)
          for other in 0..<domain.size where other != group {
            let to = domain.accelerator(copy: copy, group: other, place: place)
            domain.connect(from, to, values)
          }
        }
      }
    }
  }
}
