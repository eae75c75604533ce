#include "join/key_slices.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

/* Where the line begins whose LF, or end, is at p[at]. */
static size_t
line_start(const char *p, size_t at)
{
	while (at > 0 && p[at - 1] != '\n')
		at--;
	return at;
}

/* The line that begins at p[at], LF and all, up to end. */
static struct span
line_at(const char *p, size_t at, size_t end)
{
	const char *lf = memchr(p + at, '\n', end - at);

	return (struct span){ p + at, (size_t)(lf - (p + at)) + 1 };
}

static struct span
key_of(struct span line)
{
	struct span key;

	line.len--;
	tsv_next(&line, &key);
	return key;
}

/* Where the first data line from at on begins, or end. */
static size_t
skip_comments(const char *p, size_t at, size_t end)
{
	while (at < end && p[at] == '#')
		at += line_at(p, at, end).len;
	return at;
}

/* The KEY of the last whole data line; false where there is none. */
static bool
last_key(const struct slice_block *b, struct span *key)
{
	for (size_t end = b->whole; end > 0;) {
		size_t at = line_start(b->p, end - 1);

		if (b->p[at] != '#') {
			*key = key_of(line_at(b->p, at, end));
			return true;
		}
		end = at;
	}
	return false;
}

/*
 * Where the data lines with a KEY of cut or above begin, comments before
 * them left out. Of the two data lines around that place both were looked
 * at, whatever the order of the others: the one before is below cut, the one
 * behind is not.
 */
static size_t
find_cut(const struct slice_block *b, struct span cut)
{
	size_t low = 0, high = b->whole;

	while (low < high) {
		size_t mid = line_start(b->p, low + (high - low) / 2);
		size_t at;
		struct span line;

		if (mid < low)
			mid = low;
		at = skip_comments(b->p, mid, high);
		if (at == high) {
			high = mid;
			continue;
		}
		line = line_at(b->p, at, b->whole);
		if (span_cmp(key_of(line), cut) < 0)
			low = at + line.len;
		else
			high = mid;
	}
	return skip_comments(b->p, low, b->whole);
}

static void
add(struct slice_block *b, struct span s)
{
	if (s.len == 0)
		return;
	b->p = mem_grow(b->p, &b->cap, b->len + s.len, 1);
	memcpy(b->p + b->len, s.p, s.len);
	b->len += s.len;
}

/*
 * Reads on up to want bytes. A file is read at once; from a pipe comes what
 * is there, and a first piece is waited for only if wait says so: who writes
 * it may be waiting for us to read another. Errors come again when the rest
 * is read on.
 */
static bool
fill(struct slice_block *b, struct input *in, size_t want, bool wait)
{
	struct err ignored;

	b->p = mem_grow(b->p, &b->cap, want, 1);
	while (!b->ended && b->len < want && (wait || input_is_ready(in))) {
		int64_t n =
		    input_read(in, b->p + b->len, want - b->len, &ignored);

		if (n < 0)
			return false;
		b->len += (size_t)n;
		b->ended = n == 0;
		wait = false;
	}
	return true;
}

/* Finds the whole lines. The last line of all is one without an LF too,
 * unless it may be a control line cut short, which only the end can tell. */
static void
find_lines(struct slice_block *b)
{
	b->whole = line_start(b->p, b->len);
	if (b->ended && b->whole < b->len && b->p[b->whole] != '#') {
		add(b, SPAN("\n"));
		b->unended = true;
		b->whole = b->len;
	}
}

static struct input *
input_of(const struct slicer *s, size_t source)
{
	return &s->from->sources[source].in.lines.in;
}

/* What was left of the last slice comes first. */
static void
begin(struct slicer *s, struct slice *to)
{
	if (!to->blocks)
		to->blocks = mem_zeroed(s->from->n_sources, sizeof *to->blocks);
	to->n = s->from->n_sources;
	for (size_t i = 0; i < to->n; i++) {
		struct slice_block *b = &to->blocks[i];

		b->len = b->cut = 0;
		b->ended = b->unended = false;
		if (s->last) {
			add(b, slice_rest(s, i));
			b->ended = s->last->blocks[i].ended;
			b->unended = s->last->blocks[i].unended;
		}
	}
	s->last = to;
}

/*
 * The source that goes the least far, and its last KEY, which is where to
 * cut; key->p is NULL where nothing is known of a source yet. NULL when all
 * are at their end.
 */
static struct slice_block *
find_shortest(const struct slice *to, struct span *key)
{
	struct slice_block *shortest = NULL;

	for (size_t i = 0; i < to->n; i++) {
		struct slice_block *b = &to->blocks[i];
		struct span last;

		if (b->ended && b->whole == b->len)
			continue;
		if (!last_key(b, &last)) {
			*key = (struct span){ 0 };
			return b;
		}
		if (!shortest || span_cmp(last, *key) < 0) {
			shortest = b;
			*key = last;
		}
	}
	return shortest;
}

/* Sets the cuts. False when there is nothing before them. */
static bool
cut_at(struct slice *to, struct span key)
{
	bool any = false;

	for (size_t i = 0; i < to->n; i++) {
		to->blocks[i].cut = find_cut(&to->blocks[i], key);
		any = any || to->blocks[i].cut > 0;
	}
	return any;
}

/* Are the lines behind the cuts records? They would be read together with
 * the last ones before. */
static bool
goes_on(const struct slice *to)
{
	struct record r;
	struct err e;

	for (size_t i = 0; i < to->n; i++) {
		const struct slice_block *b = &to->blocks[i];
		struct span line;

		if (b->cut == b->whole)
			continue;
		line = line_at(b->p, b->cut, b->whole);
		line.len--;
		if (record_parse(line, &r, &e))
			return false;
	}
	return true;
}

static size_t
size_of(const struct slice *to)
{
	size_t n = 0;

	for (size_t i = 0; i < to->n; i++)
		n += to->blocks[i].len;
	return n;
}

static bool
give_up(struct slice *to)
{
	for (size_t i = 0; i < to->n; i++)
		to->blocks[i].cut = 0;
	return false;
}

bool
slice_cut(struct slicer *s, struct slice *to)
{
	struct slice_block *shortest = NULL;

	begin(s, to);
	for (;;) {
		struct span key = { 0 };

		for (size_t i = 0; i < to->n; i++) {
			struct slice_block *b = &to->blocks[i];
			bool more = b == shortest; /* it holds the others up */

			if (!fill(b, input_of(s, i),
				more && 2 * b->len > s->block ? 2 * b->len
							      : s->block,
				more))
				return give_up(to);
			find_lines(b);
		}
		shortest = find_shortest(to, &key);
		if (!shortest)
			return give_up(to);
		if (key.p && cut_at(to, key))
			return goes_on(to) || give_up(to);
		if (shortest->ended || size_of(to) >= s->most)
			return give_up(to);
	}
}

void
slice_free(struct slice *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->blocks[i].p);
	free(s->blocks);
	*s = (struct slice){ 0 };
}
