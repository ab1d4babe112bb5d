// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How many weights a model has, by part.
package struct ModelWeights: Sendable, Hashable {
  /// Weights of a part, by the part's place among all.
  private var all = [Double](repeating: 0, count: ModelPart.allCases.count)
  /// Those that one token, image or sample does not meet.
  private var idle = [Double](repeating: 0, count: ModelPart.allCases.count)

  /// Every whole number up to this one is a `Double`.
  package static let most = 1 << Double.significandBitCount

  /// Counts by the dimensions.
  ///
  /// - Parameter architecture: of any family.
  package init(of architecture: Architecture) {
    switch architecture {
    case .transformer(let model): count(model)
    case .convolutional(let model): count(model)
    case .recommender(let model): count(model)
    case .tabular(let model): count(model)
    }
  }

  /// Adds weights to a part.
  ///
  /// - Parameters:
  ///   - part: to which they belong.
  ///   - weights: how many.
  ///   - active: those that one token meets; nil for all.
  mutating func add(_ part: ModelPart, _ weights: Double, active: Double? = nil) {
    guard let place = ModelPart.allCases.firstIndex(of: part) else { return }
    all[place] += weights
    idle[place] += weights - (active ?? weights)
  }

  /// Whether the counts are exact: of any model that can be built they are.
  package var isExact: Bool { all.reduce(0, +) <= Double(Self.most) }

  private func place(_ part: ModelPart) -> Int {
    ModelPart.allCases.firstIndex(of: part) ?? 0
  }

  /// Weights of a part.
  package subscript(part: ModelPart) -> Int { whole(all[place(part)]) }

  /// Every weight that is trained.
  package var total: Int { whole(all.reduce(0, +)) }

  /// Without the modules that predict further tokens, as publications count.
  package var main: Int { total - self[.extraPredictions] }

  /// Of `main`, those that one token meets; the embedding counts whole.
  package var active: Int {
    main - whole(idle.reduce(0, +) - idle[place(.extraPredictions)])
  }

  /// As `active`, without the embedding, of which a token meets one row. Where the head is the
  /// embedding, a token meets it whole, and it counts.
  package var activeWithoutEmbedding: Int {
    self[.head] > 0 ? active - self[.embedding] : active
  }

  private func whole(_ count: Double) -> Int {
    precondition(count <= Double(Self.most), "a model of \(count) weights cannot be counted")
    return Int(count)
  }
}
