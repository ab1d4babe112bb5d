// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A table in, its missing column out: every cell a vector, attention along the columns of a row
/// and along the rows of a column in turn (TabPFN v2, doi 10.1038/s41586-024-08328-6).
package struct TabularTransformer: Sendable, Hashable {
  package var layers: Int
  /// Features of a cell.
  package var hidden: Int
  package var heads: Int
  /// Of the maps behind the two attentions of a layer.
  package var feedForward: FeedForward
  /// Columns that share a cell.
  package var columnsPerCell: Int
  /// Numbers by which an encoder knows a column of a row: the value, and whether it is missing.
  package var inputsPerColumn: Int
  /// Of the random vector that tells columns apart, and that a map takes to `hidden`; 0 for none.
  package var columnMarkSize: Int
  /// Whether norms have a weight and a bias a feature.
  package var scalesNorms: Bool
  /// Width of the layer between the last cell and the classes.
  package var headSize: Int
  package var classes: Int
  /// Rows of a table in the published training, those that are asked for among them.
  package var rows: Int
  /// Rows whose last column is asked for; they see the others, not each other.
  package var queryRows: Int
  /// Columns of features in the published training.
  package var columns: Int

  package init(
    layers: Int, hidden: Int, heads: Int, feedForward: FeedForward, columnsPerCell: Int = 1,
    inputsPerColumn: Int = 1, columnMarkSize: Int = 0, scalesNorms: Bool = false, headSize: Int,
    classes: Int, rows: Int, queryRows: Int, columns: Int
  ) {
    self.layers = layers
    self.hidden = hidden
    self.heads = heads
    self.feedForward = feedForward
    self.columnsPerCell = columnsPerCell
    self.inputsPerColumn = inputsPerColumn
    self.columnMarkSize = columnMarkSize
    self.scalesNorms = scalesNorms
    self.headSize = headSize
    self.classes = classes
    self.rows = rows
    self.queryRows = queryRows
    self.columns = columns
  }
}

extension TabularTransformer {
  /// Cells of a row: groups of columns, and the column that is asked for.
  package var cells: Int { (columns + columnsPerCell - 1) / columnsPerCell + 1 }
  /// Rows that show their last column.
  package var shownRows: Int { rows - queryRows }
  /// Features of a query, key and value of one head.
  package var headFeatures: Int { hidden / heads }
}
