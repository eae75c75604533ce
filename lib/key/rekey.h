/*
 * rekey: records under another key, made of their own fields, and back under
 * their first one.
 *
 * The KEY that a record came with is carried as key0=; one that carries it
 * already keeps it. Nothing else of a record changes, so what goes back is the
 * line that came, byte for byte.
 */
#ifndef REKEY_H
#define REKEY_H

#include "key/recorder.h"

struct rekey {
	/* set by the caller; borrowed */
	struct recorder *recorder; /* how the key is made. Its columns are
				    * fields of a record: key, amount,
				    * currency, side, date, and names of what
				    * it carries */
	bool restore;              /* back to key0= instead */
	bool plain;                /* no control lines in */
	const char *unkeyed_name;  /* the file of records that lack a field,
				    * as they came; NULL: they are bad data */
	struct stream_out *out;

	/* told */
	uint64_t records;   /* that came, */
	uint64_t put_aside; /* and lack a field */

	/* private */
	struct stream_out unkeyed;
	struct total read; /* what came */
	struct buf *texts; /* owned: of keys that are parts of the key */
	struct buf key;    /* the new one */
};

/*
 * Reads the record streams of that many names to their ends and finishes both
 * outputs, so that both files appear or, on -1, none does; out is then for the
 * caller to abandon. ST_BROKEN: the records that came did not all go out, or
 * not with their amounts.
 */
int rekey_run(struct rekey *, char *const *names, int n,
    const struct stream_rules *, struct err *);

#endif
