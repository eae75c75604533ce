#include <stdlib.h>

#include "flow/file/flow_keys.h"
#include "flow/file/flow_value.h"
#include "sections/key_value.h"

enum { DAY_S = 86400, DAY_MINUTES = 1440, CATCH_UP_MAX = 1000 };

static int
by_minute(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

static int
set_at(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_schedule *s = at;
	struct span item;
	unsigned minute = 0;

	(void)r;
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no value; it is HH:MM, ...");
	while (key_value_next(&v, &item)) {
		if (s->n_at == FLOW_TIMES_MAX)
			return err_set(
			    e, ST_FAIL, "more than %d times", FLOW_TIMES_MAX);
		if (key_value_time(&minute, item, e))
			return -1;
		for (size_t i = 0; i < s->n_at; i++)
			if (s->at[i] == minute)
				return err_set(e, ST_FAIL, "%s is there twice",
				    excerpt(item).s);
		s->at[s->n_at++] = (uint16_t)minute;
	}
	qsort(s->at, s->n_at, sizeof *s->at, by_minute);
	return 0;
}

static int
set_zone(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no value");
	((struct flow_schedule *)at)->zone = flow_text(r->flow, v);
	return 0;
}

static int
set_days(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no value; it is like Mon-Fri, Sun");
	return flow_value_days(&((struct flow_schedule *)at)->days, v, e);
}

static int
set_calendar(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no file");
	((struct flow_schedule *)at)->calendar = flow_text(r->flow, v);
	return 0;
}

static int
set_param(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_schedule *s = at;
	struct flow_set *set =
	    flow_keys_set(r, &s->params, &s->n_params, &s->cap_params, e);

	if (!set || flow_due_parse(&set->due, v, e))
		return -1;
	set->due.text = flow_text(r->flow, v);
	return 0;
}

static int
set_catch_up(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	static const char all[] = "all max ";
	struct flow_schedule *s = at;
	int i;

	(void)r;
	if (span_begins(v, (struct span){ all, sizeof all - 1 })) {
		s->catch_up = FLOW_CATCH_ALL;
		v.p += sizeof all - 1;
		v.len -= sizeof all - 1;
		return key_value_number(
		    &s->catch_max, span_trim(v), 1, CATCH_UP_MAX, e);
	}
	if (key_value_one_of(&i, v, "none last", e))
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of: none, last, all max N", excerpt(v).s);
	s->catch_up = (enum flow_catch_up)i;
	return 0;
}

static int
set_overlap(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	int i;

	(void)r;
	if (key_value_one_of(&i, v, "wait skip run", e))
		return -1;
	((struct flow_schedule *)at)->overlap = (enum flow_overlap)i;
	return 0;
}

static int
set_grace(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_schedule *)at)->grace, v, 1, DAY_S, e);
}

/* "09:00", or "09:00 +1 day" */
static int
set_done_by(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	const char *plus = v.len ? memchr(v.p, '+', v.len) : NULL;
	size_t n = plus ? (size_t)(plus - v.p) : v.len;
	struct span time = span_trim((struct span){ v.p, n }), days = v, text;
	unsigned minute, after = 0;

	(void)r;
	if (key_value_time(&minute, time, e))
		return -1;
	if (plus) {
		days = (struct span){ plus + 1, v.len - n - 1 };
		text = days;
		for (n = 0; n < text.len && text.p[n] != ' '; n++)
			;
		text.len = n;
		days = span_trim((struct span){ days.p + n, days.len - n });
		if (key_value_number(&after, text, 1, 31, e) ||
		    (!span_eq(days, SPAN("day")) &&
			!span_eq(days, SPAN("days"))))
			return err_set(e, ST_FAIL,
			    "\"%s\" is not like 09:00 or 09:00 +1 day",
			    excerpt(v).s);
	}
	((struct flow_schedule *)at)->done_by =
	    (int)(minute + after * DAY_MINUTES);
	return 0;
}

const struct flow_key flow_keys_schedule[] = {
	{ "at", set_at, true, 0 },
	{ "zone", set_zone, false, 0 },
	{ "days", set_days, false, 0 },
	{ "calendar", set_calendar, false, 0 },
	{ "param", set_param, true, 0 },
	{ "catch-up", set_catch_up, false, 0 },
	{ "overlap", set_overlap, false, 0 },
	{ "grace", set_grace, false, 0 },
	{ "done-by", set_done_by, false, 0 },
	{ 0 },
};

static uint64_t
said(const struct flow_schedule *s, const char *key)
{
	return flow_key_said(flow_keys_schedule, s->said, key);
}

void
flow_keys_end_schedule(struct flow_reading *r, struct flow_schedule *s)
{
	const char *path = r->flow->path;

	if (!said(s, "at"))
		told_add(r->told, path, s->line,
		    "[schedule %s] has no time; say at = 08:30", s->name);
	if (!said(s, "zone"))
		told_add(r->told, path, s->line,
		    "[schedule %s] has no zone; say zone = Asia/Shanghai, a "
		    "zone is never guessed",
		    s->name);
	if (s->n_at && s->done_by >= 0 && s->done_by <= s->at[s->n_at - 1])
		told_add(r->told, path, said(s, "done-by"),
		    "done-by: it is not after the last start of the day; the "
		    "next day is written %02d:%02d +1 day",
		    s->done_by / 60, s->done_by % 60);
}
