// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import SimulationEngine

/// The transports that people may ask for.
package enum TransportNames {
  /// Each with its usual parameters, in the order in which they are listed.
  static let known: KeyValuePairs<String, Transport> = [
    "fluid": .fluid(),
    "astra-sim-unaware": .astraSim(AstraSim(isCongestionAware: false)),
    "astra-sim-aware": .astraSim(AstraSim(isCongestionAware: true)),
    "loggops": .loggops(LogGOPS()),
  ]

  package static var names: [String] { known.map(\.key) }

  /// The transport with a name and its usual parameters.
  ///
  /// - Throws: `InputError` that lists the transports.
  package static func transport(named name: String) throws(InputError) -> Transport {
    if let match = known.first(where: { $0.key == name }) { return match.value }
    throw InputError(
      "\"\(name)\" is no transport" + Suggestion.hint(for: name, among: names))
  }
}

extension Transport {
  /// A name, or a mapping with `kind` and what differs from the usual parameters.
  init(_ node: DocumentNode) throws(DocumentError) {
    let choices = TransportNames.known
    guard node.isMapping else {
      self = try node.choice(of: choices)
      return
    }
    var reader = try node.mapping()
    switch try reader.required("kind").choice(of: choices) {
    case .fluid(var parameters):
      parameters.transportEfficiency = try reader.optionalFraction(
        "transport_efficiency", { $0 > 0 && $0 <= 1 }, "above 0, up to 1")
      parameters.incastPenalty = try reader.optionalFraction(
        "incast_penalty", { $0 >= 0 && $0 < 1 }, "0 to below 1")
      self = .fluid(parameters)
    case .astraSim(var parameters):
      if let delay: Seconds = try reader.optionalQuantity("endpoint_delay") {
        try Self.requireNotNegative(delay, "endpoint_delay", node)
        parameters.endpointDelay = delay
      }
      if let rate: BitsPerSecond = try reader.optionalQuantity("local_memory_bandwidth") {
        guard rate > .zero else {
          throw node.error("local_memory_bandwidth is \(rate); allowed: above zero")
        }
        parameters.memoryRate = rate
      }
      if let count = try reader.optionalInteger("active_chunks", in: 1...65_536) {
        parameters.activeChunks = count
      }
      self = .astraSim(parameters)
    case .loggops(var parameters):
      let range = 0...1_000_000_000
      parameters.latency = try reader.optionalInteger("L", in: range) ?? parameters.latency
      parameters.overhead = try reader.optionalInteger("o", in: range) ?? parameters.overhead
      parameters.gap = try reader.optionalInteger("g", in: range) ?? parameters.gap
      if let value = try reader.optionalInteger("G", in: range) {
        parameters.gapPerByte = Double(value)
      }
      if let value = try reader.optionalInteger("O", in: range) {
        parameters.overheadPerByte = Double(value)
      }
      parameters.eagerLimit =
        try reader.optionalInteger("S", in: 0...Int(Int32.max)) ?? parameters.eagerLimit
      self = .loggops(parameters)
    }
    try reader.finish()
  }

  private static func requireNotNegative(
    _ time: Seconds, _ key: String, _ node: DocumentNode
  ) throws(DocumentError) {
    guard time >= .zero, time.isFinite else {
      throw node.error("\(key) is \(time); allowed: zero or more")
    }
  }

  /// As a scenario writes it, every parameter said.
  var flowText: String {
    switch self {
    case .fluid(let parameters):
      parameters == Fluid()
        ? "fluid"
        : "{kind: fluid"
          + (parameters.transportEfficiency.map { ", transport_efficiency: \($0)" } ?? "")
          + (parameters.incastPenalty.map { ", incast_penalty: \($0)" } ?? "") + "}"
    case .astraSim(let parameters):
      "{kind: astra-sim-\(parameters.isCongestionAware ? "aware" : "unaware"), "
        + "endpoint_delay: \(parameters.endpointDelay.exactDescription), "
        + "local_memory_bandwidth: \(parameters.memoryRate.exactDescription), "
        + "active_chunks: \(parameters.activeChunks)}"
    case .loggops(let parameters):
      "{kind: loggops, L: \(parameters.latency), o: \(parameters.overhead), "
        + "g: \(parameters.gap), G: \(Int(parameters.gapPerByte)), "
        + "O: \(Int(parameters.overheadPerByte)), S: \(parameters.eagerLimit)}"
    }
  }

  /// What a reader of the result must know of the transport; nil where there is nothing.
  var note: String? {
    switch self {
    case .fluid: nil
    case .astraSim(let parameters):
      parameters.isCongestionAware
        ? "astra-sim-aware: links serve whole messages first come first served, stored and "
          + "forwarded; the overheads of the cluster's technologies do not apply"
        : "astra-sim-unaware: every message has its links to itself, so times may be below the "
          + "lower bound; the overheads of the cluster's technologies do not apply"
    case .loggops:
      "loggops: hosts and NICs take the time that its parameters say; the cluster's rates, "
        + "latencies and overheads do not apply"
    }
  }
}

extension MappingReader {
  fileprivate mutating func optionalFraction(
    _ key: String, _ isAllowed: (Double) -> Bool, _ allowed: String
  ) throws(DocumentError) -> Double? {
    guard let node = optional(key) else { return nil }
    let value = try node.number(in: -Double.infinity...Double.infinity)
    guard isAllowed(value) else { throw node.error("\(key) is \(value); allowed: \(allowed)") }
    return value
  }
}
