// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Keys of a mapping that stand for each other: those of exactly one option are written.
package struct RecordChoice: Sendable {
  package struct Option: Sendable {
    package var required: [String]
    /// Beside them, where the option is taken.
    package var optional: [String]

    static func keys(_ required: String..., optional: [String] = []) -> Option {
      Option(required: required, optional: optional)
    }

    func allows(_ key: String) -> Bool { required.contains(key) || optional.contains(key) }

    fileprivate var spelled: String { required.joined(separator: " with ") }
  }

  package var options: [Option]

  static func oneOf(_ options: Option...) -> RecordChoice { RecordChoice(options: options) }

  /// Every key of every option, once, in their order.
  package var keys: [String] {
    var keys: [String] = []
    for option in options {
      for key in option.required + option.optional where !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  /// What is wrong with the keys that a mapping has, in words; nil where one option is written.
  func problem(in written: [String]) -> String? {
    let own = keys.filter(written.contains)
    let taken = options.filter { option in
      option.required.allSatisfy(own.contains) && own.allSatisfy(option.allows)
    }
    guard taken.count != 1 else { return nil }
    let allowed = options.map(\.spelled).joined(separator: "; ")
    let found = own.isEmpty ? "none of them is here" : "here: \(own.joined(separator: ", "))"
    return "give exactly one of: \(allowed) (\(found))"
  }
}

/// A key that says nothing without another one elsewhere in the record.
package struct RecordNeed: Sendable {
  /// Key paths without the numbers of list elements, such as `penalties.intensity_noise`.
  package var key: String
  package var other: String

  /// What is missing, in words.
  func problem(in keyPaths: [String]) -> String? {
    guard let first = keyPaths.first(where: { Self.holds($0, key) }),
      !keyPaths.contains(where: { Self.holds($0, other) })
    else { return nil }
    return "\(first) needs \(other), which is missing"
  }

  private static func holds(_ keyPath: String, _ key: String) -> Bool {
    var plain = ""
    var isInside = false
    for character in keyPath {
      if character == "[" { isInside = true }
      if !isInside { plain.append(character) }
      if character == "]" { isInside = false }
    }
    return plain == key || plain.hasPrefix(key + ".")
  }
}
