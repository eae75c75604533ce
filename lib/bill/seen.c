#define _GNU_SOURCE /* memmem */
#include "bill/seen.h"

#include <errno.h>
#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "io/lines.h"
#include "sys/clock.h"
#include "sys/file/lockfile.h"
#include "text/tsv.h"
#include "value/time/date.h"

enum { FIELDS = 5, FIELDS_LEAST = 4, TIME_CAP = 32 };

struct entry {
	struct span fields[FIELDS]; /* digest, time, bytes, name, day */
};

/* Takes a line of the file apart. False for a comment; other lines were checked
 * to be whole when the file was read. */
static bool
split(struct span line, struct entry *en)
{
	size_t n = 0;

	if (line.len == 0 || line.p[0] == '#')
		return false;
	*en = (struct entry){ .fields = { { 0 } } };
	while (n < FIELDS && tsv_next(&line, &en->fields[n]))
		n++;
	return n >= FIELDS_LEAST && !line.p && digest_is(en->fields[0]) &&
	    (n < FIELDS || date_is(en->fields[4]));
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
	if (s->day)
		buf_printf(&s->text, "\t%s", s->day);
	buf_byte(&s->text, '\n');
}

/* True where the bill was met in this run already; notes that it was. */
static bool
met_here(struct seen *s, struct span digest)
{
	bool met = s->here.len &&
	    memmem(s->here.p, s->here.len, digest.p, digest.len) != NULL;

	if (!met) {
		buf_add(&s->here, digest);
		buf_byte(&s->here, '\n');
	}
	return met;
}

/* A bill that was seen before, for a day that was told then and now: 0 where
 * both are the same. */
static int
compare_days(const struct seen *s, const struct entry *en, struct err *e)
{
	if (span_eq(en->fields[4], span_str(s->day)))
		return 0;
	return err_set(e, ST_DATA,
	    "the same bill was taken for %.*s, as %s: it is none of %s "
	    "(--again takes it)",
	    (int)en->fields[4].len, en->fields[4].p, excerpt(en->fields[3]).s,
	    s->day);
}

int
seen_add(struct seen *s, const char digest[DIGEST_TEXT + 1], uint64_t bytes,
    const char *name, struct err *e)
{
	struct entry en;
	bool met;

	if (!s->path)
		return 0;
	met = met_here(s, span_str(digest));
	if (!find(s, span_str(digest), &en)) {
		add(s, span_str(digest), bytes, name);
		return 0;
	}
	if (s->again)
		return 0;
	if (s->day && en.fields[4].len && !met)
		return compare_days(s, &en, e);
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
	buf_free(&s->here);
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
