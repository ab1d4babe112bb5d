// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TimelineStorage
import Traffic
import Training
import Workloads

/// Whose fault an error is.
package enum Failure {
  /// Whether what the person gave cannot be used: a file, a value, a combination. Everything else
  /// is a simulation that failed.
  package static func isOfTheInput(_ error: any Error) -> Bool {
    switch error {
    case is DocumentError, is InputError, is QuantityError, is LoweringError, is ProgramError,
      is TraceError, is ClusterError, is PlanError, is StoredTimelineError, is FileDigestError:
      true
    default: false
    }
  }
}
