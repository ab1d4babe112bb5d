// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A waveguide or fibre of several wavelengths, one way, from serialiser to receiver.
///
/// Every number is an input; `budget` only works out what they ask of the laser and of the wall.
package struct PhotonicLink: Sendable, Hashable {
  package var wavelengths: Int
  package var spacing: Hertz
  package var ratePerWavelength: BitsPerSecond
  package var laser: Laser
  package var path: OpticalPath
  /// Light of a one against that of a zero.
  package var extinction: Decibels
  package var penalties: [Penalty]
  package var margin: Decibels
  package var receiver: ReceiverModel
  package var receiverPower: ReceiverPower
  package var modulator: ModulatorEnergy
  /// Nil where nothing resonates.
  package var rings: RingBank?
  package var serialiser: Serialiser?
  /// The most light in one waveguide before it disturbs itself.
  package var nonlinearityCap: DecibelMilliwatts

  package init(
    wavelengths: Int, spacing: Hertz, ratePerWavelength: BitsPerSecond, laser: Laser,
    path: OpticalPath, extinction: Decibels, penalties: [Penalty], margin: Decibels,
    receiver: ReceiverModel, receiverPower: ReceiverPower, modulator: ModulatorEnergy,
    rings: RingBank?, serialiser: Serialiser?, nonlinearityCap: DecibelMilliwatts
  ) {
    self.wavelengths = wavelengths
    self.spacing = spacing
    self.ratePerWavelength = ratePerWavelength
    self.laser = laser
    self.path = path
    self.extinction = extinction
    self.penalties = penalties
    self.margin = margin
    self.receiver = receiver
    self.receiverPower = receiverPower
    self.modulator = modulator
    self.rings = rings
    self.serialiser = serialiser
    self.nonlinearityCap = nonlinearityCap
  }

  package var rate: BitsPerSecond { ratePerWavelength * Double(wavelengths) }

  /// Everything that the laser must make up for, in the order in which it is told.
  ///
  /// - Throws: `PhotonicLinkError.closedEye` where no power would do.
  func lines(wavelengths: Int) throws(PhotonicLinkError) -> [BudgetLine] {
    let ratio = LinearRatio(of: extinction)
    let measure = receiver.sensitivity(at: ratePerWavelength).measure
    var lines = path.lines(wavelengths: wavelengths)
    lines += ModulationPenalty.lines(of: measure, extinction: ratio)
    for penalty in penalties {
      guard let size = penalty.size(extinction: ratio, wavelengths: wavelengths) else {
        throw .closedEye(by: penalty.name)
      }
      lines.append(BudgetLine(name: penalty.name, count: 1, each: size))
    }
    lines.append(BudgetLine(name: "margin", count: 1, each: margin))
    return lines
  }

  /// Light of each wavelength where it enters the path.
  func required(wavelengths: Int) throws(PhotonicLinkError) -> DecibelMilliwatts {
    let sum = try lines(wavelengths: wavelengths).reduce(Decibels.zero) { $0 + $1.total }
    return receiver.sensitivity(at: ratePerWavelength).level + sum
  }

  /// The most wavelengths whose light together stays under the cap, each with the light that so
  /// many need; zero where one is too many.
  package func mostWavelengthsUnderCap() throws(PhotonicLinkError) -> Int {
    // The level never falls as wavelengths are added, so that of one bounds the count.
    let one = try required(wavelengths: 1)
    let bound = Watts(of: nonlinearityCap) / Watts(of: one)
    var low = 0
    var high = Int(min(bound.rounded(.down), Double(Int32.max))) + 1
    while low + 1 < high {
      let middle = low + (high - low) / 2
      // Crosstalk of so many may close the eye, which is too many as well.
      let level = try? required(wavelengths: middle)
      if let level, Watts(of: level) * Double(middle) <= Watts(of: nonlinearityCap) {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }
}
