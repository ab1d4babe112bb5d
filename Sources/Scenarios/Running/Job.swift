// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Traffic
import Workloads

/// One workload on one cluster, everything read and checked.
package struct Job: Sendable {
  package var name: String
  package var program: Program
  package var cluster: Cluster
  /// Whether anything of the cluster has a power figure. Where nothing has, energy is not
  /// determinable.
  package var hasPowerFigures: Bool
  package var options: RunOptions
  /// Protocols that its options may name.
  package var protocols: KnownProtocols = .none
  package var notes: [String]
  /// Weak figures that the cluster rests on, and defaults that were taken for it.
  package var clusterNotes: [String]
  /// Every file that the job was read from, in the order read.
  package var files: [String]
  /// Everything that the job was read from, overrides applied, as YAML.
  package var resolved: String
  /// What a step is charged at; nil where nobody asks what it costs.
  var rates: CostRates?
  /// What is trained; nil for other workloads.
  var training: TrainingJob?
  /// Whether accelerators were switched off for a ceiling.
  var isShrunk = false
  /// Puts it together anew for a cluster of the same fabric, such as one at a lower clock.
  var rebuilding: Rebuilding?
  /// Sizes of the parts of the program's one collective; nil where all are alike.
  var uneven: UnevenSizes?

  /// Puts a job's program together for another cluster and, of a training, for as many replicas.
  typealias Rebuilding =
    @Sendable (_ cluster: Cluster, _ data: Int?) throws -> (LoadedProgram, TrainingJob?)

  /// Accelerators without a rank, figures that are missing, and what the cluster can do that no
  /// algorithm uses.
  var ownNotes: [String] {
    var own = options.choices.notes
    let failed = cluster.accelerators.failed.count
    let idle = cluster.accelerators.count - failed - program.rankCount
    if idle > 0 {
      own.append(
        "\(idle) of \(cluster.accelerators.count) accelerators of \(cluster.name) have no rank"
          + (failed > 0 ? ", beside \(failed) that \(isShrunk ? "are off" : "failed")" : "")
          + (hasPowerFigures ? "; the energy of the whole cluster is charged, theirs too" : ""))
    }
    if !hasPowerFigures {
      own.append("\(cluster.name) has no power figures: energy is not determinable")
    } else if !cluster.accelerators.allHavePower {
      own.append(
        cluster.accelerators.someHavePower
          ? "some accelerators of \(cluster.name) have no power figures: their energy is left out"
          : "the accelerators of \(cluster.name) have no power figures: energy covers the network "
            + "only")
    }
    let reducing = zip(cluster.domains, cluster.inNetworkReduction).filter { $0.1 != nil }.map(\.0)
    if !reducing.isEmpty, options.choices.transport.isInteger {
      own.append(
        "\(cluster.name): the switches of \(reducing.joined(separator: ", ")) can reduce, and this "
          + "transport does not let them: members carry every reduction themselves")
    }
    return own
  }
}

extension Cluster {
  /// Whether some accelerator, device or link has a power or energy figure above zero.
  var hasPowerFigures: Bool {
    accelerators.someHavePower || devices.contains { $0.count > 0 && $0.power > .zero }
      || links.dynamicEnergy.contains { $0 > .zero } || links.staticPower.contains { $0 > .zero }
  }
}
