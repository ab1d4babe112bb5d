// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import SimulationEngine

/// What one lane multiplies the figures of a cluster and its program with; 1 is the figure itself.
package struct LaneParameters: Sendable, Hashable {
  /// By link technology of the cluster: payload's rate, latency, energy of a bit.
  package var bandwidth: [Double]
  package var latency: [Double]
  package var energyPerBit: [Double]
  /// By line of the ledger, the facility's left out: watts, of accelerators in each state, of devices
  /// and of lit links.
  package var power: [Double]
  /// By kind of accelerator: how fast it works.
  package var computeRate: [Double]
  /// What messages wait before their first byte, and the steps of protocols.
  package var messageOverhead: Double = 1
  /// Facility power over equipment power, itself.
  package var powerUsageEffectiveness: Double

  /// The cluster as it is.
  package init(of cluster: Cluster) {
    bandwidth = cluster.links.technologies.map { _ in 1 }
    latency = bandwidth
    energyPerBit = bandwidth
    power = EnergyRates(cluster).lines.map { _ in 1 }
    computeRate = cluster.accelerators.groups.map { _ in 1 }
    powerUsageEffectiveness = cluster.powerUsageEffectiveness
  }

  /// Whether every figure is finite, and every rate above zero.
  var obstacle: String? {
    let rates = bandwidth + computeRate
    let others = latency + energyPerBit + power + [messageOverhead]
    if rates.contains(where: { !($0.isFinite && $0 > 0) }) {
      return "a rate's factor is not a number above zero"
    }
    if others.contains(where: { !($0.isFinite && $0 >= 0) }) { return "a factor is below zero" }
    return powerUsageEffectiveness >= 1 ? nil : "power usage effectiveness is below 1"
  }
}
