// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Training
import Workloads

/// Seconds in which replicas exchange a block's weights and gradients.
struct ReplicaSeconds {
  /// All-gather of the weights.
  let gather: Double
  /// Reduce-scatter of the gradients.
  let scatter: Double
  /// All-reduce of the gradients.
  let reduce: Double

  init(
    _ block: Block, gradientBytes: Int, _ groups: GroupTimes,
    _ forecast: inout CollectiveForecast
  ) throws(LoweringError) {
    let parts: [(weights: Double, dimension: ParallelDimension)] = [
      (block.denseWeights, .data), (block.expertWeights, .expertData),
    ]
    var (gather, scatter, reduce) = (0.0, 0.0, 0.0)
    for part in parts where part.weights > 0 {
      let gradients = part.weights * Double(gradientBytes)
      gather += try groups.seconds(
        .allGather, part.weights * OptimizerBytes.weight, over: part.dimension, &forecast)
      scatter += try groups.seconds(.reduceScatter, gradients, over: part.dimension, &forecast)
      reduce += try groups.seconds(.allReduce, gradients, over: part.dimension, &forecast)
    }
    (self.gather, self.scatter, self.reduce) = (gather, scatter, reduce)
  }
}

/// What stages hand to each other.
struct StageMessages {
  /// Seconds of one message.
  let message: Double
  /// Seconds in which tensor ranks gather what each received a share of; 0 where they need not.
  let gather: Double
  /// Seconds in which the ends of a pipeline add up the gradients of one embedding; 0 where they
  /// do not share it.
  let tied: Double

  init(
    _ shape: PlanEvaluator.Shape, _ layout: Layout, _ space: PlanSpace,
    _ forecast: inout CollectiveForecast
  ) throws(LoweringError) {
    let frame = shape.frame
    guard let line = layout.message else {
      (message, gather, tied) = (0, 0, 0)
      return
    }
    let output = shape.table.kinds[0].block.output
    let isShared = frame.tensor > 1 && !frame.sharesSequence
    let bytes = isShared ? output / Double(frame.tensor) : output
    message = line.latency + bytes.rounded() * line.secondsPerByte
    gather =
      isShared
      ? try layout.groups.seconds(.allGather, output, over: .tensor, &forecast) : 0
    let embedding =
      Double(space.model.vocabulary) * Double(space.model.hidden) / Double(frame.tensor)
    tied =
      space.model.tiesEmbeddings
      ? try layout.groups.seconds(
        .allReduce, embedding * Double(space.base.gradientBytes), over: .embedding, &forecast)
      : 0
  }
}
