/*
 * id_file: ids that are remembered, RUN.ids of recon-outbox(5): lines of 32
 * digits, a blank and the date of the run, in their order, each of the same
 * length, so that one is found by halves, by us and by look(1).
 */
#ifndef ID_FILE_H
#define ID_FILE_H

#include "base/err.h"
#include "event/event_id.h"
#include "outbox/files/id_store.h"
#include "value/time/date.h"

enum { ID_LINE = EVENT_ID_TEXT + 1 + DATE_LEN + 1 }; /* bytes, with its LF */

/* One that is looked into. */
struct id_file {
	char *path; /* owned */
	char *text; /* mapped, or NULL where it is empty */
	size_t n;   /* lines */
};

/* ST_DATA where it is no whole number of lines. path is copied. */
int id_file_open(struct id_file *, const char *path, struct err *);

/* 1, it is there; 0, it is not; -1, told: ST_DATA where a line that was looked
 * at is none. */
int id_file_has(const struct id_file *, const struct event_id *, struct err *);

void id_file_close(struct id_file *);

/* Writes ids of one day; the file appears, on the disk. */
int id_file_write(
    const char *path, const struct id_store *, int32_t day, struct err *);

/*
 * Writes the ids of n files, open, but for those of days before first_day, to
 * path, which may be one of theirs; of an id that is there several times the
 * newest day. The file appears, on the disk. ST_DATA where a line is none or
 * out of order.
 */
int id_file_merge(const char *path, const struct id_file *files, size_t n,
    int32_t first_day, struct err *);

#endif
