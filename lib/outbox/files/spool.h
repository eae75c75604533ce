/*
 * spool: the file of the events that one run adds, RUN.events of recon-outbox(5).
 *
 * It appears whole and is never changed: a header, the events and the ids that
 * are remembered with them, and the end with their number and the digest of all
 * lines above. A file that does not agree with its end is bad data.
 */
#ifndef SPOOL_H
#define SPOOL_H

#include "base/buf.h"
#include "event/event_id.h"
#include "io/lines.h"
#include "io/output.h"
#include "outbox/files/outbox_kind.h"

/* One that is read. Cleared by spool_open. */
struct spool {
	struct lines lines;
	struct buf book; /* owned: what the events are of */
	int64_t added_s; /* when the run added them, since 1970 */
	uint64_t offset; /* of the next line, bytes */
	uint64_t digest; /* of the lines so far */
	uint32_t n;      /* events so far */
	struct buf key;  /* owned: of the last event */
};

struct spool_item {
	bool is_event; /* else an id remembered with the event above: only
			     * that is set */
	struct event_id id;
	enum outbox_kind kind;
	uint32_t n;       /* it is the n-th event, from 1 */
	uint64_t offset;  /* of its line, bytes */
	struct span key;  /* unescaped; lives until the next event is read */
	struct span json; /* lives until the next line is read */
};

/* path must live until spool_close. On -1, told, there is nothing to close;
 * ST_DATA where it does not begin as it should. */
int spool_open(struct spool *, const char *path, struct err *);

/* 1 with the next item; 0 at the end, which agrees with what was read; -1,
 * told, ST_DATA where the file was cut or changed. */
int spool_next(struct spool *, struct spool_item *, struct err *);

void spool_close(struct spool *);

/* Reads a line again that spool_next found at item->offset, into *line; the
 * item's spans, but for the key, point there, and the key into *key. */
int spool_read_at(const char *path, struct spool_item *item, struct buf *line,
    struct buf *key, struct err *);

/* One that is written. */
struct spool_out {
	struct output out;
	struct buf line; /* owned */
	uint64_t digest; /* of the lines so far */
	uint32_t n;      /* events so far */
};

/* On -1 there is nothing to commit or abandon. */
int spool_out_open(struct spool_out *, const char *path, struct span book,
    int64_t added_s, struct err *);
void spool_out_event(struct spool_out *, enum outbox_kind,
    const struct event_id *, struct span key, struct span json);
void spool_out_member(struct spool_out *, const struct event_id *);

/* The file appears, on the disk. Either way the spool_out is gone. */
int spool_out_commit(struct spool_out *, struct err *);
void spool_out_abandon(struct spool_out *);

#endif
