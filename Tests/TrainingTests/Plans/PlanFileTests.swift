// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@testable import Training

struct PlanFileTests {
  private static func plan(yaml: String) throws -> Plan {
    try PlanFile.plan(try Document(text: yaml, name: "s.yaml").root)
  }

  private static func plan(text: String) throws -> Plan {
    try PlanFile.plan(try PlanFile.node(text))
  }

  /// Every key, none of them at its default.
  private static let yaml = """
    tp: 8
    sequence_parallel: false
    cp: 2
    cp_method: ring
    pp: 4
    dp: 16
    ep: 8
    etp: 1
    ep_node: 4
    imbalance: 1.25
    schedule: zero-bubble
    interleave: 3
    count_ends: true
    stage_layers: [1, 0, 2]
    sharding: weights
    shard_group: 4
    gradients: fp32
    microbatch: 2
    global_batch: 2048
    sequence: 4096
    recompute: full
    recompute_layers: 5
    precision: mxfp8
    dropout: true
    frozen: true
    overlap: {dp: false, tp: 2, tp_backward: false, ep: 3, pp: false}
    offload: {optimizer: true, activations: 0.25}
    """

  private static let text = """
    tp=8,sequence_parallel=false,cp=2,cp_method=ring,pp=4,dp=16,ep=8,etp=1,ep_node=4,\
    imbalance=1.25,schedule=zero-bubble,interleave=3,count_ends=true,stage_layers=[1,0,2],\
    sharding=weights,shard_group=4,gradients=fp32,microbatch=2,global_batch=2048,sequence=4096,\
    recompute=full,recompute_layers=5,precision=mxfp8,dropout=true,frozen=true,\
    overlap.dp=false,overlap.tp=2,\
    overlap.tp_backward=false,overlap.ep=3,overlap.pp=false,offload.optimizer=true,\
    offload.activations=0.25
    """

  private static let expected: Plan = {
    var plan = Plan(globalBatch: 2048)
    (plan.tensor, plan.context, plan.pipeline, plan.data, plan.expert) = (8, 2, 4, 16, 8)
    plan.sharesSequence = false
    plan.contextMethod = .ring
    (plan.expertTensor, plan.expertNode, plan.expertImbalance) = (1, 4, 1.25)
    plan.schedule = .zeroBubble
    plan.interleave = 3
    plan.countsEnds = true
    plan.stageLayers = [1, 0, 2]
    (plan.sharding, plan.shardingGroup, plan.gradientBytes) = (.weights, 4, 4)
    (plan.microbatch, plan.sequence) = (2, 4096)
    (plan.recompute, plan.recomputedLayers) = (.full, 5)
    plan.precision = .mxfp8
    plan.dropout = true
    plan.frozen = true
    (plan.overlap.data, plan.overlap.tensor, plan.overlap.tensorBackward) = (false, 2, false)
    (plan.overlap.expert, plan.overlap.pipeline) = (3, false)
    (plan.offload.optimizer, plan.offload.activations) = (true, 0.25)
    return plan
  }()

  @Test func `every key is read from a mapping, and from a list of a command line`() throws {
    #expect(try Self.plan(yaml: Self.yaml) == Self.expected)
    #expect(try Self.plan(text: Self.text) == Self.expected)
  }

  @Test func `all but the batch has a default`() throws {
    #expect(try Self.plan(yaml: "global_batch: 64") == Plan(globalBatch: 64))
    #expect(try Self.plan(text: "global_batch=64") == Plan(globalBatch: 64))
  }

  @Test func `lists and mappings stand in brackets between commas`() throws {
    let plan = try Self.plan(text: "stage_layers=[3,5],global_batch=8,overlap={tp: 2, pp: false}")
    #expect(plan.stageLayers == [3, 5])
    #expect(plan.overlap.tensor == 2)
    #expect(!plan.overlap.pipeline)
    #expect(plan.globalBatch == 8)
  }

  // Rajbhandari and others, arXiv 1910.02054, number what replicas share.
  @Test func `stages of ZeRO are numbers, and have names`() throws {
    let names = ["none", "optimizer", "gradients", "weights"]
    for (stage, name) in names.enumerated() {
      let numbered = try Self.plan(text: "global_batch=1,zero=\(stage)").sharding
      #expect(numbered.rawValue == name)
      #expect(try Self.plan(text: "global_batch=1,sharding=\(name)").sharding == numbered)
    }
  }

  @Test(arguments: [
    ("tp=2", "\"global_batch\" is missing"),
    ("global_batch=1,tpp=2", "tpp: unknown key; known: global_batch, tp,"),
    ("global_batch=1,overlap.xp=2", "overlap.xp: unknown key"),
    ("global_batch=1,offload.weights=true", "offload.weights: unknown key"),
    ("global_batch=1,keeps_scores=true", "keeps_scores: unknown key"),
    ("global_batch=0", "global_batch: 0 is out of range; allowed: 1 to 1073741824"),
    ("global_batch=1,tp=0", "tp: 0 is out of range; allowed: 1 to 16777216"),
    ("global_batch=1,tp=two", "tp: expected a whole number, found \"two\""),
    ("global_batch=1,tp=[2]", "tp: expected a whole number"),
    ("global_batch=1,sequence_parallel=2", "sequence_parallel: expected true or false"),
    ("global_batch=1,stage_layers=4", "stage_layers: expected a list"),
    ("global_batch=1,stage_layers=[4,-1]", "stage_layers[1]: -1 is out of range"),
    ("global_batch=1,overlap=true", "overlap: expected a mapping"),
    ("global_batch=1,offload.activations=2", "offload.activations: 2 is out of range"),
    ("global_batch=1,imbalance=0.5", "imbalance: 0.5 is out of range"),
    ("global_batch=1,zero=4", "zero: 4 is out of range; allowed: 0 to 3"),
    ("global_batch=1,zero=1,sharding=optimizer", "sharding: stands beside zero; write one of them"),
    (
      "global_batch=1,sharding=everything",
      "sharding: \"everything\" is unknown; known: none, optimizer, gradients, weights"
    ),
    ("global_batch=1,schedule=2f2b", "known: gpipe, 1f1b, zero-bubble"),
    ("global_batch=1,recompute=some", "known: none, selective, elementwise, full"),
    ("global_batch=1,precision=fp16", "known: bf16, fp8, mxfp8, nvfp4"),
    ("global_batch=1,cp_method=mesh", "known: all-gather, ring"),
    ("global_batch=1,gradients=fp8", "gradients: \"fp8\": allowed are bf16 and fp32"),
    ("global_batch=1,tp", "\"tp\" is no key=value; write tp=8,pp=16,global_batch=2048"),
    ("", "\"\" is no key=value"),
  ])
  func `what is no plan is refused with the key and what is allowed`(
    text: String, reason: String
  ) throws {
    let error = try #require(throws: DocumentError.self) { _ = try Self.plan(text: text) }
    #expect(error.description.hasPrefix("--plan"), "\(error)")
    #expect(error.description.contains(reason), "\(error)")
  }

  @Test func `a mistake in a file names the file and the line`() throws {
    let error = try #require(throws: DocumentError.self) {
      _ = try Self.plan(yaml: "global_batch: 1\ntp: many\n")
    }
    #expect(error.description.hasPrefix("s.yaml:2: tp: "), "\(error)")
  }
}
