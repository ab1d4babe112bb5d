// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Technologies
import Traffic

/// The protocols of communication libraries that the data have.
package struct KnownProtocols: Sendable {
  package let protocols: [MessageProtocol]
  /// Their records.
  let files: [String]

  package static var none: KnownProtocols { KnownProtocols([]) }

  init(_ records: [ProtocolTechnology]) {
    protocols = records.map(MessageProtocol.init)
    files = records.map(\.file)
  }
}

extension MessageProtocol {
  /// A protocol's record as lowering takes it.
  init(_ record: ProtocolTechnology) {
    var base: [MessageFamily: Seconds] = [:]
    var step: [LinkClass: [MessageFamily: Seconds]] = [:]
    for family in MessageFamily.allCases {
      base[family] = record.base[family.rawValue]?.value
      for linkClass in LinkClass.allCases {
        let figure = record.step[linkClass.rawValue]?[family.rawValue]
        if let figure { step[linkClass, default: [:]][family] = figure.value }
      }
    }
    self.init(
      name: record.name, wireEfficiency: record.wireEfficiency.value, base: base, step: step)
  }
}
