// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Blocks of a convolutional network: the stem, every sum of a stage, and the classes.
///
/// A convolution is taken as the product that kernels make of it: pixels by channels, through the
/// channels under the kernel. What a stem's input would have for a gradient is counted like that of
/// other convolutions, a hundredth of a ResNet-50's work.
struct ConvolutionalBlocks {
  private let model: ConvolutionalNetwork
  /// Of a microbatch.
  private let images: Double

  /// - Parameters:
  ///   - model: whose replicas are whole.
  ///   - plan: which shares images out over them.
  /// - Throws: `PlanError` for a plan that shares anything else.
  init(_ model: ConvolutionalNetwork, _ plan: Plan) throws(PlanError) {
    try plan.checkReplicas(of: "a convolutional network", recomputes: [.none, .full])
    self.model = model
    images = Double(plan.microbatch)
  }

  var all: [Block] {
    var blocks = [stem]
    for (stage, convolutions) in zip(model.stages, model.stageBlocks) {
      blocks += convolutions.map { block($0, adds: stage.channels) }
    }
    return blocks + [head]
  }

  private var stem: Block {
    let convolution = model.stemConvolution
    var block = block([convolution], adds: 0)
    block.name = "stem"
    guard model.stem.poolStride > 1 else { return block }
    let pooled =
      values(convolution) / Double(model.stem.poolStride) / Double(model.stem.poolStride)
    let pool = Streaming(.elementwise, bytes: (values(convolution) + pooled) * bytes)
    block.segments.append(Segment("pooling", operators: [.streaming(pool)]))
    block.kept.all += pooled * bytes
    block.kept.selective += pooled * bytes
    return block
  }

  /// Convolutions that follow one another, and the sum with what went around them.
  ///
  /// - Parameters:
  ///   - convolutions: in their order; one beside the others comes last.
  ///   - channels: of the sum; 0 where there is none.
  /// - Returns: one block.
  private func block(
    _ convolutions: [ConvolutionalNetwork.Convolution], adds channels: Int
  ) -> Block {
    var operators = convolutions.flatMap { convolution in
      [
        Operator.product(
          MatrixProduct(
            rows: images * convolution.pixels, columns: convolution.outputs,
            depth: convolution.inputs * convolution.kernel * convolution.kernel)),
        // The norm: read for mean and variance, then read and written with the activation.
        .streaming(.passes(values(convolution), 3)),
      ]
    }
    let pixels = convolutions.last?.pixels ?? 0
    if channels > 0 {
      operators.append(.streaming(.passes(images * pixels * Double(channels), 3)))
    }
    // What each norm reads, and what it gives the next convolution.
    let kept = convolutions.reduce(0) { $0 + 2 * values($1) } * bytes
    let first = convolutions.first
    let input = images * Double(first?.inputs ?? 0) * (first?.inputPixels ?? 0) * bytes
    return Block(
      name: "convolutions", segments: [Segment("convolutions", operators: operators)],
      denseWeights: convolutions.reduce(0) { $0 + $1.weights + 2 * Double($1.outputs) },
      kept: KeptBytes(all: kept, selective: kept, input: input),
      output: images * pixels * Double(channels) * bytes)
  }

  /// The mean over the image, the classes and the loss.
  private var head: Block {
    let pixels = model.convolutions.last?.pixels ?? 0
    let features = images * Double(model.features)
    let scores = images * Double(model.classes)
    let kept = (features + scores) * bytes
    return Block(
      name: "head",
      segments: [
        Segment(
          "head",
          operators: [
            .streaming(.passes(features * (pixels + 1), 1)),
            .product(
              MatrixProduct(rows: images, columns: model.classes, depth: model.features)),
            .streaming(Streaming(.plain, bytes: 3 * scores * bytes)),
          ])
      ], denseWeights: Double((model.features + 1) * model.classes),
      kept: KeptBytes(all: kept, selective: kept, input: kept))
  }

  private var bytes: Double { Microbatch.bytesOfValue }

  /// Values that a convolution gives for a microbatch.
  private func values(_ convolution: ConvolutionalNetwork.Convolution) -> Double {
    images * convolution.pixels * Double(convolution.outputs)
  }
}
