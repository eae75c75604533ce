#include "flow/file/flow_classes.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/file/flow_value.h"
#include "io/ini.h"
#include "sys/file/trusted_file.h"

enum { DAY_S = 86400 };

/* Those that every class has. */
static const char *const lanes[] = { "fast", "slow", "retry", "broken" };

struct reader {
	struct flow_classes *classes;
	struct flow_class *now; /* NULL: no section, or a bad one */
	const char *path;
	struct ini file;
	struct flow_told *told;
	bool begun; /* there was a section */
};

static const char *
text_of(struct flow_classes *c, struct span s)
{
	char *p = arena_room(&c->texts, s.len + 1);

	memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

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
begin(struct reader *d)
{
	static const struct span word = { "class ", 6 };
	struct flow_classes *c = d->classes;
	struct span name = d->file.name;
	const struct flow_class *old;

	d->begun = true;
	d->now = NULL;
	if (span_begins(name, word))
		name = span_trim(
		    (struct span){ name.p + word.len, name.len - word.len });
	else
		name.len = 0;
	if (!flow_name_is(name)) {
		flow_tell(d->told, d->path, d->file.line,
		    "[%s] is no section of classes; it is [class NAME]",
		    excerpt(d->file.name).s);
		return;
	}
	c->list = mem_grow(c->list, &c->cap, c->n + 1, sizeof *c->list);
	c->list[c->n] = (struct flow_class){
		.name = text_of(c, name), .line = d->file.line, .limit = 1
	};
	d->now = &c->list[c->n++];
	old = flow_class(c, d->now->name);
	if (old != d->now)
		flow_tell(d->told, d->path, d->file.line,
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
	return flow_value_number(&c->breaker, word[0], 1, 1000000, e) ||
		flow_value_seconds(&c->breaker_in, word[2], 1, DAY_S, e) ||
		flow_value_seconds(&c->breaker_rest, word[4], 1, DAY_S, e)
	    ? -1
	    : 0;
}

static int
set_lane(struct reader *d, struct span name, struct span v, struct err *e)
{
	struct flow_class *c = d->now;
	unsigned limit = 0;

	if (!flow_name_is(name))
		return err_set(
		    e, ST_FAIL, "\"%s\" is no name of a lane", excerpt(name).s);
	for (size_t i = 0; i < c->n_lanes; i++)
		if (span_eq(name, span_str(c->lanes[i].name)))
			return err_set(e, ST_FAIL, "it is there twice");
	if (c->n_lanes == FLOW_LANES_MAX)
		return err_set(
		    e, ST_FAIL, "more than %d lanes", FLOW_LANES_MAX);
	if (flow_value_number(&limit, v, 1, FLOW_LIMIT_MAX, e))
		return -1;
	c->lanes[c->n_lanes++] =
	    (struct flow_lane){ text_of(d->classes, name), limit };
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
take(struct reader *d, struct err *e)
{
	struct flow_class *c = d->now;
	struct span key = d->file.key, v = d->file.value;
	uint64_t line = d->file.line;

	if (span_eq(key, SPAN("limit")))
		return once(&c->said_limit, line, e) ||
			flow_value_number(&c->limit, v, 1, FLOW_LIMIT_MAX, e)
		    ? -1
		    : 0;
	if (span_eq(key, SPAN("breaker")))
		return once(&c->said_breaker, line, e) || set_breaker(c, v, e)
		    ? -1
		    : 0;
	if (span_eq(key, SPAN("slow")))
		return once(&c->said_slow, line, e) ||
			flow_value_seconds(&c->slow, v, 1, DAY_S, e)
		    ? -1
		    : 0;
	if (span_begins(key, SPAN("lane ")))
		return set_lane(d,
		    span_trim((struct span){ key.p + 5, key.len - 5 }), v, e);
	return err_set(e, ST_FAIL,
	    "unknown key; there are limit, breaker, slow, lane NAME");
}

static void
take_line(struct reader *d, enum ini_outcome is)
{
	struct err e;

	if (is == INI_BAD)
		flow_tell(d->told, d->path, d->file.line,
		    "\"%s\" is neither [section], key = value nor a comment",
		    excerpt(d->file.text).s);
	else if (is == INI_SECTION)
		begin(d);
	else if (!d->begun)
		flow_tell(d->told, d->path, d->file.line,
		    "\"%s\" stands before the first section, [class NAME]",
		    excerpt(d->file.text).s);
	else if (d->now && take(d, &e))
		flow_tell(d->told, d->path, d->file.line, "%s: %s",
		    excerpt(d->file.key).s, e.text);
}

int
flow_classes_read(struct flow_classes *c, const char *path,
    struct flow_told *told, struct err *e)
{
	struct reader d = { .classes = c, .path = path, .told = told };
	enum ini_outcome is;

	if (trusted_file_check(path, TRUST_WRITE, e) ||
	    ini_open(&d.file, path, e))
		return -1;
	while ((is = ini_next(&d.file, e)) != INI_END && is != INI_FAIL)
		take_line(&d, is);
	ini_close(&d.file);
	return is == INI_FAIL ? -1 : 0;
}

void
flow_classes_free(struct flow_classes *c)
{
	free(c->list);
	arena_free(&c->texts);
	*c = (struct flow_classes){ 0 };
}
