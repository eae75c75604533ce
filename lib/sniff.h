/*
 * sniff: a guess at how a bill is written, from its bytes alone.
 *
 * For recon-clean --explain, which shows the guess and what it gives; no
 * bill is ever read by one.
 */
#ifndef SNIFF_H
#define SNIFF_H

#include "buf.h"
#include "format.h"
#include "names.h"

enum { SNIFF_MAX = 64 << 20 }; /* bytes looked at */

struct sniff {
	struct buf text;       /* the bill in UTF-8, as far as looked at */
	bool is_part;          /* it is longer than that */
	const char *packed;    /* "gzip", "zip", or NULL */
	const char *encoding;
	uint64_t lf, crlf, cr; /* line ends */
	bool unended;          /* the last line has none */

	enum format_kind kind;
	size_t record_length;  /* FORMAT_FIXED */

	/* FORMAT_CSV; lines are counted from 1 */
	char delimiter[2];
	bool marked;           /* values begin with a backtick */
	bool has_header;
	struct names header;   /* its cells, with those that are empty */
	uint64_t header_line;  /* or the first row's */
	uint64_t rows;         /* lines that look like rows */
	uint64_t last_row;     /* the line of the last of them */
	uint64_t trailer_line; /* 0: none */
	struct span trailer;   /* into text */
	bool wider;            /* rows have an empty cell more at the end */
};

/* Looks at a file; -1 where it cannot be read or nothing is in it. */
int sniff_file(struct sniff *, const char *name, const char *entry,
    struct err *);

void sniff_free(struct sniff *);

#endif
