/* Writing a stream and its control lines. */
#include "stream/stream_in.h"

#include "base/buf.h"
#include "stream/line_digest.h"

static int version = STREAM_VERSION_USUAL;

void
stream_write_version(int v)
{
	version = v;
}

int
stream_version(void)
{
	return version;
}

/* Bytes that leave the buffer, whole lines; the first may be counted. */
static void
count(void *arg, struct span lines)
{
	struct stream_out *s = arg;
	uint64_t end = s->drained + lines.len;

	if (end > s->counted) {
		size_t known = (size_t)(s->counted - s->drained);

		s->digest += line_digest_text(
		    (struct span){ lines.p + known, lines.len - known });
		s->counted = end;
	}
	s->drained = end;
}

void
stream_keep_digest(struct stream_out *s)
{
	output_count(&s->out, count, s);
}

void
stream_count_written(struct stream_out *s)
{
	size_t known = (size_t)(s->counted - s->drained);
	const char *from = s->out.buf + known;

	s->digest +=
	    line_digest_text((struct span){ from, s->out.len - known });
	s->counted = s->drained + s->out.len;
}

void
stream_end_part(struct stream_out *part, const struct stream_out *whole)
{
	part->digest =
	    whole->out.count ? line_digest_text(output_held(&part->out)) : 0;
}

void
stream_put_part(struct stream_out *whole, const struct stream_out *part)
{
	struct span lines = output_held(&part->out);

	if (whole->out.count) {
		stream_count_written(whole);
		whole->digest += part->digest;
		whole->counted += lines.len;
	}
	output_write(&whole->out, lines);
}

void
stream_expect(struct stream_out *s, uint64_t digest)
{
	s->is_expected = true;
	s->expected = digest;
}

void
stream_announce(struct stream_out *s, enum stream_kind kind)
{
	struct buf b = { 0 };

	s->kind = kind;
	if (s->plain)
		return;
	if (s->version > 1)
		stream_keep_digest(s);
	buf_printf(&b, "#recon %s %d\n", stream_kind_name(kind), s->version);
	output_write(&s->out, buf_span(&b));
	buf_free(&b);
}

static int
create(struct stream_out *s, const char *path, enum stream_kind kind,
    struct err *e)
{
	if (output_open(&s->out, path, e))
		return -1;
	if (kind != STREAM_ANY)
		stream_announce(s, kind);
	return 0;
}

int
stream_create(struct stream_out *s, const char *path, enum stream_kind kind,
    bool plain, struct err *e)
{
	*s = (struct stream_out){ .version = version, .plain = plain };
	return create(s, path, kind, e);
}

int
stream_create_as(struct stream_out *s, const char *path, enum stream_kind kind,
    int as, struct err *e)
{
	*s = (struct stream_out){ .version = as };
	return create(s, path, kind, e);
}

void
stream_total_line(struct stream_out *s, struct buf *b)
{
	if (s->plain)
		return;
	total_format(b, &s->total);
	if (s->version == 1)
		return;
	if (!s->is_expected)
		stream_count_written(s);
	b->p[b->len - 1] = '\t';
	line_digest_format(b, s->is_expected ? s->expected : s->digest);
	buf_byte(b, '\n');
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
	stream_total_line(s, &b);
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

/* A write that failed is told instead: what follows it is not counted. */
static bool
is_other(struct stream_out *s)
{
	if (!s->is_expected || output_failed(&s->out))
		return false;
	stream_count_written(s);
	return s->digest != s->expected;
}

int
stream_finish(struct stream_out *s, struct err *e)
{
	int r;

	if (is_other(s)) {
		stream_abandon(s);
		return err_set(
		    e, ST_BROKEN, "the lines written are not the lines read");
	}
	stream_tell(s);
	facts_total(s->fact, &s->total);
	if (s->version > 1 && !s->plain)
		facts_lines(s->fact, s->is_expected ? s->expected : s->digest);
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
