// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry

/// A cluster that is read and laid out, with the classes of its links at hand, for programs that use
/// the library: it may be asked many times.
public struct BuiltCluster: Sendable {
  let cluster: Cluster
  let fabric: SharedFabric

  /// Reads a cluster file.
  ///
  /// - Parameters:
  ///   - path: of the file; its technologies lie in the same checkout.
  ///   - overrides: each `key.path=value`, such as `accelerator.count=16384`.
  /// - Throws: an error whose description names file, line and key, and says what is allowed.
  public init(path: String, overrides: [String] = []) throws {
    let workbench = try Workbench(root: try DataRoot.find(near: path))
    self.init(try workbench.cluster(path, overrides: overrides).cluster)
  }

  /// Equal links in one shape.
  ///
  /// - Parameters:
  ///   - topology: "ring", "switch" or "full-mesh".
  ///   - ranks: accelerators.
  ///   - rate: of each directed link.
  ///   - latency: of each directed link.
  /// - Throws: an error whose description says what is wrong and what is allowed.
  public init(topology: String, ranks: Int, rate: BitsPerSecond, latency: Seconds) throws {
    let network = try UniformNetwork(
      shape: topology, rate: rate, latency: latency, energyPerBit: nil, overhead: .zero)
    self.init(try PreparedCluster(network, ranks: ranks).cluster)
  }

  private init(_ cluster: Cluster) {
    self.cluster = cluster
    fabric = SharedFabric(cluster)
    // What belongs to the cluster is found with it, not in the first run.
    _ = fabric.bundles
  }

  public var name: String { cluster.name }
  public var acceleratorCount: Int { cluster.accelerators.count }
  /// Directed links, bundles counting as one.
  public var linkCount: Int { cluster.links.count }

  /// The same cluster without the links between two nodes, in both directions.
  ///
  /// - Parameters:
  ///   - one: the name of a node, such as "gpu0" or "rail.leaf3".
  ///   - other: the name of another.
  /// - Returns: a cluster whose routes avoid them.
  /// - Throws: an error whose description names what is not there.
  public func withFailedLinks(between one: String, and other: String) throws -> BuiltCluster {
    BuiltCluster(try cluster.withFaults([LinkFault(.bothWays(one, other), .failed)]))
  }
}
