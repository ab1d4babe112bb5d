// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Names that the writer and the reader of a file share.
enum Layout {
  static let formatName = "heliograph-timeline"
  /// Major.minor. A reader takes any minor of its own major: what is added keeps what was there.
  static let formatVersion = "1.2"
  static let timeline = "timeline"
  static let labels = "labels"
  static let provenance = "provenance"
  /// Between the parts of one component in `/labels/component_includes`.
  static let partSeparator = "; "
}
