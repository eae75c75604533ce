/*
 * row: one row of a bill, and how a bill made of separated values is
 * written.
 *
 * A reader of rows (bill/csv for separated values; other formats have their
 * own) hands them out one at a time: the spans live until the next call.
 */
#ifndef ROW_H
#define ROW_H

#include <stdint.h>

#include "base/span.h"

enum {
	/* Bytes behind every cell that may be read, whatever they are: so
	 * that cells can be copied in whole blocks. */
	ROW_SLACK = 32,
};

struct row {
	struct span raw;    /* as it stood, without its line end */
	struct span *cells; /* unquoted, trimmed; p is never NULL */
	size_t n;           /* cells */
	uint64_t line;      /* of the file, where the row begins */
	bool odd;           /* a cell may hold a byte that tables escape */
	bool blank;         /* the line is empty or blank */
	bool marked;        /* began with the dialect's mark */
};

/* The outcome of a call for the next row. */
enum row_outcome {
	ROW_ERROR = -1, /* cannot go on; the error has the place */
	ROW_END = 0,
	ROW_OK = 1,
	ROW_BAD = 2, /* raw and line are set, the error is the reason alone;
	              * the next call goes on behind it. It has cells, if any,
	              * as it would have if it were not bad */
};

/*
 * Copies a cell, whole blocks at a time; returns the end of the copy. Behind
 * both ROW_SLACK bytes are there to be read and written.
 */
static inline char *
row_put(char *to, struct span cell)
{
	memcpy(to, cell.p, ROW_SLACK);
	if (cell.len > ROW_SLACK)
		memcpy(to + ROW_SLACK, cell.p + ROW_SLACK, ROW_SLACK);
	if (cell.len > 2 * ROW_SLACK)
		memcpy(to + 2 * ROW_SLACK, cell.p + 2 * ROW_SLACK,
		    cell.len - 2 * ROW_SLACK);
	return to + cell.len;
}

/* More than any row of a bill has: a quote that nothing closes is told, before
 * it takes all memory. */
enum { DIALECT_ROW_MAX = 1 << 24 };

struct dialect {
	struct span delimiter; /* between cells, at least one byte */
	struct span mark;      /* stands before every value of a row (WeChat:
	                        * a backtick), or is empty: the delimiter
	                        * then counts only where a mark follows */
	int quote;             /* a byte, or -1: quotes are data */
	bool trim;             /* blanks around an unquoted cell go */
	bool stray;            /* a quote in a place where the rules allow
			        * none is data */
	size_t row_max;        /* bytes of a row; 0: DIALECT_ROW_MAX */
};

#endif
