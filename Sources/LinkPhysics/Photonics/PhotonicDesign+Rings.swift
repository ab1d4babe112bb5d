// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// The rings and the penalties of a record, each as it is given.
extension RecordValues {
  mutating func rings() throws(DeviceLinkError) -> RingBank? {
    guard has("rings") else { return nil }
    let range: Hertz
    if let radius = optional("rings.radius", Metres.self) {
      range = RingBank.freeSpectralRange(
        groupIndex: try number("rings.group_index"), radius: radius)
    } else {
      range = try quantity("rings.free_spectral_range")
    }
    return RingBank(
      freeSpectralRange: range, ringsPerWavelength: Int(try number("rings.per_wavelength")),
      tuning: try tuning())
  }

  private mutating func tuning() throws(DeviceLinkError) -> RingTuning {
    if has("rings.bit_reshuffled") { return .bitReshuffled(try efficiency("rings.bit_reshuffled")) }
    if has("rings.electrically_assisted") {
      return .electricallyAssisted(
        try efficiency("rings.electrically_assisted"),
        range: try quantity("rings.electrically_assisted.carrier_range"))
    }
    guard has("rings.heaters") else { return .stated(perRing: try quantity("rings.tuning")) }
    let key = "rings.heaters"
    let shift: HertzPerKelvin = try quantity("\(key).shift")
    let heating: KelvinPerWatt
    if let efficiency = optional("\(key).efficiency", HertzPerWatt.self) {
      heating = KelvinPerWatt(rawValue: efficiency.rawValue / shift.rawValue)
    } else {
      heating = try quantity("\(key).heating")
    }
    return .thermal(
      ThermalTuning(
        localSigma: try quantity("\(key).local_sigma"),
        systematicSigma: try quantity("\(key).systematic_sigma"),
        sigmas: try number("\(key).sigmas"),
        kelvinToHottest: try quantity("\(key).temperature_range", Kelvins.self).rawValue,
        shift: shift, heating: heating))
  }

  /// Of a heater, as stated or by way of the temperature.
  private mutating func efficiency(_ key: String) throws(DeviceLinkError) -> HertzPerWatt {
    if let stated = optional("\(key).efficiency", HertzPerWatt.self) { return stated }
    let shift: HertzPerKelvin = try quantity("\(key).shift")
    return shift * (try quantity("\(key).heating", KelvinPerWatt.self))
  }

  /// - Throws: `DeviceLinkError` where two penalties have one name.
  mutating func penalties(spacing: Hertz) throws(DeviceLinkError) -> [Penalty] {
    var penalties: [Penalty] = []
    var names: [String] = []
    for (name, index) in record.list("penalties", "name") {
      guard !names.contains(name) else {
        throw DeviceLinkError(
          "\(record.name): penalties[\(index)].name: \"\(name)\" is there already, and would be "
            + "counted twice")
      }
      names.append(name)
      penalties.append(try penalty("penalties[\(index)]", name, spacing))
    }
    return penalties
  }

  private mutating func penalty(
    _ key: String, _ name: String, _ spacing: Hertz
  ) throws(DeviceLinkError) -> Penalty {
    if has("\(key).modulator_crosstalk") {
      return .modulatorCrosstalk(
        transmission: try transmission("\(key).modulator_crosstalk", spacing))
    }
    if has("\(key).incoherent_crosstalk") {
      return try crosstalk(
        "\(key).incoherent_crosstalk", spacing,
        quality: try number("\(key).incoherent_crosstalk.quality"))
    }
    if has("\(key).coherent_crosstalk") {
      return try crosstalk("\(key).coherent_crosstalk", spacing, quality: nil)
    }
    if has("\(key).intensity_noise") {
      let key = "\(key).intensity_noise"
      return .intensityNoise(
        IntensityNoise(
          density: try quantity("laser.intensity_noise"),
          bandwidth: try quantity("\(key).bandwidth"), quality: try number("\(key).quality"),
          reference: record.text("\(key).reference") == "oma" ? .oma : .one))
    }
    return .stated(name: name, try quantity("\(key).size"))
  }

  private mutating func crosstalk(
    _ key: String, _ spacing: Hertz, quality: Double?
  ) throws(DeviceLinkError) -> Penalty {
    guard let power = optionalNumber("\(key).power") else {
      return .ringCrosstalk(try ring(key), spacing: spacing, quality: quality)
    }
    let ratio = LinearRatio(rawValue: power)
    return quality.map { .incoherentCrosstalk(power: ratio, quality: $0) }
      ?? .coherentCrosstalk(power: ratio)
  }

  private mutating func transmission(
    _ key: String, _ spacing: Hertz
  ) throws(DeviceLinkError) -> LinearRatio {
    if let stated = optionalNumber("\(key).transmission") { return LinearRatio(rawValue: stated) }
    let shift = optional("\(key).modulation_shift", Hertz.self) ?? .zero
    guard shift < spacing else {
      throw DeviceLinkError(
        "\(record.name): \(key).modulation_shift: \(shift) takes a ring onto its neighbour; it is "
          + "below the spacing of \(spacing)")
    }
    return try ring(key).transmission(
      detuning: spacing - shift, depth: try quantity("\(key).depth"))
  }

  private mutating func ring(_ key: String) throws(DeviceLinkError) -> RingCrosstalk {
    RingCrosstalk(
      quality: try number("\(key).ring_quality"), carrier: try quantity("\(key).carrier"))
  }
}
