// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#ifndef HELIOGRAPH_CZLIB_SHIM_H
#define HELIOGRAPH_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 and deflateInit2 are macros, which Swift cannot see.

/// Prepares `stream` to read the gzip format. Returns zlib's status.
static inline int heliograph_inflate_gzip_init(z_stream *stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}

/// Prepares `stream` to write the gzip format at zlib's default level. Returns zlib's status.
static inline int heliograph_deflate_gzip_init(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8,
                      Z_DEFAULT_STRATEGY);
}

#endif
