// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "CKernels.h"
