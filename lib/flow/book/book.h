/*
 * book: the file of one reconciliation, recon-book(5), as it was written.
 *
 * All texts are borrowed from the book and live as long as it does.
 */
#ifndef BOOK_H
#define BOOK_H

#include "base/arena.h"
#include "sections/told.h"

/* The sections there are. Those that are passed on stand in the flow as they
 * stand in the book. */
enum book_part {
	BOOK_BOOK,
	BOOK_CHANNELS,
	BOOK_LEFT,
	BOOK_RIGHT,
	BOOK_JOIN,
	BOOK_ROLL,
	BOOK_NOTIFY, /* each with a name */
	BOOK_REVIEW,
	BOOK_STORE,
	BOOK_REPORT,
	BOOK_PARAM,    /* each with a name; passed on */
	BOOK_SCHEDULE, /* likewise */
	BOOK_ALARM,    /* passed on */
	BOOK_PARTS,
};

/* key = value */
struct book_entry {
	const char *key, *value;
	uint64_t line;
};

struct book_section {
	enum book_part part;
	const char *name; /* behind the word; "": none */
	uint64_t line;
	struct book_entry *entries; /* owned */
	size_t n, cap;
};

/* Cleared with {0}, released with book_free. */
struct book {
	const char *path;
	const char
	    *stem; /* its name, without the last "." and what is behind */
	struct book_section *list; /* owned, in the order of the file */
	size_t n, cap;
	struct arena texts; /* owned */
};

/*
 * Reads the file; whatever is wrong in it is told, by line. -1, ST_FAIL, where
 * it cannot be read, or where others can write it. book_free releases it in any
 * case.
 */
int book_read(struct book *, const char *path, struct told *, struct err *);

/* The same of the text that is in that file. */
void book_read_text(
    struct book *, const char *path, struct span text, struct told *);

/* The first section of that part, NULL where there is none. */
const struct book_section *book_section(const struct book *, enum book_part);

/* The first entry of that key, NULL where the section, which may be NULL, or
 * the key is not there. */
const struct book_entry *book_entry(
    const struct book_section *, const char *key);

/* Its value, or this. */
const char *book_value(
    const struct book_section *, const char *key, const char *otherwise);

/* What is reconciled: name = of [book], else the name of the file, without the
 * last "." and what stands behind it. Borrowed from the book. */
const char *book_name(const struct book *);

/* The word of a section, "left". */
const char *book_part_name(enum book_part);

void book_free(struct book *);

#endif
