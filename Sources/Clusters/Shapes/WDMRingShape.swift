// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// A ring of waveguides, one each way, on which every two groups have wavelengths of their own:
/// each reaches every other in one hop, and time of flight grows with the way around.
///
/// `link` is one wavelength, `wavelengths` how many a waveguide carries, `length` the run between
/// neighbours. Messages take the shorter way around. Joining every two of n positions loads each
/// waveguide with (n² - 1)/8 wavelengths for odd n, and n²/8 rounded up for even n (A. F. Elrefaie,
/// "Multiwavelength survivable ring network architectures", ICC 1993); what is left over widens
/// every pair alike.
struct WDMRingShape: DomainShape {
  static let name = "wdm-ring"
  static let hasSwitches = false
  static let hasLeaves = false

  let size: Int
  private let channels: Int

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    guard let size else { throw keys.node.error("\"size\" is missing: the groups around it") }
    self.size = size
    let node = try keys.required("wavelengths")
    let wavelengths = try node.integer(in: 1...65_536)
    let needed = Self.wavelengths(joining: size)
    guard wavelengths >= needed else {
      throw node.error(
        "\(size) groups need \(needed) wavelengths each way around for one a pair, and not "
          + "\(wavelengths); take a smaller size, or another shape")
    }
    channels = wavelengths / max(needed, 1)
  }

  /// Wavelengths on each waveguide that join every two of so many positions.
  static func wavelengths(joining size: Int) -> Int {
    // Pairs d apart cross d segments; those opposite may go either way, half of them each.
    let below = (size - 1) / 2
    let opposite = size.isMultiple(of: 2) ? size / 2 : 0
    return below * (below + 1) / 2 + (opposite + 1) / 2
  }

  func forwards(inner: Int) -> Bool { inner > 1 }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    guard size > 1 else { return }
    var values: [LinkValues] = []
    for distance in 1...size / 2 {
      values.append(
        try domain.evaluate(.accelerator, .accelerator, .span(distance))
          .bundled(channels * domain.bundle))
    }
    for copy in 0..<domain.copies {
      for group in 0..<size {
        for place in 0..<domain.inner {
          let from = domain.accelerator(copy: copy, group: group, place: place)
          for other in 0..<size where other != group {
            let on = (other - group + size) % size
            domain.connect(
              from, domain.accelerator(copy: copy, group: other, place: place),
              values[min(on, size - on) - 1])
          }
        }
      }
    }
  }
}
