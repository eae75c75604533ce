#include "flow/book/book_keys.h"

#include <string.h>

#include "io/profile.h"

enum {
	BOOK = 1 << BOOK_BOOK,
	CHANNELS = 1 << BOOK_CHANNELS,
	SIDES = 1 << BOOK_LEFT | 1 << BOOK_RIGHT,
	JOIN = 1 << BOOK_JOIN,
	ROLL = 1 << BOOK_ROLL,
	NOTIFY = 1 << BOOK_NOTIFY,
	REVIEW = 1 << BOOK_REVIEW,
	STORE = 1 << BOOK_STORE,
	REPORT = 1 << BOOK_REPORT,
	PASSED = 1 << BOOK_PARAM | 1 << BOOK_SCHEDULE | 1 << BOOK_ALARM,
};

const struct book_key book_keys[] = {
	{ BOOK, "name", BOOK_NAME, NULL, false },
	{ BOOK | SIDES | REPORT, "title", BOOK_TEXT, NULL, false },
	{ BOOK, "lang", BOOK_CHOICE, "en zh", false },
	{ BOOK, "work", BOOK_NAME, NULL, false },

	{ CHANNELS, "list", BOOK_VALUE, NULL, false },
	{ CHANNELS, "flow", BOOK_NAME, NULL, false },

	{ SIDES, "fetch", BOOK_WORDS, NULL, false },
	{ SIDES, "run", BOOK_WORDS, NULL, false },
	{ SIDES, "every", BOOK_NAME, NULL, false },
	{ SIDES, "deadline", BOOK_NAME, NULL, false },
	{ SIDES, "timeout", BOOK_NAME, NULL, false },
	{ SIDES | CHANNELS, "class", BOOK_NAME, NULL, false },
	{ SIDES, "profile", BOOK_VALUE, NULL, false },
	{ SIDES, "key", BOOK_VALUE, NULL, false },
	{ SIDES, "amount", BOOK_VALUE, NULL, false },
	{ SIDES, "currency", BOOK_VALUE, NULL, false },
	{ SIDES, "time", BOOK_VALUE, NULL, false },
	{ SIDES, "expect-date", BOOK_CHOICE, "refuse keep tell none", false },
	{ SIDES, "clean-options", BOOK_WORDS, NULL, false },
	{ SIDES, "key-options", BOOK_WORDS, NULL, false },
	{ SIDES, "sort-options", BOOK_WORDS, NULL, false },

	{ JOIN, "match", BOOK_CHOICE, "pairs sums", false },
	{ JOIN, "tolerance", BOOK_TOLERANCE, NULL, true },
	{ JOIN, "date-window", BOOK_NUMBER, NULL, false },
	{ JOIN, "sum-of", BOOK_NUMBER, NULL, false },

	{ ROLL, "state", BOOK_VALUE, NULL, false },
	{ ROLL, "keep", BOOK_NUMBER, NULL, false },
	{ ROLL, "overdue", BOOK_NUMBER, NULL, false },
	{ ROLL, "holidays", BOOK_VALUE, NULL, false },

	{ NOTIFY, "target", BOOK_VALUE, NULL, false },
	{ NOTIFY, "what", BOOK_WHAT, NULL, false },
	{ NOTIFY, "class", BOOK_VALUE, NULL, false },
	{ NOTIFY, "overdue", BOOK_NUMBER, NULL, false },
	{ NOTIFY, "only", BOOK_VALUE, NULL, true },
	{ NOTIFY, "template", BOOK_VALUE, NULL, false },
	{ NOTIFY, "targets", BOOK_VALUE, NULL, false },
	{ NOTIFY, "outbox", BOOK_VALUE, NULL, false },
	{ NOTIFY | REVIEW, "if", BOOK_TEXT, NULL, false },

	{ REVIEW, "group", BOOK_NAME, NULL, false },

	{ STORE, "db", BOOK_VALUE, NULL, false },

	{ REPORT, "by", BOOK_VALUE, NULL, false },

	{ JOIN | ROLL | NOTIFY | STORE | REPORT, "options", BOOK_WORDS, NULL,
	    false },
	{ 0 },
};

bool
book_is_passed(enum book_part part)
{
	return PASSED >> part & 1;
}

const struct book_key *
book_key(enum book_part part, const char *name)
{
	for (const struct book_key *k = book_keys; k->name; k++)
		if ((k->parts >> part & 1) && !strcmp(k->name, name))
			return k;
	return NULL;
}

const char *
book_key_nearest(enum book_part part, const char *name)
{
	size_t least = strlen(name) / 3 < 2 ? 2 : strlen(name) / 3;
	const char *best = NULL;

	for (const struct book_key *k = book_keys; k->name; k++) {
		size_t d;

		if (!(k->parts >> part & 1))
			continue;
		d = profile_distance(name, k->name);
		if (d > least || (best && d == least))
			continue;
		least = d;
		best = k->name;
	}
	return best;
}
