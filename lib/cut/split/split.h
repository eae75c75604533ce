/*
 * split: records parted by their accounting dates: recon-cut split.
 *
 * Which dates were sealed is asked as of one step of the truth, so that the same
 * records, in whatever order they come, make the same bytes.
 */
#ifndef SPLIT_H
#define SPLIT_H

#include "cut/split/split_files.h"
#include "stream/stream_in.h"

/* What becomes of a record whose date is sealed. */
enum split_late {
	SPLIT_ROLL,   /* it goes to the first date that is not, and carries its
		       * own as late=, unless it carries one */
	SPLIT_REFUSE, /* nothing appears */
	SPLIT_KEEP,   /* it stays in the part of its date */
};

/* All borrowed. */
struct split_wish {
	struct cut_book *book;   /* its zone is used meanwhile */
	const char *book_digest; /* the SHA-256 of its text */
	const struct split_seals *seals;
	char *const *names; /* of inputs, "-" is standard input */
	size_t n;
	struct stream_rules rules; /* with facts, or without */
	struct line_sorter_options sorter;
	const char *time; /* the field that carries the time; NULL:
	                           * DATE is the day */
	const struct accounting_day *clock; /* its formats are used */
	enum split_late late;
	const char *into;    /* the directory that appears */
	const char *refused; /* NULL; or, with SPLIT_REFUSE, a file for
	                           * what is late */
};

struct split_told {
	uint64_t records, parts;
	uint64_t late, before, ahead; /* records */
	char digest[DIGEST_TEXT + 1]; /* of the file split */
};

/*
 * Nothing appears before all is written, and adds up to what was read: else
 * ST_BROKEN. ST_DATA: a record has no date, or is late and refused: the file for
 * what is late is then there all the same.
 */
int split_run(const struct split_wish *, struct split_told *, struct err *);

/* The word for it, and the reverse. */
const char *split_late_name(enum split_late);
bool split_late_named(const char *, enum split_late *);

#endif
