/*
 * attempt_values: the small files of an attempt's directory, recon-attempt(7):
 * a value a line, NAME TAB VALUE, escaped as in recon-record(5). Each ends with
 * the line "end", so that one that is cut is known.
 */
#ifndef ATTEMPT_VALUES_H
#define ATTEMPT_VALUES_H

#include "base/buf.h"

enum {
	ATTEMPT_FILE_MAX = 1 << 24, /* bytes that are read */
	ATTEMPT_FILE_MODE = 0600
};

enum attempt_file {
	ATTEMPT_ABSENT,
	ATTEMPT_WHOLE,
	ATTEMPT_DAMAGED, /* it is there and is not read: cut, or none of ours */
};

/* What the file is once it was read. */
struct attempt_values {
	struct buf text;  /* owned */
	size_t at;        /* where the next line begins */
	struct buf value; /* owned: of the line that was read last */
};

void attempt_values_add(struct buf *, const char *name, struct span value);
void attempt_values_count(struct buf *, const char *name, uint64_t);
void attempt_values_end(struct buf *);

/* Reads the file of that name in the directory, an open one. */
enum attempt_file attempt_values_read(
    struct attempt_values *, int dir, const char *name);

/* The next line; both die with the one behind it. False at the end. */
bool attempt_values_next(
    struct attempt_values *, struct span *name, struct span *value);

/* A value that is a count; 0 where it is none, as one that is not known. */
uint64_t attempt_values_number(struct span);

void attempt_values_free(struct attempt_values *);

/*
 * The text becomes the file of that name, in place of any other: written
 * beside it and renamed. -1, errno says why. Neither the bytes nor the name
 * need be on the disk.
 */
int attempt_values_write(int dir, const char *name, struct span text);

/* Brings what the descriptor is of to the disk, where its file system can. -1,
 * errno says why. */
int attempt_sync(int fd);

#endif
