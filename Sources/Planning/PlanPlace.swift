// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic
import Training

/// Where plans would train: a cluster of one kind of accelerator, its pace and its power.
package struct PlanPlace: Sendable {
  /// As collectives are timed on it.
  package let network: Cluster
  package let pace: ComputePace
  /// Bytes of one accelerator.
  package let memory: Double
  package let policy: CollectivePolicy
  let power: PlanPower

  /// - Parameters:
  ///   - cluster: of one kind of accelerator; what it draws is charged.
  ///   - network: the same accelerators with the links that collectives are timed on; it may join
  ///     switches that are used alike.
  ///   - pace: of that kind under the software that trains.
  ///   - memory: bytes of one accelerator.
  ///   - policy: which collective algorithms may serve.
  package init(
    _ cluster: Cluster, network: Cluster, pace: ComputePace, memory: Double,
    policy: CollectivePolicy
  ) {
    self.network = network
    self.pace = pace
    self.memory = memory
    self.policy = policy
    power = PlanPower(cluster)
  }
}

/// Watts of a cluster while it trains.
struct PlanPower: Sendable {
  /// Of one accelerator.
  let computing: Double
  let communicating: Double
  let waiting: Double
  let idle: Double
  /// Of devices and of links that are lit, whatever they carry.
  let constant: Double
  /// Facility power over equipment power.
  let facility: Double

  init(_ cluster: Cluster) {
    let power = cluster.accelerators.groups.first?.power
    computing = power?.computing.rawValue ?? 0
    communicating = power?.communicating.rawValue ?? 0
    waiting = power?.waiting.rawValue ?? 0
    idle = power?.idle.rawValue ?? 0
    let devices = cluster.devices.reduce(0.0) { $0 + $1.power.rawValue * Double($1.count) }
    constant = cluster.links.staticPower.reduce(devices) { $0 + $1.rawValue }
    facility = cluster.powerUsageEffectiveness
  }

  /// Average watts of the site over a step.
  ///
  /// - Parameters:
  ///   - ranks: accelerators in use; what is left over is off.
  ///   - step: seconds.
  ///   - computing: of them, seconds of arithmetic of an average rank.
  ///   - communicating: seconds in which an average rank does nothing but exchange.
  /// - Returns: energy over time.
  func average(ranks: Int, step: Double, computing: Double, communicating: Double) -> Double {
    let busy = min(step, computing)
    let exchange = min(step - busy, communicating)
    let joules =
      busy * self.computing + exchange * self.communicating
      + (step - busy - exchange) * waiting
    return (Double(ranks) * joules / step + constant) * facility
  }
}
