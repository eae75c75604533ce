#include "join/join_told.h"

#include <inttypes.h>

#include "base/plural.h"

bool
join_told_unsearched(const struct join *j, struct buf *b)
{
	if (j->unsearched == 0)
		return false;
	buf_printf(b,
	    "no sums in %" PRIu64 " group%s, key \"%s\"%s: to look for them "
	    "takes more than %u steps (--sum-of-steps)",
	    j->unsearched, plural(j->unsearched), j->first_unsearched.s,
	    j->unsearched == 1 ? "" : " and others", j->rules->match.sum_steps);
	return true;
}

void
join_told_counts(
    const struct join *j, uint64_t lines, uint64_t passed, struct buf *b)
{
	static const enum result_class always[] = { CLASS_MATCHED, CLASS_AMOUNT,
		CLASS_LEFT, CLASS_RIGHT };
	static const enum result_class asked_for[] = { CLASS_FIELD,
		CLASS_DUPLICATE, CLASS_AMBIGUOUS };

	buf_printf(b,
	    "%" PRIu64 " record%s in, %" PRIu64 " line%s out:", j->placed,
	    plural(j->placed), lines, plural(lines));
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		buf_printf(b, "%s %" PRIu64 " %s", i ? "," : "",
		    j->of[always[i]], result_class_name(always[i]));
	for (size_t i = 0; i < sizeof asked_for / sizeof *asked_for; i++)
		if (j->of[asked_for[i]])
			buf_printf(b, ", %" PRIu64 " %s", j->of[asked_for[i]],
			    result_class_name(asked_for[i]));
	if (j->open)
		buf_printf(b, "; %" PRIu64 " record%s for another pass", passed,
		    plural(passed));
}

void
join_told_facts(const struct join *j, struct facts *facts)
{
	for (int c = 0; c < CLASS_COUNT; c++) {
		struct buf name = { 0 };

		if (j->of[c] == 0)
			continue;
		buf_printf(
		    &name, "class.%s", result_class_name((enum result_class)c));
		buf_byte(&name, '\0');
		facts_count(facts, name.p, j->of[c], NULL);
		buf_free(&name);
	}
	if (j->unsearched)
		facts_count(facts, "no-sums", j->unsearched, NULL);
}
