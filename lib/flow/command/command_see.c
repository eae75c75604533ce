#include <time.h>

#include "flow/command/seen.h"
#include "value/time/date.h"

enum { DAY_S = 86400, MS = 1000, FOLLOW_MS = 1000 };

/* Prints what was made, and closes. */
static int
finish(struct seen *s, const struct command *c, struct buf *b, int r,
    struct err *e)
{
	if (r == 0)
		r = c->print(buf_span(b), e);
	buf_free(b);
	seen_close(s);
	return r;
}

/* The moment at which a day begins where the machine is. */
static int64_t
machine_day(int32_t day)
{
	struct tm tm = { .tm_isdst = -1 };
	int month;

	date_civil(day, &tm.tm_year, &month, &tm.tm_mday);
	tm.tm_year -= 1900;
	tm.tm_mon = month - 1;
	return (int64_t)mktime(&tm);
}

/* The moment at which a day begins, in the zone of who looks. */
static int
day_begins(struct seen *s, const char *option, const char *text, int more,
    int64_t *at, struct err *e)
{
	int64_t local, utc[2];
	int32_t day;

	if (!text)
		return 0;
	if (!date_parse(span_str(text), &day))
		return err_set(e, ST_FAIL, "--%s: \"%s\" is no day YYYY-MM-DD",
		    option, excerpt(span_str(text)).s);
	local = ((int64_t)day + more) * DAY_S;
	if (!s->has_zone)
		*at = machine_day(day + more) * MS;
	else if (zone_moments(&s->zone, local, utc))
		*at = utc[0] * MS;
	else /* clocks skipped it: where they were put to */
		*at = (local - zone_at(&s->zone, local).offset) * MS;
	return 0;
}

static int
fill_wish(struct flow_list_wish *w, struct seen *s, const struct command *c,
    struct buf *name, struct err *e)
{
	const struct flow_options *o = c->options;
	const char *eq;

	*w = (struct flow_list_wish){ .state = o->state,
		.flow = o->flow,
		.max = o->max ? o->max : SHOW_PAGE,
		.children = o->children };
	if (day_begins(s, "from", o->from, 0, &w->from, e) ||
	    day_begins(s, "to", o->to, 1, &w->to, e))
		return -1;
	if ((o->before && seen_run(c, o->before, &w->before, e)) ||
	    (o->of && seen_run(c, o->of, &w->parent, e)))
		return -1;
	if (c->n == 0)
		return 0;
	eq = strchr(c->operands[0], '=');
	if (!eq)
		return err_set(e, ST_FAIL, "ls: \"%s\" is not NAME=VALUE",
		    excerpt(span_str(c->operands[0])).s);
	buf_add(name,
	    (struct span){ c->operands[0], (size_t)(eq - c->operands[0]) });
	buf_byte(name, '\0');
	w->param = name->p;
	w->value = eq + 1;
	return 0;
}

int
command_ls(const struct command *c, enum status *status, struct err *e)
{
	struct buf b = { 0 }, name = { 0 };
	struct flow_list_wish w;
	struct seen s;
	int r;

	(void)status;
	if (seen_open(&s, c, e))
		return -1;
	r = fill_wish(&w, &s, c, &name, e);
	if (r == 0)
		r = show_list(&s.show, &w, &b, e);
	r = finish(&s, c, &b, r, e);
	buf_free(&name);
	return r;
}

int
command_show(const struct command *c, enum status *status, struct err *e)
{
	struct buf b = { 0 };
	struct seen s;
	int64_t id = 0;

	(void)status;
	if (seen_run(c, c->operands[0], &id, e) || seen_open(&s, c, e))
		return -1;
	return finish(&s, c, &b, show_run(&s.show, id, &b, e), e);
}

int
command_stats(const struct command *c, enum status *status, struct err *e)
{
	struct buf b = { 0 };
	struct seen s;

	(void)status;
	if (seen_open(&s, c, e))
		return -1;
	return finish(&s, c, &b, show_stats(&s.show, &b, e), e);
}

int
command_workers(const struct command *c, enum status *status, struct err *e)
{
	struct buf b = { 0 };
	struct seen s;

	(void)status;
	if (seen_open(&s, c, e))
		return -1;
	return finish(&s, c, &b, show_workers(&s.show, &b, e), e);
}

int
command_log(const struct command *c, enum status *status, struct err *e)
{
	struct show_log log = { 0 };
	struct buf b = { 0 };
	struct seen s;
	int r = 0;

	(void)status;
	if ((c->n && seen_run(c, c->operands[0], &log.run, e)) ||
	    seen_open(&s, c, e))
		return -1;
	for (;;) {
		seen_now(&s);
		buf_clear(&b);
		r = show_log(&s.show, &log, &b, e);
		if (r == 0 && b.len)
			r = c->print(buf_span(&b), e);
		if (r || (!log.more && (log.ended || !c->options->follow)))
			break;
		if (!log.more)
			show_wait(s.show.dir, FOLLOW_MS);
	}
	show_log_free(&log);
	buf_free(&b);
	seen_close(&s);
	return r;
}
