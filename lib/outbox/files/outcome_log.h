/*
 * outcome_log: the log of a target, lines of outcomes (outcome.h): read by
 * anybody, added to and rewritten by who holds send.lock.
 */
#ifndef OUTCOME_LOG_H
#define OUTCOME_LOG_H

#include "base/buf.h"
#include "base/err.h"
#include "outbox/files/outcome.h"

/* What is to become of a line when the log is rewritten. */
enum outcome_log_verdict {
	OUTCOME_KEEP,
	OUTCOME_DROP,
	OUTCOME_BAD, /* it is none, after all */
};

/* Judges a line that reads as an outcome, where it stands, and how many bytes it
 * has with its LF. */
typedef enum outcome_log_verdict outcome_log_fn(
    void *arg, const struct outcome *, uint64_t offset, uint64_t bytes);

/* What was read. */
struct outcome_log_sums {
	uint64_t bytes;
	uint64_t bad; /* lines that are none; a torn last one, too */
};

/* Calls fn with each line. A log that is not there is empty. */
int outcome_log_read(const char *path, outcome_log_fn *, void *arg,
    struct outcome_log_sums *, struct err *);

/*
 * Rewrites the log: lines that are to be kept, then more behind them. Those that
 * are none are added to the file bad_path, and on the disk there, first. The log
 * appears, on the disk, in place of the older one.
 */
int outcome_log_rewrite(const char *path, outcome_log_fn *, void *arg,
    struct span more, const char *bad_path, struct err *);

/* Reads the line at the offset again into *line, from a descriptor of the log.
 * ST_DATA where none is there. */
int outcome_log_line(
    int fd, uint64_t offset, struct buf *line, struct outcome *, struct err *);

enum {
	OUTCOME_LOG_UNSYNCED = 256, /* outcomes at most */
	OUTCOME_LOG_SYNC_MS = 100,  /* and so long */
};

/* One that is added to. */
struct outcome_log {
	char *path;        /* owned */
	int fd;            /* owned */
	uint64_t bytes;    /* of the file, all of them whole lines */
	struct buf told;   /* owned: not written yet */
	uint32_t n_told;   /* lines there */
	uint32_t unsynced; /* lines written and not synced */
	int64_t
	    written_ms; /* when the first of these was, clock_monotonic_ms */
};

/* Made where it is missing; it ends with a whole line. path is copied. */
int outcome_log_open(struct outcome_log *, const char *path, struct err *);

/* Returns how many bytes the line has. */
uint64_t outcome_log_tell(struct outcome_log *, const struct outcome *);

/* Writes what was told; syncs where that is due. On -1 what was told is kept,
 * and none of it stands in the file. */
int outcome_log_write(struct outcome_log *, struct err *);
int outcome_log_sync(struct outcome_log *, struct err *);

/* Milliseconds until a write would sync, or -1 where all is synced. */
int outcome_log_sync_ms(const struct outcome_log *);

/* What was told and is not written is lost. */
void outcome_log_close(struct outcome_log *);

#endif
