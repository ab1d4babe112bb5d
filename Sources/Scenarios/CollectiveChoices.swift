// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import SimulationEngine
import Traffic
import Workloads

/// How collectives are carried out, besides their algorithms.
package struct CollectiveChoices: Sendable, Hashable {
  /// Pieces that proceed independently, 1 or more.
  package var chunks: Int
  /// How links serve messages.
  package var transport: Transport
  /// A protocol of the communication library, "auto", or nil for none.
  package var protocolName: String?
  /// Which algorithm and protocol serve which sizes, where a kind has none of its own.
  package var tuner: Tuner?

  /// A table and where it was read.
  package struct Tuner: Sendable, Hashable {
    package var path: String
    package var table: TunerTable
    package var notes: [String]

    /// - Throws: `DocumentError` that names file, line and column.
    package init(path: String) throws(DocumentError) {
      self.path = path
      (table, notes) = try TunerFile.load(path: path)
    }
  }

  package init(
    chunks: Int = 1, transport: Transport = .fluid(), protocolName: String? = nil,
    tuner: Tuner? = nil
  ) {
    self.chunks = chunks
    self.transport = transport
    self.protocolName = protocolName
    self.tuner = tuner
  }

  /// What lowering takes.
  ///
  /// - Throws: `InputError` for a protocol or a table where the transport knows none.
  func policy(
    _ algorithms: [CollectiveKind: String], _ known: KnownProtocols
  ) throws(InputError) -> CollectivePolicy {
    if transport.isInteger {
      guard protocolName == nil, tuner == nil else {
        throw InputError(
          "protocols and tuner tables are for the transport fluid; \(transport.flowText) has costs "
            + "of its own")
      }
    }
    return CollectivePolicy(
      algorithms: algorithms, chunks: chunks,
      // Others' transports know messages only.
      usesSwitches: !transport.isInteger, protocols: known.protocols, protocolName: protocolName,
      tuner: tuner?.table)
  }

  /// As a scenario writes it.
  var flowText: String {
    "chunks: \(chunks), transport: \(transport.flowText)"
      + (protocolName.map { ", protocol: \($0)" } ?? "")
      + (tuner.map { ", tuner: \($0.path)" } ?? "")
  }

  /// Files that it was read from, protocols' records among them where they matter.
  func files(_ known: KnownProtocols) -> [String] {
    let records = protocolName != nil || tuner != nil ? known.files : []
    return records + (tuner.map { [$0.path] } ?? [])
  }

  /// What a reader of the results must know.
  var notes: [String] {
    var notes = [transport.note].compactMap { $0 } + (tuner?.notes ?? [])
    if protocolName != nil {
      notes.append(
        "protocols: a step takes what the library's tuner says, whatever the domain's own overhead; "
          + "bytes on links are those of the wire")
    }
    return notes
  }
}
