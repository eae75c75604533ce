#include "cut/book/cut_keys.h"

#include "cut/book/cut_value.h"

enum {
	CUT = 1 << CUT_PART_CUT,
	SYSTEM = 1 << CUT_PART_SYSTEM,
	VERIFY = 1 << CUT_PART_VERIFY,
	JOB = 1 << CUT_PART_JOB,
};

static const struct sections_part parts[] = {
	[CUT_PART_CUT] = { "cut", NULL, false },
	[CUT_PART_ALARM] = { "alarm", NULL, true },
	[CUT_PART_SYSTEM] = { "system", "NAME", false },
	[CUT_PART_VERIFY] = { "verify", "FROM TO", false },
	[CUT_PART_JOB] = { "job", "NAME", false },
	{ 0 },
};

static const struct sections_key keys[] = {
	{ CUT | SYSTEM | JOB, "title", CUT_TEXT, NULL, false },
	{ CUT, "lang", CUT_CHOICE, "en zh", false },
	{ CUT, "zone", CUT_TEXT, NULL, false },
	{ CUT, "cut-off", CUT_CLOCK, NULL, false },
	{ CUT, "margin", CUT_SECONDS, "0 43200", false },
	{ CUT, "begin", CUT_SECONDS, "60 43200", false },
	{ CUT, "calendar", CUT_TEXT, NULL, false },
	{ CUT, "fold", CUT_CHOICE, "refuse earlier later", false },
	{ CUT, "first", CUT_DATE, NULL, false },
	{ CUT, "max", CUT_NUMBER, "0 1000", false },
	{ CUT, "stuck", CUT_SECONDS, "60 86400", false },
	{ CUT, "every", CUT_SECONDS, "1 86400", false },
	{ CUT, "grace", CUT_SECONDS, "0 86400", false },
	{ CUT, "done-by", CUT_PASSED, NULL, false },
	{ CUT, "mode", CUT_CHOICE, "live shadow", false },
	{ CUT, "targets", CUT_TEXT, NULL, false },
	{ CUT, "work", CUT_NAME, NULL, false },

	{ SYSTEM, "target", CUT_TEXT, NULL, false },
	{ SYSTEM, "after", CUT_NAME, NULL, true },
	{ SYSTEM, "validates", CUT_CHOICE, "no yes", false },
	{ SYSTEM, "extract", CUT_COMMAND, "date next", false },
	{ SYSTEM, "extract-timeout", CUT_SECONDS, "1 864000", false },

	{ VERIFY, "left", CUT_COMMAND, "date next", false },
	{ VERIFY, "right", CUT_COMMAND, "date next", false },
	{ VERIFY, "options", CUT_OPTIONS, NULL, false },

	{ JOB, "system", CUT_NAME, NULL, false },
	{ JOB, "after", CUT_TEXT, NULL, true },
	{ JOB, "before", CUT_TEXT, NULL, true },
	{ JOB, "run", CUT_COMMAND, "date", false },
	{ JOB, "timeout", CUT_PASSED, NULL, false },
	{ JOB, "grace", CUT_PASSED, NULL, false },
	{ JOB, "retry", CUT_PASSED, NULL, false },
	{ JOB, "backoff", CUT_PASSED, NULL, false },
	{ JOB, "every", CUT_PASSED, NULL, false },
	{ JOB, "times", CUT_PASSED, NULL, false },
	{ JOB, "deadline", CUT_PASSED, NULL, false },
	{ JOB, "delay", CUT_PASSED, NULL, false },
	{ JOB, "never", CUT_PASSED, NULL, false },
	{ JOB, "differs", CUT_PASSED, NULL, false },
	{ JOB, "give-up", CUT_PASSED, NULL, false },
	{ JOB, "idempotent", CUT_PASSED, NULL, false },
	{ JOB, "class", CUT_PASSED, NULL, false },
	{ JOB, "lane", CUT_PASSED, NULL, false },
	{ 0 },
};

const struct sections_form cut_form = {
	.what = "a book of recon-cut",
	.parts = parts,
	.keys = keys,
	.is_name = cut_name_is,
	.check = cut_value_check,
};
