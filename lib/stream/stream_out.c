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
	stream_tell(s);
	total_free(&s->total);
	return output_close(&s->out, e);
}

void
stream_abandon(struct stream_out *s)
{
	total_free(&s->total);
	output_abandon(&s->out);
}
