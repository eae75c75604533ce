/*
 * world_out_file: what a command left in the directory of its attempt; within
 * the room.
 */
#ifndef WORLD_OUT_FILE_H
#define WORLD_OUT_FILE_H

#include "base/buf.h"
#include "base/err.h"

enum {
	WORLD_OUT_MAX = 64 << 20, /* bytes of outputs that are read */
	WORLD_OUTS_MAX = 1 << 20, /* outputs */
};

/* An output; both die when this returns. */
typedef void world_out_fn(void *arg, struct span name, struct span value);

/*
 * The file that RECON_OUT named, where it is there: lines NAME TAB VALUE, the
 * value escaped. ST_DATA at the first line that is none, behind those before it;
 * ST_FAIL where it cannot be read, or is no file.
 */
int world_out_file(const char *dir, world_out_fn *, void *arg, struct err *);

/* Adds the last line with anything in it of a file there, or the end of that
 * line; nothing where there is none. */
void world_last_line(const char *dir, const char *name, struct buf *);

#endif
