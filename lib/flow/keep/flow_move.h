/*
 * flow_move: a store taken elsewhere, whole: from a directory to a server, where
 * several can work on it, and back; or, where it lies, from the version before to
 * this one.
 *
 * Nobody works on either meanwhile. Whenever it is broken off, one of the two can
 * be run at most, and the same once more ends it:
 *
 *	1. the new one has all rows, in one transaction, and the note "arriving",
 *	   with which nobody runs it
 *	2. the old one has the note "moved", and is read alone from then on
 *	3. "arriving" goes
 *
 * The directory of the one is that of a worker of the other: attempts go on.
 */
#ifndef FLOW_MOVE_H
#define FLOW_MOVE_H

#include "base/err.h"
#include "flow/store/flow_shared.h"

struct flow_move_wish {
	const char *from, *to;     /* a directory and a URL, or one directory */
	const char *password_file; /* of the server, or NULL */
	const char *host, *boot;   /* of this machine */
	unsigned wait; /* seconds for who runs flows in the directory */
};

struct flow_moved {
	char id[33];   /* of the store */
	uint64_t rows; /* that were copied */
	int64_t runs;  /* all, */
	int64_t going; /* those that have not ended, */
	int64_t open;  /* and attempts that go on */
	bool
	    was_done; /* it was broken off near its end, which was made up for */
};

/*
 * ST_AGAIN where somebody works on one of the two; ST_FAIL where the new place has
 * another store in it, where attempts go on that are not those of the directory,
 * and for what is no such move; ST_DATA for a damaged store, and for text that a
 * server does not take.
 */
int flow_move(const struct flow_move_wish *, struct flow_moved *, struct err *);

#endif
