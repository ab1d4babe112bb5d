// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities

extension RecordShape {
  /// The JSON Schema (2020-12) of the kind's files, for editors and for checks without this
  /// program; keys sorted.
  package var schema: String {
    let own: [RecordKey] =
      [.required("name", .text, "the file's name"), .required("title", .text, "what it is")] + keys
    var schema = Self.object(own, choices)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Heliograph: \(kind)"
    schema["$defs"] = ["figure": Self.figure]
    // Every value is a string, a number, a Boolean, a list or a dictionary of those.
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    else { preconditionFailure("the schema of \(kind) is no JSON") }
    return String(decoding: data, as: UTF8.self)
  }

  private static func object(_ keys: [RecordKey], _ choices: [RecordChoice]) -> [String: Any] {
    var properties: [String: Any] = [:]
    for key in keys {
      var form = schema(of: key.form)
      form["description"] = key.meaning
      properties[key.name] = form
    }
    var object: [String: Any] = [
      "type": "object", "additionalProperties": false, "properties": properties,
      "required": keys.filter(\.isRequired).map(\.name),
    ]
    if !choices.isEmpty { object["allOf"] = choices.map { ["oneOf": options(of: $0)] } }
    return object
  }

  /// Each option with its keys and without those of the others.
  private static func options(of choice: RecordChoice) -> [[String: Any]] {
    choice.options.map { option in
      let others = choice.keys.filter { !option.allows($0) }
      return [
        "required": option.required,
        "properties": Dictionary(uniqueKeysWithValues: others.map { ($0, false) }),
      ]
    }
  }

  private static func schema(of form: RecordForm) -> [String: Any] {
    switch form {
    // YAML reads an unquoted 5 as a number, and a record may be named so.
    case .text, .record: ["type": "string", "minLength": 1]
    case .choice(let names): ["enum": names]
    case .value(let unit): value(unit)
    case .components:
      [
        "type": "array", "minItems": 1, "uniqueItems": true,
        "items": ["enum": EnergyComponent.allCases.map(\.rawValue)],
      ]
    case .figure(let unit, let scope): figure(unit, scope, [:])
    case .figures(let unit, let scope): ["type": "array", "items": figure(unit, scope, [:])]
    case .spectrum(let unit):
      [
        "type": "array",
        "items": figure(
          unit, .plain, ["frequency": value(.quantity(FrequencyDimension.self))]),
      ]
    case .mapping(let keys, let choices): object(keys, choices)
    case .list(let keys, let choices): ["type": "array", "items": object(keys, choices)]
    }
  }

  /// What every figure has beside its value.
  private static var figure: [String: Any] {
    [
      "type": "object",
      "properties": [
        "year": ["type": "integer", "minimum": 1900, "maximum": 2100],
        "boundary": ["type": "string", "minLength": 1, "description": "what was measured"],
        "kind": ["type": "string", "minLength": 1, "description": "such as datasheet, measured"],
        "grade": [
          "enum": Grade.allCases.map(\.rawValue),
          "description": "A primary, B vendor, C weak secondary, M not verified",
        ],
        "source": ["type": "string", "minLength": 1], "notes": ["type": "string"],
      ],
      "required": ["value", "year", "boundary", "kind", "grade", "source"],
    ]
  }

  private static func figure(
    _ unit: FigureUnit, _ scope: FigureScope, _ others: [String: Any]
  ) -> [String: Any] {
    var properties = others
    for key in ["value", "low", "high"] { properties[key] = value(unit) }
    var required = others.keys.sorted()
    if scope == .energy {
      properties["includes"] = schema(of: .components)
      required.append("includes")
    }
    return [
      "$ref": "#/$defs/figure", "properties": properties, "required": required,
      "unevaluatedProperties": false,
    ]
  }

  private static func value(_ unit: FigureUnit) -> [String: Any] {
    switch unit {
    case .count(let range):
      return ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
    case .number(let range):
      return ["type": "number", "minimum": range.lowerBound, "maximum": range.upperBound]
    case .quantity(let dimension, let isSigned):
      let units = dimension.units.map { NSRegularExpression.escapedPattern(for: $0.symbol) }
      let sign = isSigned ? "[+-]?" : "\\+?"
      return [
        "type": "string", "description": dimension.noun,
        "pattern": "^\(sign)[0-9][0-9.]*([eE][+-]?[0-9]+)? *(\(units.joined(separator: "|")))"
          + "( (one way|each way|both ways))?$",
      ]
    }
  }
}
