// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Technologies with round numbers, as the files of a test's own catalogue.
package enum RoundRecords {
  /// An accelerator "board" with four ports for the link "wire".
  ///
  /// - Parameter includes: what its power covers, as YAML.
  /// - Returns: the text of its record.
  package static func board(includes: String) -> String {
    let scope = "boundary: b, includes: \(includes), grade: A, source: a test"
    return """
      name: board
      title: a board
      power:
        computing: {value: 100 W, \(scope)}
        communicating: {value: 50 W, \(scope)}
        waiting: {value: 40 W, \(scope)}
        idle: {value: 10 W, \(scope)}
      peak: {bf16: {value: 100 TFLOP/s, grade: A, source: a test}}
      memory:
        capacity: {value: 80 GB, grade: A, source: a test}
        bandwidth: {value: 1 TB/s, grade: A, source: a test}
      ports: [{link: wire, count: {value: 4, grade: A, source: a test}}]
      """
  }

  /// An accelerator "slab": half as fast as the board in computing, a third of it in memory, twice
  /// its power, with four ports for the link "wire".
  ///
  /// - Parameter includes: what its power covers, as YAML.
  /// - Returns: the text of its record.
  package static func slab(includes: String) -> String {
    let scope = "boundary: b, includes: \(includes), grade: A, source: a test"
    return """
      name: slab
      title: a slab
      power:
        computing: {value: 200 W, \(scope)}
        communicating: {value: 100 W, \(scope)}
        waiting: {value: 80 W, \(scope)}
        idle: {value: 20 W, \(scope)}
      peak: {bf16: {value: 50 TFLOP/s, grade: A, source: a test}}
      memory:
        capacity: {value: 40 GB, grade: A, source: a test}
        bandwidth: {value: 0.333 TB/s, grade: A, source: a test}
      ports: [{link: wire, count: {value: 4, grade: A, source: a test}}]
      """
  }

  /// A switch "hub" of eight ports.
  ///
  /// - Parameter includes: what its power covers, as YAML.
  /// - Returns: the text of its record.
  package static func hub(includes: String) -> String {
    """
    name: hub
    title: a switch
    ports: {value: 8, grade: A, source: a test}
    throughput: {value: 800 Gb/s, grade: A, source: a test}
    latency: {value: 200 ns, grade: A, source: a test}
    power: {value: 30 W, boundary: b, includes: \(includes), grade: A, source: a test}
    """
  }
}
