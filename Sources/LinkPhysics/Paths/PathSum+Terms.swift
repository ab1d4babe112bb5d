// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

extension PathSum {
  /// The term behind a link's energy figure, which may be a part of a device's figure.
  ///
  /// - Parameter figure: one of the link technology's `energy`.
  /// - Returns: per bit, both ends.
  package func term(of figure: Figure<JoulesPerBit>) -> PathTerm {
    term(named: figure.name, isStatic: false, suffix: DeviceLink.dynamicSuffix)
      ?? PathTerm(
        figure: figure.name, components: figure.includes, isStatic: false,
        boundary: figure.boundary
      ) { draw in draw(figure) }
  }

  /// The term behind a figure of power at one end.
  ///
  /// - Parameters:
  ///   - figure: one of the link technology's `powerPerEnd`.
  ///   - rate: of the technology.
  /// - Returns: per bit at full rate, both ends, both directions busy.
  package func term(of figure: Figure<Watts>, at rate: BitsPerSecond) -> PathTerm {
    term(named: figure.name, isStatic: true, suffix: DeviceLink.staticSuffix)
      ?? PathTerm(
        figure: figure.name, components: figure.includes, isStatic: true,
        boundary: figure.boundary
      ) { draw in draw(figure) / rate }
  }

  private func term(named name: String, isStatic: Bool, suffix: String) -> PathTerm? {
    lines.map(\.term).first {
      $0.isStatic == isStatic && ($0.figure == name || $0.figure + suffix == name)
    }
  }
}
