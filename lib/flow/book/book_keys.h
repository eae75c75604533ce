/*
 * book_keys: the sections of a book, and the keys of each.
 */
#ifndef BOOK_KEYS_H
#define BOOK_KEYS_H

#include "sections/sections.h"

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
};

extern const struct sections_form book_form;

/* The word of a section, "left". */
const char *book_part_name(unsigned part);

#endif
