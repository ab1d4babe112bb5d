// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Time to move data at a rate.
@inlinable
public func / (data: Bytes, rate: BitsPerSecond) -> Seconds {
  Seconds(rawValue: data.bits / rate.rawValue)
}

/// Mean rate of data moved in a time.
@inlinable
public func / (data: Bytes, time: Seconds) -> BitsPerSecond {
  BitsPerSecond(rawValue: data.bits / time.rawValue)
}

/// Data moved at a rate during a time.
@inlinable
public func * (rate: BitsPerSecond, time: Seconds) -> Bytes {
  Bytes(rawValue: rate.bytesPerSecond * time.rawValue)
}

@inlinable
public func * (power: Watts, time: Seconds) -> Joules {
  Joules(rawValue: power.rawValue * time.rawValue)
}

/// Mean power of an energy spent in a time.
@inlinable
public func / (energy: Joules, time: Seconds) -> Watts {
  Watts(rawValue: energy.rawValue / time.rawValue)
}

@inlinable
public func * (energy: JoulesPerBit, data: Bytes) -> Joules {
  Joules(rawValue: energy.rawValue * data.bits)
}

@inlinable
public func / (energy: Joules, data: Bytes) -> JoulesPerBit {
  JoulesPerBit(rawValue: energy.rawValue / data.bits)
}

/// Power of moving data at a rate.
@inlinable
public func * (energy: JoulesPerBit, rate: BitsPerSecond) -> Watts {
  Watts(rawValue: energy.rawValue * rate.rawValue)
}

/// Energy per bit of a device that draws `power` whatever it carries, at full rate.
@inlinable
public func / (power: Watts, rate: BitsPerSecond) -> JoulesPerBit {
  JoulesPerBit(rawValue: power.rawValue / rate.rawValue)
}

/// Time of flight.
@inlinable
public func * (delay: SecondsPerMetre, length: Metres) -> Seconds {
  Seconds(rawValue: delay.rawValue * length.rawValue)
}

/// Time to do work at a speed.
@inlinable
public func / (work: Operations, speed: OperationsPerSecond) -> Seconds {
  Seconds(rawValue: work.rawValue / speed.rawValue)
}

@inlinable
public func / (work: Operations, time: Seconds) -> OperationsPerSecond {
  OperationsPerSecond(rawValue: work.rawValue / time.rawValue)
}

/// Loss of a run.
@inlinable
public func * (loss: DecibelsPerMetre, length: Metres) -> Decibels {
  Decibels(rawValue: loss.rawValue * length.rawValue)
}

/// The run that a loss allows.
@inlinable
public func / (loss: Decibels, byLength: DecibelsPerMetre) -> Metres {
  Metres(rawValue: loss.rawValue / byLength.rawValue)
}

/// Power to hold a shift of frequency.
@inlinable
public func / (shift: Hertz, tuning: HertzPerWatt) -> Watts {
  Watts(rawValue: shift.rawValue / tuning.rawValue)
}

/// Shift of frequency by a heater's power.
@inlinable
public func * (shift: HertzPerKelvin, heating: KelvinPerWatt) -> HertzPerWatt {
  HertzPerWatt(rawValue: shift.rawValue * heating.rawValue)
}
