/* Writing a stream and its control lines. */
#include "stream/stream_in.h"

#include "base/buf.h"

void
stream_announce(struct stream_out *s, enum stream_kind kind)
{
	struct buf b = { 0 };

	s->kind = kind;
	if (kind == STREAM_ANY)
		s->plain = true;
	if (s->plain)
		return;
	buf_printf(
	    &b, "#recon %s " STREAM_VERSION "\n", stream_kind_name(kind));
	output_write(&s->out, buf_span(&b));
	buf_free(&b);
}

int
stream_create(struct stream_out *s, const char *path, enum stream_kind kind,
    bool plain, struct err *e)
{
	*s = (struct stream_out){ .plain = plain };
	if (output_open(&s->out, path, e))
		return -1;
	if (kind != STREAM_ANY)
		stream_announce(s, kind);
	return 0;
}

void
stream_note(
    struct stream_out *s, struct facts *f, const char *role, const char *path)
{
	s->fact = facts_output(f, role, path, &s->out);
}

void
stream_tell(struct stream_out *s)
{
	struct buf b = { 0 };

	if (s->told || s->plain)
		return;
	s->told = true;
	total_format(&b, &s->total);
	output_write(&s->out, buf_span(&b));
	buf_free(&b);
}

int
stream_sync(struct stream_out *s, struct err *e)
{
	if (s->out.temp)
		stream_tell(s);
	return output_sync(&s->out, e);
}

int
stream_finish(struct stream_out *s, struct err *e)
{
	int r;

	stream_tell(s);
	facts_total(s->fact, &s->total);
	total_free(&s->total);
	r = output_close(&s->out, e);
	if (r == 0)
		facts_written(s->fact);
	return r;
}

void
stream_abandon(struct stream_out *s)
{
	total_free(&s->total);
	output_abandon(&s->out);
}
