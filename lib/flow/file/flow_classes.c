#include "flow/file/flow_classes.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sections/ini_walk.h"
#include "sections/plain_name.h"
#include "sections/key_value.h"

enum { DAY_S = 86400 };

/* Those that every class has. */
static const char *const lanes[] = { "fast", "slow", "retry", "broken" };

struct reader {
	struct flow_classes *classes;
	struct flow_class *now; /* NULL: no section, or a bad one */
	const char *path;
	struct told *told;
};

const struct flow_class *
flow_class(const struct flow_classes *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->list[i].name, name))
			return &c->list[i];
	return NULL;
}

bool
flow_class_has_lane(const struct flow_class *c, const char *lane)
{
	for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++)
		if (!strcmp(lanes[i], lane))
			return true;
	for (size_t i = 0; i < c->n_lanes; i++)
		if (!strcmp(c->lanes[i].name, lane))
			return true;
	return false;
}

static void
begin(void *arg, const struct ini *ini)
{
	static const struct span word = { "class ", 6 };
	struct reader *d = arg;
	struct flow_classes *c = d->classes;
	struct span name = ini->name;
	const struct flow_class *old;

	d->now = NULL;
	if (span_begins(name, word))
		name = span_trim(
		    (struct span){ name.p + word.len, name.len - word.len });
	else
		name.len = 0;
	if (!plain_name_is(name)) {
		told_add(d->told, d->path, ini->line,
		    "[%s] is no section of classes; it is [class NAME]",
		    excerpt(ini->name).s);
		return;
	}
	c->list = mem_grow(c->list, &c->cap, c->n + 1, sizeof *c->list);
	c->list[c->n] =
	    (struct flow_class){ .name = arena_text(&c->texts, name),
		    .line = ini->line,
		    .limit = 1 };
	d->now = &c->list[c->n++];
	old = flow_class(c, d->now->name);
	if (old != d->now)
		told_add(d->told, d->path, ini->line,
		    "[class %s] is there twice, in line %ju too", old->name,
		    (uintmax_t)old->line);
}

/* "5 in 10m rest 2m" */
static int
set_breaker(struct flow_class *c, struct span v, struct err *e)
{
	struct span word[5] = { { "", 0 } }, left = v;
	size_t n = 0;

	for (left = span_trim(left); left.len && n < 6;
	     left = span_trim(left), n++) {
		size_t len = 0;

		while (
		    len < left.len && left.p[len] != ' ' && left.p[len] != '\t')
			len++;
		if (n < 5)
			word[n] = (struct span){ left.p, len };
		left = (struct span){ left.p + len, left.len - len };
	}
	if (n != 5 || !span_eq(word[1], SPAN("in")) ||
	    !span_eq(word[3], SPAN("rest")))
		return err_set(e, ST_FAIL,
		    "\"%s\" is not like 5 in 10m rest 2m", excerpt(v).s);
	return key_value_number(&c->breaker, word[0], 1, 1000000, e) ||
		key_value_seconds(&c->breaker_in, word[2], 1, DAY_S, e) ||
		key_value_seconds(&c->breaker_rest, word[4], 1, DAY_S, e)
	    ? -1
	    : 0;
}

static int
set_lane(struct reader *d, struct span name, struct span v, struct err *e)
{
	struct flow_class *c = d->now;
	unsigned limit = 0;

	if (!plain_name_is(name))
		return err_set(
		    e, ST_FAIL, "\"%s\" is no name of a lane", excerpt(name).s);
	for (size_t i = 0; i < c->n_lanes; i++)
		if (span_eq(name, span_str(c->lanes[i].name)))
			return err_set(e, ST_FAIL, "it is there twice");
	if (c->n_lanes == FLOW_LANES_MAX)
		return err_set(
		    e, ST_FAIL, "more than %d lanes", FLOW_LANES_MAX);
	if (key_value_number(&limit, v, 1, FLOW_LIMIT_MAX, e))
		return -1;
	c->lanes[c->n_lanes++] =
	    (struct flow_lane){ arena_text(&d->classes->texts, name), limit };
	return 0;
}

static int
once(uint64_t *said, uint64_t line, struct err *e)
{
	if (*said)
		return err_set(e, ST_FAIL, "it is there twice, in line %ju too",
		    (uintmax_t)*said);
	*said = line;
	return 0;
}

static int
take(void *arg, const struct ini *ini, struct err *e)
{
	struct reader *d = arg;
	struct flow_class *c = d->now;
	struct span key = ini->key, v = ini->value;
	uint64_t line = ini->line;

	if (!c) /* the section was told */
		return 0;
	if (span_eq(key, SPAN("limit")))
		return once(&c->said_limit, line, e) ||
			key_value_number(&c->limit, v, 1, FLOW_LIMIT_MAX, e)
		    ? -1
		    : 0;
	if (span_eq(key, SPAN("breaker")))
		return once(&c->said_breaker, line, e) || set_breaker(c, v, e)
		    ? -1
		    : 0;
	if (span_eq(key, SPAN("slow")))
		return once(&c->said_slow, line, e) ||
			key_value_seconds(&c->slow, v, 1, DAY_S, e)
		    ? -1
		    : 0;
	if (span_begins(key, SPAN("lane ")))
		return set_lane(d,
		    span_trim((struct span){ key.p + 5, key.len - 5 }), v, e);
	return err_set(e, ST_FAIL,
	    "unknown key; there are limit, breaker, slow, lane NAME");
}

int
flow_classes_read(
    struct flow_classes *c, const char *path, struct told *told, struct err *e)
{
	struct reader d = { .classes = c, .path = path, .told = told };

	return ini_walk_read(
	    &(struct ini_walk){ path, told, "[class NAME]", &d, begin, take },
	    e);
}

void
flow_classes_free(struct flow_classes *c)
{
	free(c->list);
	arena_free(&c->texts);
	*c = (struct flow_classes){ 0 };
}
