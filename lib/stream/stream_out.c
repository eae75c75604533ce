/* Writing a stream and its control lines. */
#include "stream/stream_in.h"

#include "base/buf.h"
#include "stream/line/line_digest.h"

static int version = STREAM_VERSION_USUAL;
static struct run_part
    part_of_all; /* of all that is created from now on; k 0: none */

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

void
stream_write_part(const struct run_part *p)
{
	part_of_all = *p;
}

void
stream_say_part(struct stream_out *s, const struct run_part *p)
{
	buf_str(&s->words, "\tpart=");
	run_part_format(&s->words, p);
}

void
stream_say_read(struct stream_out *s, uint64_t read, uint64_t digest)
{
	total_words_format_read(&s->words, read, digest);
}

/* Counts whole lines behind those that left the buffer. Some are counted already,
 * and of those behind them the noted ones are known. */
static void
count_lines(struct stream_out *s, struct span lines)
{
	uint64_t known = s->counted - s->drained;

	if (known >= lines.len)
		return;
	lines.p += known;
	lines.len -= (size_t)known;
	s->counted += lines.len;
	s->noted.p = lines.p;
	s->digest += line_digest_batch(&s->noted);
	lines.p += s->noted.bytes;
	lines.len -= s->noted.bytes;
	s->noted.n = s->noted.bytes = 0;
	if (lines.len)
		s->digest += line_digest_text(lines);
}

/* Bytes that leave the buffer. */
static void
count(void *arg, struct span lines)
{
	struct stream_out *s = arg;

	count_lines(s, lines);
	s->drained += lines.len;
}

void
stream_keep_digest(struct stream_out *s)
{
	output_count(&s->out, count, s);
}

void
stream_count_written(struct stream_out *s)
{
	count_lines(s, (struct span){ s->out.buf, s->out.len });
}

void
stream_begin_part(struct stream_out *part, const struct stream_out *whole)
{
	output_clear(&part->out);
	total_free(&part->total);
	part->digest = part->counted = 0;
	part->noted.n = part->noted.bytes = 0;
	if (whole->out.count)
		stream_keep_digest(part);
}

void
stream_end_part(struct stream_out *part)
{
	if (part->out.count)
		stream_count_written(part);
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
	if (part_of_all.k)
		stream_say_part(s, &part_of_all);
	if (create(s, path, kind, e) == 0)
		return 0;
	buf_free(&s->words);
	return -1;
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
	b->len--; /* the LF */
	buf_add(b, buf_span(&s->words));
	buf_byte(b, '\n');
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
	buf_free(&s->words);
	r = output_close(&s->out, e);
	if (r == 0)
		facts_written(s->fact);
	return r;
}

void
stream_abandon(struct stream_out *s)
{
	total_free(&s->total);
	buf_free(&s->words);
	output_abandon(&s->out);
}
