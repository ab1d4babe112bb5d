// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a kind of record holds: one table from which files are read, explained and described to
/// editors.
package struct RecordShape: Sendable {
  /// As people say it, such as "circuit switch".
  package var kind: String
  /// Below a folder of technologies.
  package var folder: String
  /// Beside `name` and `title`.
  package var keys: [RecordKey]
  /// Keys of these that stand for each other.
  package var choices: [RecordChoice] = []
  package var needs: [RecordNeed] = []
}

/// One key of a record.
package struct RecordKey: Sendable {
  package var name: String
  package var form: RecordForm
  package var isRequired: Bool
  /// What it means, for editors and for `explain`.
  package var meaning: String

  static func required(_ name: String, _ form: RecordForm, _ meaning: String) -> RecordKey {
    RecordKey(name: name, form: form, isRequired: true, meaning: meaning)
  }

  /// What one costs, where a public source says it.
  static func price(_ meaning: String) -> RecordKey {
    optional("price", .of(MoneyDimension.self), meaning)
  }

  static func optional(_ name: String, _ form: RecordForm, _ meaning: String) -> RecordKey {
    RecordKey(name: name, form: form, isRequired: false, meaning: meaning)
  }
}

/// What stands under a key.
package indirect enum RecordForm: Sendable {
  case text
  case choice([String])
  /// A value that tells entries apart and is no claim: no source stands beside it.
  case value(FigureUnit)
  /// The name of a record of one of these folders.
  case record([String])
  case figure(FigureUnit, FigureScope)
  /// A list of figures.
  case figures(FigureUnit, FigureScope)
  /// A list of figures, each at a frequency.
  case spectrum(FigureUnit)
  /// Components of the closed vocabulary.
  case components
  case mapping([RecordKey], choices: [RecordChoice] = [])
  /// A list of mappings.
  case list([RecordKey], choices: [RecordChoice] = [])

  static func of(_ dimension: any Dimension.Type, isSigned: Bool = false) -> RecordForm {
    .figure(.quantity(dimension, isSigned: isSigned), .plain)
  }

  static func power(_ dimension: any Dimension.Type) -> RecordForm {
    .figure(.quantity(dimension), .energy)
  }

  static func powers(_ dimension: any Dimension.Type) -> RecordForm {
    .figures(.quantity(dimension), .energy)
  }
}
