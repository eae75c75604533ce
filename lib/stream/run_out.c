#include "stream/run_out.h"

void
run_out(struct stream_in *s, struct err *e)
{
	struct span line;
	struct err why;
	enum line_outcome r;

	if (!failure_met() || s->failed)
		return;
	s->is_open_ended = true; /* nobody counted its lines */
	while ((r = stream_line(s, &line, &why)) == LINE_OK)
		;
	if (s->failed)
		e->status = failure_worse(e->status, s->failed->status);
	else if (r == LINE_ERROR)
		e->status = failure_worse(e->status, why.status);
	else if (s->closed < s->opened)
		e->status = failure_worse(e->status, ST_DATA);
}

void
run_out_files(char *const *names, size_t n, const struct stream_rules *rules,
    struct err *e)
{
	struct stream_in s;
	struct err why;

	for (size_t i = 0; i < n && failure_met(); i++) {
		if (stream_open(&s, names[i], STREAM_ANY, rules, &why)) {
			e->status = failure_worse(e->status, why.status);
			continue;
		}
		run_out(&s, e);
		stream_close(&s);
	}
}
