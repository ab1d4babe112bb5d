// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// The devices at the ends of a domain's links.
struct LinkEnds: Sendable {
  var accelerator: LinkEndDevice
  /// By tier; empty of a domain without switches.
  var switches: [LinkEndDevice] = []

  func device(_ end: LinkEnd) -> LinkEndDevice {
    switch end {
    case .accelerator: return accelerator
    case .tier(let tier):
      guard switches.indices.contains(tier) else {
        preconditionFailure("a shape asked for a switch of tier \(tier), and has none")
      }
      return switches[tier]
    }
  }
}

/// What puts a domain's links together, by their role.
struct DomainComposers: Sendable {
  let port: LinkComposer
  let trunk: LinkComposer?
  let global: LinkComposer?

  func compose(
    from: LinkEndDevice, to: LinkEndDevice, _ role: LinkRole
  ) throws(DocumentError) -> ComposedLink {
    let composer: LinkComposer
    switch role {
    case .port: composer = port
    case .trunk: composer = trunk ?? port
    case .global: composer = global ?? trunk ?? port
    case .span(let lengths): composer = port.over(lengths)
    }
    return try composer.compose(from: from, to: to)
  }
}
