// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How many weights those who published a model say that it has.
package struct PublishedSize: Sendable, Hashable {
  /// Without modules that predict further tokens.
  package var parameters: RoundedCount
  /// Of those, the ones that a token meets; nil where none is said, or all are.
  package var active: RoundedCount?
  /// Whether `active` counts the embedding, of which a token meets one row.
  package var countsEmbedding: Bool
  /// Where the figures stand.
  package var source: String

  package init(
    parameters: RoundedCount, active: RoundedCount? = nil, countsEmbedding: Bool = true,
    source: String
  ) {
    self.parameters = parameters
    self.active = active
    self.countsEmbedding = countsEmbedding
    self.source = source
  }
}

/// A count as it was published: `405e9` is anything from 404.5 to 405.5 thousand million.
package struct RoundedCount: Sendable, Hashable {
  package var value: Double
  /// Half of the last digit that was published, or what the file says.
  package var error: Double

  package init(value: Double, error: Double) {
    self.value = value
    self.error = error
  }

  /// - Parameter count: as it was worked out.
  /// - Returns: whether it rounds to the published figure.
  package func agrees(with count: Int) -> Bool { abs(Double(count) - value) <= error }
}
