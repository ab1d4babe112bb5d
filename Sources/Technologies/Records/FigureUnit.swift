// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What a figure's value is written in.
package enum FigureUnit: Sendable {
  /// A number with a unit of this dimension; some may lie below zero, such as a level in dBm.
  case quantity(any Dimension.Type, isSigned: Bool = false)
  /// A pure number in a range.
  case number(ClosedRange<Double>)
  /// A whole number in a range.
  case count(ClosedRange<Int>)

  /// A value for people, with its unit.
  package func text(_ value: Double) -> String {
    switch self {
    case .quantity(let dimension, _): Self.text(value, dimension)
    case .number: "\(value)"
    case .count: "\(Int(value))"
    }
  }

  private static func text<D: Dimension>(_ value: Double, _: D.Type) -> String {
    Quantity<D>(rawValue: value).description
  }

  /// The stored value of what a file says.
  func read(_ node: DocumentNode) throws(DocumentError) -> Double {
    switch self {
    case .quantity(let dimension, let isSigned):
      try Self.read(node, dimension, isSigned: isSigned)
    case .number(let range): try node.number(in: range)
    case .count(let range): Double(try node.integer(in: range))
    }
  }

  private static func read<D: Dimension>(
    _ node: DocumentNode, _: D.Type, isSigned: Bool
  ) throws(DocumentError) -> Double {
    try node.quantity(Quantity<D>.self, allowNegative: isSigned).rawValue
  }

  package static var fraction: FigureUnit { .number(0...1) }
}
