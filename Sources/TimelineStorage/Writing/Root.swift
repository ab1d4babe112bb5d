// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

extension HDF5Object {
  /// Attributes of the file as a whole.
  func writeRoot(title: String, provenance: Provenance, time: String) throws(HDF5Error) {
    let program = "\(provenance.program) \(provenance.version)"
    try setAttribute("NX_class", "NXroot")
    try setAttribute("default", Layout.timeline)
    try setAttribute("Conventions", "CF-1.11")
    try setAttribute("title", title)
    try setAttribute(
      "history", "simulated and written by \(program); the command is /provenance/command_line")
    try setAttribute("source", "\(program), commit \(provenance.gitCommit)")
    try setAttribute("creator", program)
    try setAttribute("file_time", time)
    try setAttribute("format_name", Layout.formatName)
    try setAttribute("format_version", Layout.formatVersion)
  }

  /// `/provenance`: one dataset a field.
  func write(_ provenance: Provenance) throws(HDF5Error) {
    let group = try createGroup(Layout.provenance, nexusClass: "NXcollection")
    try group.writeScalar("program", provenance.program, longName: "program")
    try group.writeScalar("version", provenance.version, longName: "version of the program")
    try group.writeScalar(
      "git_commit", provenance.gitCommit, longName: "commit of the checkout that it ran from")
    let dirty = try group.write(
      "git_dirty", [provenance.gitDirty ? 1 : 0] as [Int8], shape: [],
      DatasetText("whether the checkout had changes that were not committed", units: "1"))
    try dirty.setAttribute("flag_values", [0, 1] as [Int8])
    try dirty.setAttribute("flag_meanings", "clean dirty")
    try group.writeScalar("command_line", provenance.commandLine, longName: "command as given")
    try group.writeScalar("host_platform", provenance.hostPlatform, longName: "machine it ran on")
    try group.writeScalar(
      "config_resolved", provenance.configResolved,
      longName: "scenario with every include and override applied, as YAML")
    try group.writeScalar("seed", provenance.seed, DatasetText("seed of the run", units: "1"))
    try group.writeScalar("start_time", provenance.startTime, longName: "start of the run, UTC")
    let scale = try group.writeIndex("input", count: provenance.inputs.count, "input file")
    let paths = try group.write(
      "input_path", provenance.inputs.map(\.path), longName: "path of the input file")
    try paths.attach(scale)
    let digests = try group.write(
      "input_sha256", provenance.inputs.map(\.sha256), longName: "SHA-256 of the input file")
    try digests.attach(scale)
  }
}
