#include "notify/before.h"

#include "stream/each_result.h"

static int
add(void *since, const struct result *r, struct err *e)
{
	struct since *s = since;

	return since_add(&s->before, r, e);
}

/* What the results of before leave open. */
int
before_read(
    const char *name, struct summary *s, struct facts *facts, struct err *e)
{
	const struct stream_rules lenient = { .facts = facts, .role = "since" };
	struct stream_in in;
	int r;

	s->since.wanted = name != NULL;
	if (!name)
		return 0;
	if (stream_open(&in, name, STREAM_RESULT, &lenient, e))
		return -1;
	r = each_result(&in, NULL, add, &s->since, e);
	stream_close(&in);
	return r;
}
