// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// The way of a bit for programs.
enum RouteJSON {
  static func value(_ route: Explanation.Route) -> JSONValue {
    .object([
      "from": .string(route.from), "to": .string(route.to),
      "stages": .array(route.stages.map(stage)),
      "switches_passed": .number(route.switchesPassed),
      "links_J_per_bit": ExplanationJSON.amount(route.links),
      "counted_J_per_bit": ExplanationJSON.amount(route.counted),
      "devices_J_per_bit": ExplanationJSON.amount(route.devices),
      "total_J_per_bit": ExplanationJSON.amount(route.total),
      "latency_s": ExplanationJSON.amount(route.latency),
      "message_overhead_s": .number(route.overhead.value),
      "weakest_grade": .string(route.grade),
      "drivers": .array(
        route.drivers.map { driver in
          .object([
            "figure": .string(driver.figure), "grade": .string(driver.grade),
            "at_low_J_per_bit": .number(driver.atLow.value),
            "at_high_J_per_bit": .number(driver.atHigh.value),
          ])
        }),
    ])
  }

  private static func stage(_ stage: Explanation.Route.Stage) -> JSONValue {
    .object([
      "depth": .integer(stage.depth), "domain": .string(stage.domain),
      "technology": .string(stage.technology), "share": .number(stage.share),
      "links": .array(
        stage.hops.map { hop in
          .object([
            "from": .string(hop.from), "to": .string(hop.to), "share": .number(hop.share),
          ])
        }),
      "lines": .array(stage.lines.map(line)), "devices": .array(stage.devices.map(line)),
      "latency_s": ExplanationJSON.amount(stage.latency),
      "latency_parts": .array(
        stage.delays.map { delay in
          .object([
            "name": .string(delay.name), "time_s": ExplanationJSON.amount(delay.time),
          ])
        }),
    ])
  }

  private static func line(_ line: Explanation.Route.Line) -> JSONValue {
    .object([
      "figure": .string(line.figure), "place": .string(line.place),
      "includes": .array(line.includes.map(JSONValue.string)),
      "static": .boolean(line.isStatic), "counted": .boolean(line.isCounted),
      "added": .boolean(line.isAdded), "in": JSONValue(line.owner),
      "energy_J_per_bit": ExplanationJSON.amount(line.energy),
    ])
  }
}
