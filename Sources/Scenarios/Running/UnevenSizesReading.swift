// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Quantities
import Workloads

extension UnevenSizes {
  /// Reads sizes with commas between: one line, or for an all-to-all one line a member.
  ///
  /// Each is `64MiB`, `1 GB` or a bare number of bytes. Lines may end in CR LF.
  ///
  /// - Throws: `InputError` that names the file, the line and the field.
  package init(file path: String, ofKindNamed name: String) throws {
    let kind = try CollectiveNames.kind(named: name)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError("\(path): cannot be read: no such file, or no permission")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw InputError("\(path): is not UTF-8 text")
    }
    do { try self.init(text: text, of: kind) } catch { throw InputError("\(path):\(error)") }
  }

  /// Reads sizes of a command line.
  ///
  /// - Throws: `InputError` for one that cannot be read, or sizes that do not fit the kind.
  package init(list: String, ofKindNamed name: String) throws(InputError) {
    let kind = try CollectiveNames.kind(named: name)
    guard kind != .allToAll else {
      throw InputError(
        "an all-to-all has a size for each pair: give --sizes-file FILE with a line a member")
    }
    do { try self.init([try Self.sizes(list)], of: kind) } catch {
      throw InputError("--sizes: \(error)")
    }
  }

  init(text: String, of kind: CollectiveKind) throws(InputError) {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    while lines.last?.isEmpty == true { lines.removeLast() }
    var rows: [[Bytes]] = []
    for (number, line) in lines.enumerated() {
      do throws(InputError) { rows.append(try Self.sizes(line)) } catch {
        throw InputError("\(number + 1): \(error)")
      }
    }
    // A member a line is as readable as all on one.
    if kind != .allToAll, rows.count > 1, rows.allSatisfy({ $0.count == 1 }) {
      rows = [rows.flatMap { $0 }]
    }
    do { try self.init(rows, of: kind) } catch { throw InputError(" \(error)") }
  }

  /// Sizes with commas between.
  ///
  /// - Throws: `InputError` for one that cannot be read.
  static func sizes(_ text: some StringProtocol) throws(InputError) -> [Bytes] {
    var sizes: [Bytes] = []
    for field in text.split(separator: ",", omittingEmptySubsequences: false) {
      var word = field[...]
      while word.first?.isWhitespace == true { word = word.dropFirst() }
      while word.last?.isWhitespace == true { word = word.dropLast() }
      if let count = Int(word), count >= 0 {
        sizes.append(.bytes(Double(count)))
      } else {
        do { sizes.append(try Bytes(parsing: String(word))) } catch { throw InputError("\(error)") }
      }
    }
    return sizes
  }
}
