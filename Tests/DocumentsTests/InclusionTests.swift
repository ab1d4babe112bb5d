// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Quantities
import Testing

@Suite struct `Including a document` {
  @Test func `own keys override included ones, mapping by mapping`() throws {
    try withFiles([
      "base.yaml": "name: base\nlink: {rate: 400 Gb/s, latency: 1 us}\nsizes: [1, 2]\npue: 1.2\n",
      "own.yaml": "include: base.yaml\nname: own\nlink: {rate: 800 Gb/s}\nsizes: [3]\npue: ~\n",
    ]) { folder in
      let document = try Document(path: "\(folder)/own.yaml")
      #expect(
        document.root.flowText
          == "{name: own, link: {rate: 800 Gb/s, latency: 1 us}, sizes: [3], pue: null}")
      #expect(document.files == ["\(folder)/own.yaml", "\(folder)/base.yaml"])
    }
  }

  @Test func `an included file includes in its own folder`() throws {
    try withFiles([
      "a.yaml": "include: parts/b.yaml\na: 1\n",
      "parts/b.yaml": "include: c.yaml\nb: 2\n",
      "parts/c.yaml": "include: ../d.yaml\nc: 3\n",
      "d.yaml": "d: 4\na: 0\nb: 0\nc: 0\n",
    ]) { folder in
      let document = try Document(path: "\(folder)/a.yaml")
      #expect(document.root.flowText == "{d: 4, a: 1, b: 2, c: 3}")
      #expect(document.files.count == 4)
    }
  }

  @Test func `a cycle is refused however its files are spelled`() throws {
    try withFiles([
      "a.yaml": "include: ./x/../b.yaml\n",
      "b.yaml": "\ninclude: x/../a.yaml\n",
      "x/keep": "",
      "self.yaml": "include: ./self.yaml\n",
    ]) { folder in
      let error = #expect(throws: DocumentError.self) { try Document(path: "\(folder)/a.yaml") }
      #expect(error?.problem.contains("includes itself: ") == true)
      #expect(error?.line == 2)
      #expect(throws: DocumentError.self) { try Document(path: "\(folder)/self.yaml") }
    }
  }

  @Test func `a missing file is blamed on the line that asks for it`() throws {
    try withFiles(["a.yaml": "a: 1\ninclude: gone.yaml\n"]) { folder in
      let error = #expect(throws: DocumentError.self) { try Document(path: "\(folder)/a.yaml") }
      #expect(
        error?.description
          == "\(folder)/a.yaml:2: include: \"\(folder)/gone.yaml\": cannot be read: no such file")
      let missing = #expect(throws: DocumentError.self) { try Document(path: "\(folder)/gone") }
      #expect(missing?.description == "\(folder)/gone: cannot be read: no such file")
      let isFolder = #expect(throws: DocumentError.self) { try Document(path: folder) }
      #expect(isFolder?.description == "\(folder): cannot be read: it is a folder")
    }
  }

  @Test func `only a mapping can be included`() throws {
    try withFiles(["a.yaml": "include: b.yaml\n", "b.yaml": "[1, 2]\n"]) { folder in
      let error = #expect(throws: DocumentError.self) { try Document(path: "\(folder)/a.yaml") }
      #expect(error?.line == 1)
      #expect(error?.problem.hasSuffix("is a list, and only a mapping can be included") == true)
    }
  }

  @Test(arguments: ["include: [a.yaml]", "include: ", "include: {a: b}"])
  func `an include names one file`(text: String) throws {
    try withFiles(["a.yaml": text]) { folder in
      let error = #expect(throws: DocumentError.self) { try Document(path: "\(folder)/a.yaml") }
      #expect(error?.description.contains("a.yaml:1: include: expected a text, found ") == true)
    }
  }

  @Test func `a stray key is blamed on the file that has it`() throws {
    try withFiles([
      "base.yaml": "name: base\n\nlink:\n  rate: 1 Gb/s\n  colour: red\n",
      "own.yaml": "include: base.yaml\nlink:\n  rate: 2 Gb/s\n",
    ]) { folder in
      var reader = try Document(path: "\(folder)/own.yaml").root.mapping()
      var link = try reader.required("link").mapping()
      _ = try link.quantity("rate", BitsPerSecond.self)
      let error = #expect(throws: DocumentError.self) { try link.finish() }
      #expect(
        error?.description.hasPrefix("\(folder)/base.yaml:5: link.colour: unknown key") == true)
    }
  }

  @Test func `a relative path stays relative in messages`() throws {
    let error = #expect(throws: DocumentError.self) {
      try Document(path: "no-such-folder/pod.yaml")
    }
    #expect(error?.description == "no-such-folder/pod.yaml: cannot be read: no such file")
  }
}
