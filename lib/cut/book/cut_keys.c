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
	{ CUT | SYSTEM | JOB, "title", CUT_KIND_TEXT, NULL, false },
	{ CUT, "lang", CUT_KIND_CHOICE, "en zh", false },
	{ CUT, "zone", CUT_KIND_TEXT, NULL, false },
	{ CUT, "cycle", CUT_KIND_CHOICE, "day hour", false },
	{ CUT, "cut-off", CUT_KIND_CLOCK, NULL, false },
	{ CUT, "margin", CUT_KIND_SECONDS, "0 43200", false },
	{ CUT, "begin", CUT_KIND_SECONDS, "60 43200", false },
	{ CUT, "calendar", CUT_KIND_TEXT, NULL, false },
	{ CUT, "fold", CUT_KIND_CHOICE, "refuse earlier later", false },
	{ CUT, "first", CUT_KIND_DATE, NULL, false },
	{ CUT, "max", CUT_KIND_NUMBER, "0 1000", false },
	{ CUT, "stuck", CUT_KIND_SECONDS, "60 86400", false },
	{ CUT, "every", CUT_KIND_SECONDS, "1 86400", false },
	{ CUT, "grace", CUT_KIND_SECONDS, "0 86400", false },
	{ CUT, "done-by", CUT_KIND_PASSED, NULL, false },
	{ CUT, "mode", CUT_KIND_CHOICE, "live shadow", false },
	{ CUT, "targets", CUT_KIND_TEXT, NULL, false },
	{ CUT, "work", CUT_KIND_NAME, NULL, false },

	{ SYSTEM, "target", CUT_KIND_TEXT, NULL, false },
	{ SYSTEM, "after", CUT_KIND_NAME, NULL, true },
	{ SYSTEM, "validates", CUT_KIND_CHOICE, "no yes", false },
	{ SYSTEM, "extract", CUT_KIND_COMMAND, "date next", false },
	{ SYSTEM, "extract-timeout", CUT_KIND_SECONDS, "1 864000", false },

	{ VERIFY, "left", CUT_KIND_COMMAND, "date next", false },
	{ VERIFY, "right", CUT_KIND_COMMAND, "date next", false },
	{ VERIFY, "options", CUT_KIND_OPTIONS, NULL, false },

	{ JOB, "system", CUT_KIND_NAME, NULL, false },
	{ JOB, "after", CUT_KIND_TEXT, NULL, true },
	{ JOB, "before", CUT_KIND_TEXT, NULL, true },
	{ JOB, "run", CUT_KIND_COMMAND, "date", false },
	{ JOB, "timeout", CUT_KIND_SECONDS, "1 31622400", false },
	{ JOB, "grace", CUT_KIND_SECONDS, "0 86400", false },
	{ JOB, "retry", CUT_KIND_NUMBER, "0 1000", false },
	{ JOB, "backoff", CUT_KIND_PASSED, NULL, false },
	{ JOB, "every", CUT_KIND_SECONDS, "1 86400", false },
	{ JOB, "times", CUT_KIND_NUMBER, "1 1000000", false },
	{ JOB, "deadline", CUT_KIND_SECONDS, "1 31622400", false },
	{ JOB, "delay", CUT_KIND_SECONDS, "0 31622400", false },
	{ JOB, "never", CUT_KIND_PASSED, NULL, false },
	{ JOB, "differs", CUT_KIND_PASSED, NULL, false },
	{ JOB, "give-up", CUT_KIND_CHOICE, "hold fail", false },
	{ JOB, "idempotent", CUT_KIND_CHOICE, "no yes", false },
	{ JOB, "class", CUT_KIND_PASSED, NULL, false },
	{ JOB, "lane", CUT_KIND_PASSED, NULL, false },
	{ 0 },
};

const struct sections_form cut_form = {
	.what = "a book of recon-cut",
	.parts = parts,
	.keys = keys,
	.is_name = cut_name_is,
	.names = CUT_NAME_SAYS,
	.check = cut_value_check,
};
