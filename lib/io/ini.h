/*
 * ini: a file of sections and keys, line by line.
 *
 *	[section]
 *	key = value
 *
 * Lines that are empty or begin with "#" or ";" are passed over; a byte order
 * mark and a CR at the end of a line are dropped.
 */
#ifndef INI_H
#define INI_H

#include "io/lines.h"

enum ini_outcome {
	INI_SECTION, /* [name] */
	INI_ENTRY,   /* key = value */
	INI_BAD,     /* neither, or a NUL in it: text; one may read on */
	INI_END,
	INI_FAIL = -1, /* told */
};

struct ini {
	struct lines lines;
	uint64_t line; /* of what was read last */
	/* All die with the next line; blanks at their ends are gone. */
	struct span text; /* the line */
	struct span name; /* of the section */
	struct span key, value;
};

int ini_open(struct ini *, const char *path, struct err *);

/* The same of lines in memory, which are borrowed as their name is: each has its
 * LF. */
void ini_lent(struct ini *, const char *name, struct span);

enum ini_outcome ini_next(struct ini *, struct err *);

void ini_close(struct ini *);

#endif
