// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Each kernel again in the plainest Swift: what the compiled ones must agree with to the last bit.
public enum Reference {}
