// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// One of several workloads that run at once.
package struct ScenarioJob: Sendable, Hashable {
  package var name: String
  package var workload: WorkloadSource
  /// Times that a program is repeated.
  package var steps: Int
  /// When it starts.
  package var start: Seconds
  package var placement: PartPlacement

  /// Reads `{name, workload, steps, start, accelerators, placement}`.
  ///
  /// - Throws: `DocumentError` for what is missing, wrong, or too much.
  init(_ node: DocumentNode, paths: ScenarioPaths) throws(DocumentError) {
    var reader = try node.mapping()
    let nameNode = try reader.required("name")
    name = try nameNode.string()
    guard !name.isEmpty else { throw nameNode.error("a job needs a name") }
    guard !name.contains("/") else {
      throw nameNode.error("\"\(name)\": its groups are called \(name)/tp: a name has no slash")
    }
    workload = try WorkloadSource(try reader.required("workload"), paths: paths)
    steps = try reader.optionalInteger("steps", in: 1...1_000_000) ?? 1
    start = try reader.optionalQuantity("start") ?? .zero
    let accelerators = reader.optional("accelerators")
    let order = reader.optional("placement")
    try reader.finish()
    if case .trace = workload, steps != 1 {
      throw node.error("steps: a trace is replayed once; write 1 or leave it out")
    }
    placement = PartPlacement(
      accelerators: try accelerators.map { list throws(DocumentError) in
        try AcceleratorList(list)
      })
    guard let order else { return }
    switch try PlacementOrder(order, paths) {
    case .listed(let list):
      guard placement.accelerators == nil else {
        throw order.error("lists accelerators beside accelerators; give them once")
      }
      placement.accelerators = list
    case let other: placement.order = other
    }
  }

  /// Reads the list of jobs.
  ///
  /// - Throws: `DocumentError` for an empty list, or two of one name.
  static func list(
    _ node: DocumentNode, paths: ScenarioPaths
  ) throws(DocumentError) -> [ScenarioJob] {
    var jobs: [ScenarioJob] = []
    for element in try node.sequence() {
      let job = try ScenarioJob(element, paths: paths)
      guard !jobs.contains(where: { $0.name == job.name }) else {
        throw element.error("a job named \"\(job.name)\" is there already")
      }
      jobs.append(job)
    }
    guard !jobs.isEmpty else { throw node.error("lists no job") }
    return jobs
  }
}
