// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@testable import Scenarios

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Everything that a user does with a cluster, with every file of `topologies/`.
struct ClusterFileRunTests {
  /// Below `topologies/`, without the ending.
  static let files: [String] =
    FileManager.default.enumerator(atPath: PackageRoot.path("topologies"))?
    .compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    .sorted() ?? []

  /// Read once: some hundred records of technologies.
  private static let workbench = Result {
    try Workbench(root: DataRoot(path: PackageRoot.url.path))
  }

  @Test func `there are files to test, those of graphs too`() {
    #expect(Self.files.count >= 35)
    #expect(Self.files.count { $0.hasPrefix("graphs/") } >= 3)
  }

  @Test(arguments: files)
  func `a cluster file loads, routes, draws and runs a collective`(file: String) throws {
    let workbench = try Self.workbench.get()
    let place = try workbench.cluster(named: "topologies/\(file).yaml")
    let cluster = place.cluster
    #expect(cluster.name == file.split(separator: "/").last.map(String.init))

    var sample = RouteSample(cluster)
    let (joined, violations) = sample.check(sources: 6)
    #expect(violations == [])
    #expect(joined.allSatisfy { $0 > 0 })

    let svg = try workbench.picture(ofClusterNamed: "topologies/\(file).yaml")
    let drawn = try #require(DrawnText(svg))
    #expect(drawn.root == "svg")
    #expect(drawn.texts.contains(cluster.name))

    let count = cluster.accelerators.count
    let ranks = min(16, count)
    let first = (0..<ranks).map(GPUID.init)
    // At the same place of each group, where groups are as many: a rail joins them.
    let spread = (0..<ranks).map { GPUID($0 * (count / ranks)) }
    for members in [first, spread] {
      let (time, bound) = try allReduce(.mebibytes(1), on: place, members)
      #expect(time > bound.time, "\(time) against \(bound.time) by \(bound.binding)")
      #expect(bound.time > .zero)
    }
  }

  private func allReduce(
    _ bytes: Bytes, on place: PreparedCluster, _ members: [GPUID]
  ) throws -> (Seconds, LowerBound) {
    let graph = try FlowGraph(
      program: CollectiveQuestion.program(.allReduce, ranks: members.count, sizes: [bytes]),
      cluster: place.cluster, placement: Placement(acceleratorOfRank: members),
      policy: CollectivePolicy())
    var events = EventsInMemory()
    let timeline = try Simulation.run(
      graph, on: place.cluster, folding: .auto, fabric: place.fabric, into: &events)
    return (
      timeline.duration,
      try LowerBound(of: .allReduce, bytes: bytes, group: members, on: place.cluster)
    )
  }
}

/// What another reader of XML than ours finds in a picture.
private final class DrawnText: NSObject, XMLParserDelegate {
  private(set) var root = ""
  /// Of each `text` element.
  private(set) var texts: [String] = []
  private var isText = false

  /// Nil for what is no XML.
  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if root.isEmpty { root = name }
    isText = name == "text"
    if isText { texts.append("") }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isText = false
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isText { texts[texts.count - 1] += text }
  }
}
