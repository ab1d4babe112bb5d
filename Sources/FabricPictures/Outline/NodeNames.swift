// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is in the names of nodes.
enum NodeNames {
  /// Without the domain: "leaf3" of "scale-out.leaf3".
  static func short(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// Without the number too: "leaf".
  static func role(of name: String) -> String {
    let short = short(name)
    var role = Substring(short)
    while let last = role.last, last.isNumber || last == "-" || last == "_" { role.removeLast() }
    return role.isEmpty ? short : String(role)
  }
}
