// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What a figure came to in many draws, sorted.
package struct SampleDistribution: Sendable, Hashable {
  /// From the lowest up.
  package let sorted: [Double]
  package let mean: Double

  /// - Parameter values: one a draw, at least one, all finite; their order does not matter.
  package init(_ values: [Double]) {
    precondition(!values.isEmpty, "a distribution of no values")
    precondition(values.allSatisfy(\.isFinite), "a value of a distribution is no number")
    sorted = values.sorted()
    mean = sorted.reduce(0, +) / Double(sorted.count)
  }

  package var count: Int { sorted.count }
  package var median: Double { quantile(0.5) }

  /// The value that a part of all draws do not exceed, between two draws on the line that joins
  /// them: type 7 of R. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The
  /// American Statistician 50, 1996.
  ///
  /// - Parameter part: 0 for the lowest draw to 1 for the highest.
  /// - Returns: no lower for a larger part.
  package func quantile(_ part: Double) -> Double {
    precondition((0...1).contains(part), "the quantile at \(part) is not between 0 and 1")
    let position = Double(sorted.count - 1) * part
    let below = Int(position)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// Of the population that was drawn from, with n - 1 below; zero of one draw.
  package var standardDeviation: Double {
    guard sorted.count > 1 else { return 0 }
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(sorted.count - 1)).squareRoot()
  }

  /// How likely the figure is to reach a value, which counts as reached where it is just met.
  package func probability(atLeast value: Double) -> EstimatedProbability {
    // The first draw that reaches it.
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return EstimatedProbability(hits: sorted.count - low, of: sorted.count)
  }
}
