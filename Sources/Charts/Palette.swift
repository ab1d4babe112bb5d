// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Colours that stay apart for most eyes, on light and on dark ground.
///
/// Source: M. Okabe and K. Ito, Color Universal Design (2008), without yellow and black, which one
/// of the two grounds swallows; blue is lighter on dark ground.
package enum Palette {
  package static let light = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
  static let dark = ["#4d9fd6", "#e8762b", "#1fb58b", "#d894ba", "#e69f00", "#8accf2"]

  /// Rules of style sheets for both grounds: `text`, grid, and `line0` and `mark0` to `5`; also
  /// `name`, for text that lies over what is drawn, where a picture has such.
  static func styleSheet(withNames: Bool) -> String {
    var rules = rules(
      paper: "#ffffff", ink: "#1f2328", quiet: "#59636e", grid: "#d8dee4", faint: "#eef1f4",
      colours: light, withNames: withNames)
    rules += "@media (prefers-color-scheme: dark) {\n"
    rules += Self.rules(
      paper: "#0d1117", ink: "#e6edf3", quiet: "#9aa4af", grid: "#2f363d", faint: "#1c2128",
      colours: dark, withNames: withNames)
    return rules + "}\n"
  }

  private static func rules(
    paper: String, ink: String, quiet: String, grid: String, faint: String, colours: [String],
    withNames: Bool
  ) -> String {
    var rules = """
      .paper { fill: \(paper); }
      .ink { fill: \(ink); }
      .quiet { fill: \(quiet); }
      .axis { stroke: \(quiet); }
      .grid { stroke: \(grid); }
      .faint { stroke: \(faint); }
      .reference { stroke: \(ink); fill: none; }

      """
    if withNames {
      rules += ".name { fill: \(ink); stroke: \(paper); stroke-width: 3; paint-order: stroke; }\n"
    }
    for (index, colour) in colours.enumerated() {
      rules += ".line\(index) { stroke: \(colour); fill: none; }\n"
      rules += ".mark\(index) { fill: \(colour); }\n"
    }
    return rules
  }
}
