// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The graph of the ranks of one stage, operation by operation.
struct PipelineStage {
  /// Rows of the program's families.
  enum Family: Int32, CaseIterable {
    case tensors
    case experts
    case copies
    case stages

    /// As files and the field call them.
    var name: String {
      switch self {
      case .tensors: "tp"
      case .experts: "ep"
      case .copies: "dp"
      case .stages: "pp"
      }
    }
  }

  /// What operations are called. Raw values are rows of the program's names.
  private enum Name: Int32, CaseIterable {
    case attention
    case expert
    case tensorSum
    case dispatch
    case combine
    case activations
    case errors
    case gradients

    var text: String {
      switch self {
      case .attention: "attention"
      case .expert: "experts"
      case .tensorSum: "tensor sum"
      case .dispatch: "dispatch"
      case .combine: "combine"
      case .activations: "activations"
      case .errors: "errors"
      case .gradients: "gradients"
      }
    }
  }

  static let names = Name.allCases.map(\.text)

  /// Going backward takes the gradient of the input and that of the weights.
  private static let backwardOverForward = 2.0

  private let training: PipelinedTraining
  private let stage: Int
  private var operations = OperationGraph()
  /// How many collectives there are on each family.
  private var collectives = [Int32](repeating: 0, count: Family.allCases.count)

  init(_ training: PipelinedTraining, stage: Int) {
    self.training = training
    self.stage = stage
    let turns = PipelineTurns(
      .oneForwardOneBackward, stages: training.stages, microbatches: training.microbatches)
    for turn in turns.turns(ofStage: stage) {
      if turn.work == .forward { addForward() } else { addBackward() }
    }
    add(.allReduce, .gradients, over: .copies, training.gradientBytes)
    operations.connect(
      (1..<Int32(operations.count)).map { (earlier: $0 - 1, later: $0) })
  }

  /// Each operation waits for the one before it.
  var graph: OperationGraph { operations }

  private var isFirst: Bool { stage == 0 }
  private var isLast: Bool { stage == training.stages - 1 }

  private mutating func addForward() {
    if !isFirst { add(.receive, .activations, distance: -1) }
    for _ in 0..<training.layersOfStage {
      add(.attention, training.attentionTime)
      add(.allReduce, .tensorSum, over: .tensors, training.tensorBytes)
      add(.allToAll, .dispatch, over: .experts, training.expertBytes)
      add(.expert, training.expertTime)
      add(.allToAll, .combine, over: .experts, training.expertBytes)
      add(.allReduce, .tensorSum, over: .tensors, training.tensorBytes)
    }
    if !isLast { add(.send, .activations, distance: 1) }
  }

  private mutating func addBackward() {
    if !isLast { add(.receive, .errors, distance: 1) }
    for _ in 0..<training.layersOfStage {
      add(.allReduce, .tensorSum, over: .tensors, training.tensorBytes)
      add(.allToAll, .combine, over: .experts, training.expertBytes)
      add(.expert, training.expertTime * Self.backwardOverForward)
      add(.allToAll, .dispatch, over: .experts, training.expertBytes)
      add(.allReduce, .tensorSum, over: .tensors, training.tensorBytes)
      add(.attention, training.attentionTime * Self.backwardOverForward)
    }
    if !isFirst { add(.send, .errors, distance: -1) }
  }

  private mutating func add(_ name: Name, _ duration: Seconds) {
    var operation = OperationGraph.Operation(kind: .compute, name: name.rawValue, stream: 0)
    operation.duration = duration.rawValue
    operations.append(operation)
  }

  private mutating func add(
    _ kind: CollectiveKind, _ name: Name, over family: Family, _ bytes: Bytes
  ) {
    var operation = OperationGraph.Operation(kind: .collective, name: name.rawValue, stream: 0)
    operation.collective = kind
    operation.family = family.rawValue
    operation.bytes = bytes.rawValue
    operation.ordinal = collectives[Int(family.rawValue)]
    collectives[Int(family.rawValue)] += 1
    operations.append(operation)
  }

  /// One end of a message to or from a stage that many stages behind.
  private mutating func add(_ kind: OperationKind, _ name: Name, distance: Int32) {
    var operation = OperationGraph.Operation(kind: kind, name: name.rawValue, stream: 0)
    operation.family = Family.stages.rawValue
    operation.peer = distance
    operation.bytes = training.stageBytes.rawValue
    operations.append(operation)
  }
}
