#include "bill/seen.h"

#include <errno.h>
#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "io/lines.h"
#include "sys/clock.h"
#include "sys/lockfile.h"
#include "text/tsv.h"

enum { FIELDS = 4, TIME_CAP = 32 };

struct entry {
	struct span fields[FIELDS]; /* digest, time, bytes, name */
};

static bool
is_digest(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] && strchr("0123456789abcdef", s.p[n]))
		n++;
	return n == s.len && n == DIGEST_TEXT;
}

/* Takes a line of the file apart. False for a comment; other lines were checked
 * to be whole when the file was read. */
static bool
split(struct span line, struct entry *en)
{
	size_t n = 0;

	if (line.len == 0 || line.p[0] == '#')
		return false;
	while (n < FIELDS && tsv_next(&line, &en->fields[n]))
		n++;
	return n == FIELDS && !line.p && is_digest(en->fields[0]);
}

static int
take_lines(struct seen *s, struct lines *l, struct err *e)
{
	struct span line;
	struct entry en;
	int r;

	while ((r = lines_next(l, &line, e)) == 1) {
		if (line.len && line.p[0] != '#' && !split(line, &en)) {
			err_set(e, ST_DATA,
			    "is not digest, time, bytes and "
			    "name of a bill: %s",
			    excerpt(line).s);
			return err_at(e, s->path, l->count);
		}
		buf_add(&s->text, line);
		buf_byte(&s->text, '\n');
	}
	s->was = s->text.len;
	return r;
}

static int
take_lock(struct seen *s, struct err *e)
{
	struct buf path = { 0 };

	buf_str(&path, s->path);
	buf_add(&path, SPAN(".lock\0"));
	s->lock = lockfile_take(path.p, s->path, e);
	buf_free(&path);
	return s->lock < 0 ? -1 : 0;
}

int
seen_open(struct seen *s, struct err *e)
{
	struct lines l;
	int r;

	s->lock = -1;
	if (!s->path)
		return 0;
	if (take_lock(s, e))
		return -1;
	if (access(s->path, F_OK) && errno == ENOENT)
		return 0;
	if (lines_open(&l, s->path, e)) {
		seen_abandon(s);
		return -1;
	}
	r = take_lines(s, &l, e);
	lines_close(&l);
	if (r)
		seen_abandon(s);
	return r;
}

/* The entry of a digest, in s->text. */
static bool
find(const struct seen *s, struct span digest, struct entry *en)
{
	const char *p = s->text.p, *end;

	for (end = p ? p + s->text.len : p; p < end;) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		if (split((struct span){ p, (size_t)(lf - p) }, en) &&
		    span_eq(en->fields[0], digest))
			return true;
		p = lf + 1;
	}
	return false;
}

static void
add(struct seen *s, struct span digest, uint64_t bytes, const char *name)
{
	char text[TIME_CAP];
	time_t now = (time_t)clock_wall_s();
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_add(&s->text, digest);
	buf_printf(&s->text, "\t%s\t%" PRIu64 "\t", text, bytes);
	tsv_escape(&s->text, span_str(name));
	buf_byte(&s->text, '\n');
}

int
seen_add(struct seen *s, const char digest[DIGEST_TEXT + 1], uint64_t bytes,
    const char *name, struct err *e)
{
	struct entry en;

	if (!s->path)
		return 0;
	if (!find(s, span_str(digest), &en)) {
		add(s, span_str(digest), bytes, name);
		return 0;
	}
	if (s->again)
		return 0;
	return err_set(e, ST_DIFFER,
	    "the same bill was seen before, on %.*s "
	    "as %s; --again takes it",
	    (int)en.fields[1].len, en.fields[1].p, excerpt(en.fields[3]).s);
}

int
seen_sync(struct seen *s, struct err *e)
{
	if (!s->path || s->text.len == s->was)
		return 0;
	if (output_open(&s->out, s->path, e))
		return -1;
	s->writing = true;
	output_write(&s->out, buf_span(&s->text));
	return output_sync(&s->out, e);
}

static void
release(struct seen *s)
{
	if (s->lock >= 0)
		close(s->lock);
	s->lock = -1;
	buf_free(&s->text);
}

int
seen_commit(struct seen *s, struct err *e)
{
	int r = s->writing ? output_close(&s->out, e) : 0;

	s->writing = false;
	release(s);
	return r;
}

void
seen_abandon(struct seen *s)
{
	if (s->writing)
		output_abandon(&s->out);
	s->writing = false;
	release(s);
}
