// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One direction of a chart.
package struct Axis: Sendable, Hashable {
  /// What is measured, and its unit where the labels do not say it: "bus bandwidth (GB/s)".
  package var title: String
  package var scale: Scale
  package var labels: TickLabels
  /// From where to where; nil for a round range that holds all that is drawn.
  package var range: ClosedRange<Double>?

  package init(
    _ title: String, scale: Scale = .linear, labels: TickLabels = .plain,
    range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.scale = scale
    self.labels = labels
    self.range = range
  }
}
