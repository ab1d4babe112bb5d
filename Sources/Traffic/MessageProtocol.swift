// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// What a communication library's protocol makes of messages: how many bytes go over the wire for a
/// byte of payload, and how long a step takes beside them.
package struct MessageProtocol: Sendable, Hashable {
  /// As files and the command line write it, such as "ll128".
  package var name: String
  /// Payload over bytes on the wire, above 0 to 1.
  package var wireEfficiency: Double
  /// What a collective pays once; a family that is absent is not served.
  package var base: [MessageFamily: Seconds]
  /// What a step takes from its sender's decision to the first byte's arrival.
  package var step: [LinkClass: [MessageFamily: Seconds]]

  package init(
    name: String, wireEfficiency: Double, base: [MessageFamily: Seconds],
    step: [LinkClass: [MessageFamily: Seconds]]
  ) {
    self.name = name
    self.wireEfficiency = wireEfficiency
    self.base = base
    self.step = step
  }

  /// The protocol for an algorithm of a family on a cluster; nil where it lacks a constant.
  ///
  /// - Parameters:
  ///   - family: of the algorithm's messages.
  ///   - usesSwitches: whether switches reduce for it as well.
  ///   - cluster: its domains have classes of links.
  /// - Returns: what messages pay, by domain.
  func timing(
    for family: MessageFamily, usesSwitches: Bool, on cluster: Cluster
  ) -> MessageTiming? {
    guard let base = base[family] else { return nil }
    var timing = MessageTiming(name: name, wireEfficiency: wireEfficiency, base: base)
    for linkClass in cluster.linkClasses {
      let steps = step[linkClass] ?? [:]
      if family != .inNetwork, steps[family] == nil { return nil }
      if usesSwitches, steps[.inNetwork] == nil { return nil }
      timing.step.append(steps[family])
      timing.aggregationStep.append(steps[.inNetwork])
    }
    return timing
  }
}

/// What a step's constants depend on besides the links.
package enum MessageFamily: String, Sendable, Hashable, CaseIterable {
  case ring
  case tree
  case pat
  case inNetwork = "in-network"
}

/// A protocol as one algorithm on one cluster meets it.
package struct MessageTiming: Sendable, Hashable {
  /// Empty where no protocol is in use: messages pay the overhead of their domain.
  package var name: String
  package var wireEfficiency: Double
  /// Before a member's first message.
  package var base: Seconds
  /// By the outermost domain that a message crosses; nil or absent for the domain's own overhead.
  package var step: [Seconds?] = []
  /// The same for what switches do.
  package var aggregationStep: [Seconds?] = []

  package init(name: String = "", wireEfficiency: Double = 1, base: Seconds = .zero) {
    self.name = name
    self.wireEfficiency = wireEfficiency
    self.base = base
  }

  /// What a message pays before its first byte leaves: a step's time but for what the links take.
  func overhead(of route: Route) -> Seconds {
    Self.rest(step, route.domain, route.latency) ?? route.overhead
  }

  /// What an aggregation pays before its first byte leaves, where its data go so many ways through the
  /// tree one after the other.
  func overhead(of tree: AggregationTree, passes: Int) -> Seconds {
    Self.rest(aggregationStep, tree.domain, tree.latency * Double(passes)) ?? tree.overhead
  }

  private static func rest(_ steps: [Seconds?], _ domain: Int, _ latency: Seconds) -> Seconds? {
    guard domain < steps.count, let step = steps[domain] else { return nil }
    return max(.zero, step - latency)
  }
}
