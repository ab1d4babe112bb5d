// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Swift cannot see a C macro that calls a function, and HDF5 hides its types and property lists
// behind such macros. Each function here is one of them; the only logic is the error collector.
#pragma once
#include <hdf5.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <string.h>

// Types as they lie in the file: little-endian and of a stated width on every machine.
static inline hid_t hdf5_file_i8(void) { return H5T_STD_I8LE; }
static inline hid_t hdf5_file_i32(void) { return H5T_STD_I32LE; }
static inline hid_t hdf5_file_i64(void) { return H5T_STD_I64LE; }
static inline hid_t hdf5_file_u64(void) { return H5T_STD_U64LE; }
static inline hid_t hdf5_file_f32(void) { return H5T_IEEE_F32LE; }
static inline hid_t hdf5_file_f64(void) { return H5T_IEEE_F64LE; }

// Types as they lie in this machine's memory.
static inline hid_t hdf5_native_i8(void) { return H5T_NATIVE_INT8; }
static inline hid_t hdf5_native_i32(void) { return H5T_NATIVE_INT32; }
static inline hid_t hdf5_native_i64(void) { return H5T_NATIVE_INT64; }
static inline hid_t hdf5_native_u64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t hdf5_native_f32(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t hdf5_native_f64(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t hdf5_c_string(void) { return H5T_C_S1; }
static inline size_t hdf5_variable_length(void) { return H5T_VARIABLE; }

// Property list classes and the values that stand for "nothing special".
static inline hid_t hdf5_class_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t hdf5_class_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t hdf5_class_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t hdf5_class_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t hdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t hdf5_all(void) { return H5S_ALL; }
static inline hsize_t hdf5_unlimited(void) { return H5S_UNLIMITED; }
static inline unsigned hdf5_truncate(void) { return H5F_ACC_TRUNC; }
static inline unsigned hdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned hdf5_track_order(void) {
  return H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
}

// Automatic printing of errors, which is a setting of the calling thread.
struct hdf5_error_printing {
  H5E_auto2_t function;
  void *data;
};
static inline struct hdf5_error_printing hdf5_silence_errors(void) {
  struct hdf5_error_printing before = {NULL, NULL};
  H5Eget_auto2(H5E_DEFAULT, &before.function, &before.data);
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  return before;
}
static inline void hdf5_restore_errors(struct hdf5_error_printing before) {
  H5Eset_auto2(H5E_DEFAULT, before.function, before.data);
}

struct hdf5_error_text {
  char *buffer;
  size_t capacity;
  size_t length;
};
static inline herr_t hdf5_append_error(unsigned index, const H5E_error2_t *error, void *context) {
  struct hdf5_error_text *text = (struct hdf5_error_text *)context;
  if (text->length + 1 >= text->capacity) return 0;
  int written = snprintf(
      text->buffer + text->length, text->capacity - text->length, "%s%s: %s", index ? "\n" : "",
      error->func_name ? error->func_name : "?", error->desc ? error->desc : "no description");
  if (written < 0) return 0;
  size_t room = text->capacity - text->length - 1;
  size_t kept = (size_t)written < room ? (size_t)written : room;
  // A description may have lines of its own; only the first character can end an entry's line.
  for (size_t i = 1; i < kept; i++)
    if (text->buffer[text->length + i] == '\n') text->buffer[text->length + i] = ' ';
  text->length += kept;
  return 0;
}

/// Writes the calling thread's error stack to `buffer`, one line an entry, from the call that was
/// made down to its cause, and clears the stack. The text ends with a NUL, cut where it is longer
/// than `capacity`.
static inline void hdf5_take_error_stack(char *buffer, size_t capacity) {
  struct hdf5_error_text text = {buffer, capacity, 0};
  if (capacity > 0) buffer[0] = 0;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, hdf5_append_error, &text);
  H5Eclear2(H5E_DEFAULT);
}
