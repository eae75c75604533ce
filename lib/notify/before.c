#include "notify/before.h"

static int
add_before(struct stream_in *in, struct summary *s, struct err *e)
{
	static struct record_batch batch;
	struct result r;
	enum line_outcome got;

	while ((got = stream_results(in, &batch, false, e)) == LINE_OK) {
		for (size_t i = 0; i < batch.lines.n; i++) {
			record_batch_get_result(&batch, i, &r);
			if (since_add(&s->since.before, &r, e))
				return stream_err(in, e);
		}
	}
	return got;
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
	r = add_before(&in, s, e);
	stream_close(&in);
	return r;
}
