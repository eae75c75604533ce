#include "book/day_change.h"

const char *
day_change(const struct day_entry *is, const struct day_entry *was, bool stale)
{
	bool imports = is->kind == DAY_IMPORTED;
	bool same = span_eq(is->open.digest, was->open.digest);

	if (was->kind == DAY_TAKEN_OVER && !stale && same)
		return NULL;
	if (was->kind == DAY_TAKEN_OVER)
		return imports ? "was taken over, and is now imported"
			       : "was taken over, and is now run";
	if (was->kind != is->kind)
		return imports ? "was run before, and is now imported"
			       : "was imported, and is now run";
	if (!day_entry_same_inputs(is, was))
		return imports ? "was imported before, from other items"
			       : "was run before, from other input";
	if (!span_eq(is->options, was->options))
		return "was run before, with other options";
	if (!stale && !same)
		return "was run before, by another version, and other items "
		       "stay open";
	return NULL;
}

bool
day_change_is_fault(
    const struct day_entry *is, const struct day_entry *was, bool stale)
{
	return !stale && day_entry_same_inputs(is, was) &&
	    span_eq(is->options, was->options) &&
	    span_eq(is->version, was->version);
}
