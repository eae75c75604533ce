#include "stream/line/row_scan.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	LEAST = 256,  /* bytes looked at once a row could not be taken, */
	USUAL = 4096, /* and while every row is taken */
};

static bool
look(struct stretch *s, struct span ahead)
{
	static const struct scan_set set = { '|', '|' };
	size_t len = s->len;

	if (ahead.len <= ROW_SLACK)
		return false;
	if (len > ahead.len - ROW_SLACK)
		len = ahead.len - ROW_SLACK;
	if (!s->at)
		s->at = mem_alloc(SCAN_MAX * sizeof *s->at);
	s->base = ahead.p;
	s->n = scan_index((struct span){ ahead.p, len }, &set, s->at);
	s->i = 0;
	s->ascii = scan_is_ascii((struct span){ ahead.p, len });
	return true;
}

enum outcome {
	WHOLE,
	CUT,    /* the stretch ends before the row does */
	RAGGED, /* another number of fields */
};

/* Finds the row at p, whose hits need not all be separators. */
static enum outcome
walk(struct stretch *s, const char *p, struct span *fields, size_t n,
    struct stretch_row *row)
{
	const char *from = p;
	size_t got = 0;

	row->clean = true;
	for (size_t i = s->i; i < s->n; i++) {
		const char *end = s->base + s->at[i];

		if (*end != '\t' && *end != '\n') {
			row->clean = false;
			continue;
		}
		if (got == n)
			return RAGGED;
		fields[got++] = (struct span){ from, (size_t)(end - from) };
		from = end + 1;
		if (*end == '\n') {
			row->len = (size_t)(end - p);
			s->i = i + 1;
			return got == n ? WHOLE : RAGGED;
		}
	}
	return CUT;
}

/* Looks at longer and longer stretches, until the row is whole. */
static enum outcome
look_and_walk(struct stretch *s, struct span ahead, struct span *fields,
    size_t n, struct stretch_row *row)
{
	enum outcome o = CUT;
	bool all = false;

	if (s->len < LEAST)
		s->len = LEAST;
	while (o == CUT && !all && look(s, ahead)) {
		all = s->len >= SCAN_MAX || s->len >= ahead.len - ROW_SLACK;
		o = walk(s, ahead.p, fields, n, row);
		if (!all && (o == CUT || s->len < USUAL))
			s->len *= 2;
	}
	return o;
}

bool
stretch_other(struct stretch *s, struct span ahead, struct span *fields,
    size_t n, struct stretch_row *row)
{
	enum outcome o = RAGGED;

	if (ahead.len == 0 || *ahead.p != '#') {
		o = walk(s, ahead.p, fields, n, row);
		if (o == CUT)
			o = look_and_walk(s, ahead, fields, n, row);
	}
	if (o != WHOLE)
		s->n = s->i = 0; /* the next row may be anywhere */
	if (o == RAGGED)
		s->len = LEAST;
	return o == WHOLE;
}

void
stretch_free(struct stretch *s)
{
	free(s->at);
	*s = (struct stretch){ 0 };
}
