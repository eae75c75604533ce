/* What is looked at where a stream ends. */
#include <stdio.h>

#include "stream/stream_in.h"

static int
fail(const struct stream_in *s, struct err *e, const char *text)
{
	err_set(e, ST_DATA, "%s", text);
	return err_at(e, lines_name(&s->lines), 0);
}

static char half_digested[ERR_CAP];

const char *
stream_half_digested(void)
{
	return *half_digested ? half_digested : NULL;
}

/* Behind counts and sums, which agree: are the lines those that were written? */
static int
check_digest(const struct stream_in *s, struct err *e)
{
	if (s->digests < s->digests_due)
		return fail(s, e,
		    "is of version 2, and its #total has no xxh3=: a tool "
		    "changed it");
	if (s->digests < s->closed) {
		if (s->digests && !*half_digested)
			snprintf(half_digested, sizeof half_digested, "%s",
			    lines_name(&s->lines));
		return 0;
	}
	if (s->digest == s->digest_told)
		return 0;
	return fail(s, e,
	    "count and sums agree, the lines do not: a tool between changed "
	    "them");
}

int
stream_check_end(struct stream_in *s, struct err *e)
{
	if (s->failed)
		return failure_err(s->failed, lines_name(&s->lines), e);
	if (s->lines.count == 0 && !s->rules.allow_empty)
		return fail(s, e,
		    "is empty, not even a #recon line: did "
		    "what writes it run? (--allow-empty takes it)");
	if (stream_is_plain(s) && s->rules.require_total && s->lines.count) {
		err_set(e, ST_DATA, "has no #total, and one is required%s",
		    s->rules.unless ? s->rules.unless : "");
		return err_at(e, lines_name(&s->lines), 0);
	}
	if (s->opened && s->tabbed) {
		err_set(e, ST_DATA,
		    "begins with # and has a TAB, which --comments takes only "
		    "in a stream without control lines");
		return err_at(e, lines_name(&s->lines), s->tabbed);
	}
	if (s->closed < s->opened)
		return fail(s, e,
		    "ends without its #total: what writes it "
		    "did not finish");
	if (s->closed > s->opened)
		return fail(s, e, "has a #total without its #recon line");
	if (s->opened && s->lines.unended)
		return fail(s, e,
		    "ends within its last line, which has no LF: what writes "
		    "it did not finish, or it was cut off");
	if (s->opened && !total_equal(&s->told, &s->read, e))
		return err_at(e, lines_name(&s->lines), 0);
	return s->opened ? check_digest(s, e) : 0;
}

void
stream_end_reading(struct stream_in *s)
{
	struct lines was = s->lines;

	lines_close(&s->lines);
	s->lines.in.name = was.in.name;
	s->lines.count = was.count;
	s->lines.ended = was.ended;
	s->lines.unended = was.unended;
}
