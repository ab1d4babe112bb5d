// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TimelineStorage
import Timelines

extension Runner {
  /// Everything needed to run a job again and to see what changed.
  func provenance(of job: Job) throws -> Provenance {
    let around = [Bundle.main.executablePath.map(DataRoot.folder), root?.path]
    let states = around.compactMap { $0 }.map(CheckoutState.init(around:))
    let state = states.first { $0.commit != "unknown" }
    var inputs: [Provenance.Input] = []
    for file in job.files + job.options.choices.files(job.protocols)
    where !inputs.contains(where: { $0.path == recorded(file) }) {
      let digest = try FileDigest.sha256(ofFileAt: file)
      inputs.append(Provenance.Input(path: recorded(file), sha256: digest))
    }
    return Provenance(
      program: "heliograph", version: HeliographVersion.current,
      gitCommit: state?.commit ?? "unknown", gitDirty: state?.isDirty ?? false,
      commandLine: invocation.commandLine, hostPlatform: invocation.platform,
      configResolved: job.resolved, seed: 0, startTime: invocation.startTime, inputs: inputs)
  }

  /// A path below the data root without the root: the same text in every checkout.
  private func recorded(_ file: String) -> String {
    guard let root else { return file }
    let absolute = DataRoot.absolute(file, from: FileManager.default.currentDirectoryPath)
    let prefix = root.path + "/"
    return absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.count)) : file
  }
}
