// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts

/// Classes of what a picture of a fabric is made of: dark on white, colours that stay apart for most
/// eyes, and light and copper told apart by dashes too.
enum PictureStyle {
  /// Of the first, second and third technology of its medium.
  static let light = [Palette.light[0], Palette.light[2], Palette.light[5]]
  static let copper = [Palette.light[1], Palette.light[4], Palette.light[3]]

  static let ink = "#1f2328"
  static let quiet = "#59636e"

  static var sheet: String {
    var rules = """
      .paper { fill: #ffffff; }
      .ink { fill: \(ink); }
      .quiet { fill: \(quiet); }
      .plate { fill: #ffffff; fill-opacity: 0.85; }
      .accelerator { fill: #ffffff; stroke: \(ink); }
      .switch { fill: #e6ebf0; stroke: \(ink); }
      .nic { fill: #f6efe0; stroke: \(ink); }
      .group { fill: #f8f9fa; stroke: #8c959f; }
      .collapsed { fill: #f1f3f5; stroke: \(ink); stroke-width: 1.5; }
      .rest { fill: #ffffff; stroke: \(quiet); stroke-dasharray: 3 3; }
      .bar { fill: #8c959f; }
      .rule { stroke: #d8dee4; }
      .team { fill: none; stroke: \(ink); stroke-width: 1.6; }
      .light { fill: none; }
      .copper { fill: none; stroke-dasharray: 5 3; }

      """
    for (row, colour) in light.enumerated() { rules += ".light\(row) { stroke: \(colour); }\n" }
    for (row, colour) in copper.enumerated() { rules += ".copper\(row) { stroke: \(colour); }\n" }
    for seat in 0..<Seating.shades {
      let colour = Palette.light[seat % Palette.light.count]
      let opacity = seat < Palette.light.count ? "0.6" : "0.25"
      rules += ".seat\(seat) { fill: \(colour); fill-opacity: \(opacity); }\n"
    }
    return rules
  }
}
