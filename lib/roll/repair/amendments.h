/*
 * amendments: records that come beside the day's results: new ones, those that
 * replace an open item (replaces=ID), and answers of others (reply=NAME).
 */
#ifndef AMENDMENTS_H
#define AMENDMENTS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "roll/legs/leg_id.h"
#include "stream/stream_in.h"

/* Why one is not rolled. */
enum amendment_use {
	AMENDMENT_ROLLED,
	AMENDMENT_KNOWN, /* its reply was known before */
	AMENDMENT_LATE,  /* what it would replace was closed before */
};

struct amendment {
	struct span line;            /* the record; its DATE is there */
	struct span replaces, reply; /* values; no bytes where it has none */
	enum amendment_use use;
	char id[LEG_ID];  /* of the leg it becomes, by amendments_name */
	const char *file; /* borrowed */
	uint64_t at;      /* its line there */
};

/* Cleared with {0}, released with amendments_free. */
struct amendments {
	struct amendment *of; /* owned */
	size_t n, cap;
	struct arena arena;
};

/* Adds the records of a stream, in any order, read to its end; those without a
 * DATE get today's. -1, told with its place, ST_DATA for a replaces= that is
 * no id, and for a replaces= or reply= that is empty or there twice. */
int amendments_read(
    struct amendments *, struct stream_in *, int32_t today, struct err *);

/* Puts them in the order of their KEYs, and lets one that comes twice with
 * one reply= count once. */
void amendments_arrange(struct amendments *);

/* Gives ids to those that are rolled, which were arranged: they are known before
 * any of them is rolled. */
void amendments_name(struct amendments *, int32_t today);

/* Adds to b the open line of a result stream that one comes to, without LF,
 * and sets *r to it. */
int amendment_format(
    const struct amendment *, struct buf *b, struct result *r, struct err *);

/* Its KEY. */
struct span amendment_key(const struct amendment *);

void amendments_free(struct amendments *);

#endif
