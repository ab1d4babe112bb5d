// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Convolutions over an image in stages, with sums around each block (arXiv 1512.03385).
package struct ConvolutionalNetwork: Sendable, Hashable {
  /// Pixels along a side of the square image.
  package var imageSize: Int
  package var imageChannels: Int
  package var stem: Stem
  package var stages: [Stage]
  package var classes: Int

  package init(imageSize: Int, imageChannels: Int, stem: Stem, stages: [Stage], classes: Int) {
    self.imageSize = imageSize
    self.imageChannels = imageChannels
    self.stem = stem
    self.stages = stages
    self.classes = classes
  }

  /// The convolution before the stages, and the pooling behind it.
  package struct Stem: Sendable, Hashable {
    package var kernel: Int
    package var stride: Int
    package var channels: Int
    /// Of the pooling; 1 for none.
    package var poolStride: Int

    package init(kernel: Int, stride: Int, channels: Int, poolStride: Int) {
      self.kernel = kernel
      self.stride = stride
      self.channels = channels
      self.poolStride = poolStride
    }
  }

  /// Blocks on images of one size.
  package struct Stage: Sendable, Hashable {
    package var shape: Shape
    package var blocks: Int
    /// Channels between a block's ends.
    package var width: Int
    /// Channels that a block gives.
    package var channels: Int
    /// Of the first block.
    package var stride: Int

    package init(shape: Shape, blocks: Int, width: Int, channels: Int, stride: Int) {
      self.shape = shape
      self.blocks = blocks
      self.width = width
      self.channels = channels
      self.stride = stride
    }
  }

  /// The convolutions of a block, around which its input goes as it is, or through one of 1 x 1
  /// where sizes differ.
  package enum Shape: String, Sendable, Hashable, CaseIterable {
    /// 3 x 3 twice; the first takes the stride.
    case basic
    /// 1 x 1, 3 x 3 and 1 x 1; the one in the middle takes the stride.
    case bottleneck
  }

  /// A convolution with the norm behind it, which has a weight and a bias a channel.
  package struct Convolution: Sendable, Hashable {
    package var inputs: Int
    package var outputs: Int
    package var kernel: Int
    package var stride: Int
    /// Pixels along a side of what it reads.
    package var inputSize: Int
    /// Pixels along a side of what it gives.
    package var size: Int { ConvolutionalNetwork.reduced(inputSize, by: stride) }

    package var weights: Double {
      Double(inputs) * Double(outputs) * Double(kernel) * Double(kernel)
    }
    package var pixels: Double { Double(size) * Double(size) }
    package var inputPixels: Double { Double(inputSize) * Double(inputSize) }
    /// Floating-point operations of one image, a multiplication and an addition each.
    package var work: Double { 2 * weights * pixels }
  }
}

extension ConvolutionalNetwork {
  /// Pixels along a side behind a stride; what is left over at the edge is padded.
  static func reduced(_ size: Int, by stride: Int) -> Int { (size + stride - 1) / stride }

  /// The convolution of the stem.
  package var stemConvolution: Convolution {
    Convolution(
      inputs: imageChannels, outputs: stem.channels, kernel: stem.kernel, stride: stem.stride,
      inputSize: imageSize)
  }

  /// By stage and block, the block's convolutions; the one that goes around the others comes last.
  package var stageBlocks: [[[Convolution]]] {
    var size = Self.reduced(stemConvolution.size, by: stem.poolStride)
    var channels = stem.channels
    return stages.map { stage in
      (0..<stage.blocks).map { block in
        let stride = block == 0 ? stage.stride : 1
        let convolutions = stage.convolutions(inputs: channels, size: size, stride: stride)
        size = Self.reduced(size, by: stride)
        channels = stage.channels
        return convolutions
      }
    }
  }

  /// Channels of the last stage, averaged over the image, that the classes are told from.
  package var features: Int { stages.last?.channels ?? stem.channels }

  /// All convolutions, in the order of the image.
  package var convolutions: [Convolution] { [stemConvolution] + stageBlocks.joined().joined() }
}

extension ConvolutionalNetwork.Stage {
  fileprivate func convolutions(
    inputs: Int, size: Int, stride: Int
  ) -> [ConvolutionalNetwork.Convolution] {
    let after = ConvolutionalNetwork.reduced(size, by: stride)
    func convolution(
      _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, from size: Int
    ) -> ConvolutionalNetwork.Convolution {
      ConvolutionalNetwork.Convolution(
        inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, inputSize: size)
    }
    var all: [ConvolutionalNetwork.Convolution]
    switch shape {
    case .basic:
      all = [
        convolution(inputs, width, kernel: 3, stride: stride, from: size),
        convolution(width, channels, kernel: 3, from: after),
      ]
    case .bottleneck:
      all = [
        convolution(inputs, width, kernel: 1, from: size),
        convolution(width, width, kernel: 3, stride: stride, from: size),
        convolution(width, channels, kernel: 1, from: after),
      ]
    }
    if inputs != channels || stride > 1 {
      all.append(convolution(inputs, channels, kernel: 1, stride: stride, from: size))
    }
    return all
  }
}
