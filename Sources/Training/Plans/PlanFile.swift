// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Workloads

/// Plans as people write them: a mapping in a scenario, or `tp=8,pp=16` on a command line.
package enum PlanFile {
  /// Reads a plan from a mapping.
  ///
  /// - Parameter node: `{tp: 8, pp: 16, ...}`; every key but `global_batch` has a default.
  /// - Returns: the plan, not yet checked against a model.
  /// - Throws: `DocumentError` that names the key and what is allowed.
  package static func plan(_ node: DocumentNode) throws(DocumentError) -> Plan {
    var reader = try node.mapping()
    let batch = try reader.required("global_batch").integer(in: 1...mostSequences)
    var plan = Plan(globalBatch: batch)
    try ranks(&reader, &plan)
    try pipeline(&reader, &plan)
    try sharding(&reader, &plan)
    try work(&reader, &plan)
    if let node = reader.optional("overlap") { plan.overlap = try overlap(node) }
    if let node = reader.optional("offload") { plan.offload = try offload(node) }
    try reader.finish()
    return plan
  }

  /// Reads `tp=8,pp=16,dp=128,overlap.tp=2`; a list stands in brackets.
  ///
  /// - Parameter text: of a command line.
  /// - Returns: the mapping, for `plan(_:)`.
  /// - Throws: `DocumentError` for what is no list of keys and values.
  package static func node(_ text: String) throws(DocumentError) -> DocumentNode {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if "[{".contains(character) { depth += 1 }
      if "]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    let option = "--plan"
    for part in parts where !part.contains("=") {
      throw DocumentError(
        file: option, problem: "\"\(part)\" is no key=value; write tp=8,pp=16,global_batch=2048")
    }
    return try Document(text: "{}", name: option, overrides: parts, option: option).root
  }

  /// More ranks or sequences than anybody trains with.
  static let mostRanks = 1 << 24
  static let mostSequences = 1 << 30

  private static func ranks(
    _ reader: inout MappingReader, _ plan: inout Plan
  ) throws(DocumentError) {
    let range = 1...mostRanks
    plan.tensor = try reader.optionalInteger("tp", in: range) ?? 1
    plan.sharesSequence = try reader.optionalBoolean("sequence_parallel") ?? true
    plan.context = try reader.optionalInteger("cp", in: range) ?? 1
    if let node = reader.optional("cp_method") {
      plan.contextMethod = try choice(node, Plan.ContextMethod.allCases)
    }
    plan.pipeline = try reader.optionalInteger("pp", in: range) ?? 1
    plan.data = try reader.optionalInteger("dp", in: range) ?? 1
    plan.expert = try reader.optionalInteger("ep", in: range) ?? 1
    plan.expertTensor = try reader.optionalInteger("etp", in: range)
    plan.expertNode = try reader.optionalInteger("ep_node", in: range)
    if let node = reader.optional("imbalance") {
      plan.expertImbalance = try node.number(in: 1...1000)
    }
  }

  private static func pipeline(
    _ reader: inout MappingReader, _ plan: inout Plan
  ) throws(DocumentError) {
    if let node = reader.optional("schedule") {
      plan.schedule = try choice(node, PipelineSchedule.allCases)
    }
    plan.interleave = try reader.optionalInteger("interleave", in: 1...4096) ?? 1
    plan.countsEnds = try reader.optionalBoolean("count_ends") ?? false
    let layers = try reader.sequence("stage_layers")
    if !layers.isEmpty {
      var shares: [Int] = []
      for node in layers { shares.append(try node.integer(in: 0...100_000)) }
      plan.stageLayers = shares
    }
  }

  private static func sharding(
    _ reader: inout MappingReader, _ plan: inout Plan
  ) throws(DocumentError) {
    let zero = reader.optional("zero")
    let named = reader.optional("sharding")
    switch (zero, named) {
    case (let zero?, nil):
      let stages: [Plan.Sharding] = [.none, .optimizer, .gradients, .weights]
      plan.sharding = stages[try zero.integer(in: 0...3)]
    case (nil, let named?): plan.sharding = try choice(named, Plan.Sharding.allCases)
    case (nil, nil): break
    case (_?, let named?): throw named.error("stands beside zero; write one of them")
    }
    plan.shardingGroup = try reader.optionalInteger("shard_group", in: 1...mostRanks)
    if let node = reader.optional("gradients") {
      let text = try node.string()
      guard let bytes = ["bf16": 2, "fp32": 4][text] else {
        throw node.error("\"\(text)\": allowed are bf16 and fp32")
      }
      plan.gradientBytes = bytes
    }
  }

  private static func work(
    _ reader: inout MappingReader, _ plan: inout Plan
  ) throws(DocumentError) {
    plan.microbatch = try reader.optionalInteger("microbatch", in: 1...mostSequences) ?? 1
    plan.sequence = try reader.optionalInteger("sequence", in: 1...mostSequences)
    if let node = reader.optional("recompute") {
      plan.recompute = try choice(node, Plan.Recompute.allCases)
    }
    plan.recomputedLayers = try reader.optionalInteger("recompute_layers", in: 0...100_000)
    if let node = reader.optional("precision") {
      plan.precision = try choice(node, Plan.Precision.allCases)
    }
    plan.dropout = try reader.optionalBoolean("dropout") ?? false
    plan.frozen = try reader.optionalBoolean("frozen") ?? false
  }

  private static func overlap(_ node: DocumentNode) throws(DocumentError) -> Plan.Overlap {
    var overlap = Plan.Overlap()
    var reader = try node.mapping()
    let parts = 1...64
    overlap.data = try reader.optionalBoolean("dp") ?? true
    overlap.tensor = try reader.optionalInteger("tp", in: parts) ?? 1
    overlap.tensorBackward = try reader.optionalBoolean("tp_backward") ?? true
    overlap.expert = try reader.optionalInteger("ep", in: parts) ?? 1
    overlap.pipeline = try reader.optionalBoolean("pp") ?? true
    try reader.finish()
    return overlap
  }

  private static func offload(_ node: DocumentNode) throws(DocumentError) -> Plan.Offload {
    var offload = Plan.Offload()
    var reader = try node.mapping()
    offload.optimizer = try reader.optionalBoolean("optimizer") ?? false
    offload.activations = try reader.optionalNumber("activations", in: 0...1) ?? 0
    try reader.finish()
    return offload
  }

  private static func choice<Value: RawRepresentable<String>>(
    _ node: DocumentNode, _ values: [Value]
  ) throws(DocumentError) -> Value {
    let text = try node.string()
    if let value = values.first(where: { $0.rawValue == text }) { return value }
    let known = values.map(\.rawValue).joined(separator: ", ")
    throw node.error("\"\(text)\" is unknown; known: \(known)")
  }
}
