#include "flow/book/book_keys.h"

#include "flow/book/book_value.h"
#include "sections/plain_name.h"

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
};

static const struct sections_part parts[] = {
	[BOOK_BOOK] = { "book", NULL, false },
	[BOOK_CHANNELS] = { "channels", NULL, false },
	[BOOK_LEFT] = { "left", NULL, false },
	[BOOK_RIGHT] = { "right", NULL, false },
	[BOOK_JOIN] = { "join", NULL, false },
	[BOOK_ROLL] = { "roll", NULL, false },
	[BOOK_NOTIFY] = { "notify", "NAME", false },
	[BOOK_REVIEW] = { "review", NULL, false },
	[BOOK_STORE] = { "store", NULL, false },
	[BOOK_REPORT] = { "report", NULL, false },
	[BOOK_PARAM] = { "param", "NAME", true },
	[BOOK_SCHEDULE] = { "schedule", "NAME", true },
	[BOOK_ALARM] = { "alarm", NULL, true },
	{ 0 },
};

static const struct sections_key keys[] = {
	{ BOOK, "name", BOOK_NAME, NULL, false },
	{ BOOK | SIDES | REPORT, "title", BOOK_TEXT, NULL, false },
	{ BOOK, "lang", BOOK_CHOICE, "en zh", false },
	{ BOOK, "work", BOOK_NAME, NULL, false },

	{ CHANNELS, "list", BOOK_VALUE, NULL, false },
	{ CHANNELS, "flow", BOOK_NAME, NULL, false },
	{ CHANNELS, "param ", BOOK_PASSED, NULL, true },

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

const struct sections_form book_form = {
	.what = "a book",
	.parts = parts,
	.keys = keys,
	.is_name = plain_name_is,
	.names = PLAIN_NAME_SAYS,
	.check = book_value_check,
};

const char *
book_part_name(unsigned part)
{
	return parts[part].word;
}
