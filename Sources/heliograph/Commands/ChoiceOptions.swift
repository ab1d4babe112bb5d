// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Scenarios

/// How collectives are carried out, besides their algorithms.
struct ChoiceOptions: ParsableArguments {
  @Option(help: "Cut every collective into this many chunks that proceed independently.")
  var chunks = 1

  @Option(
    help: ArgumentHelp(
      "How links serve messages: fluid, astra-sim-unaware, astra-sim-aware or loggops.",
      valueName: "transport"))
  var transport = "fluid"

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "A protocol of the communication library: ll, ll128, simple, or auto; none unless said.",
      valueName: "name"))
  var protocolName: String?

  @Option(
    help: ArgumentHelp(
      "A table of NCCL's tuner plugin: which algorithm and protocol serve which sizes.",
      valueName: "csv"))
  var tuner: String?

  func validate() throws {
    do { _ = try TransportNames.transport(named: transport) } catch {
      throw ValidationError("--transport: \(error)")
    }
    guard (1...65_536).contains(chunks) else {
      throw ValidationError("--chunks is \(chunks); allowed: 1 to 65536")
    }
  }

  /// Whether nothing but the usual was asked for.
  var isUsual: Bool {
    chunks == 1 && transport == "fluid" && protocolName == nil && tuner == nil
  }

  /// - Throws: `InputError` for a name that is unknown, `DocumentError` for a table that is wrong.
  func choices() throws -> CollectiveChoices {
    CollectiveChoices(
      chunks: chunks, transport: try TransportNames.transport(named: transport),
      protocolName: protocolName,
      tuner: try tuner.map { try CollectiveChoices.Tuner(path: $0) })
  }
}
