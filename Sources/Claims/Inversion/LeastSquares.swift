// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Solutions of a few linear equations.
enum LeastSquares {
  struct Solution {
    let values: [Double]
    /// Of the matrix that was solved; its sign tells where a range of matrices crosses a singular one.
    let determinant: Double
  }

  /// A pivot below this part of the largest entry is zero: coefficients are of the order of one and
  /// have few digits.
  private static let leastPivot = 1e-9

  /// What solves the equations, or misses them by the least sum of squares where there are more
  /// than unknowns: the normal equations, which is enough for unknowns this few.
  ///
  /// - Parameters:
  ///   - rows: the equations' coefficients, at least as many rows as unknowns, each of that many.
  ///   - values: right sides, one a row.
  /// - Returns: nil where the rows leave an unknown open.
  static func solve(_ rows: [[Double]], _ values: [Double]) -> Solution? {
    let unknowns = rows.first?.count ?? 0
    guard rows.count > unknowns else { return eliminate(rows, values) }
    let normal = (0..<unknowns).map { i in
      (0..<unknowns).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
    }
    let right = (0..<unknowns).map { i in
      zip(rows, values).reduce(0) { $0 + $1.0[i] * $1.1 }
    }
    return eliminate(normal, right)
  }

  /// Gaussian elimination with row pivoting.
  private static func eliminate(_ rows: [[Double]], _ values: [Double]) -> Solution? {
    var rows = zip(rows, values).map { $0 + [$1] }
    let count = rows.count
    let largest = rows.flatMap { $0.dropLast() }.map(\.magnitude).max() ?? 0
    var determinant = 1.0
    for column in 0..<count {
      guard
        let pivot = (column..<count).max(by: {
          rows[$0][column].magnitude < rows[$1][column].magnitude
        }), rows[pivot][column].magnitude > leastPivot * largest
      else { return nil }
      if pivot != column {
        rows.swapAt(pivot, column)
        determinant = -determinant
      }
      determinant *= rows[column][column]
      for row in (column + 1)..<max(count, column + 1) {
        let factor = rows[row][column] / rows[column][column]
        for entry in column...count { rows[row][entry] -= factor * rows[column][entry] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in (0..<count).reversed() {
      let known = ((row + 1)..<max(count, row + 1)).reduce(0.0) {
        $0 + rows[row][$1] * solution[$1]
      }
      solution[row] = (rows[row][count] - known) / rows[row][row]
    }
    return Solution(values: solution, determinant: determinant)
  }
}
