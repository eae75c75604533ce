#include "flow/file/flow_keys.h"

#include "base/mem.h"
#include "sections/plain_name.h"
#include "text/near_name.h"

uint64_t
flow_key_said(
    const struct flow_key *keys, const uint64_t *said, const char *name)
{
	for (size_t i = 0; keys[i].name; i++)
		if (!strcmp(keys[i].name, name))
			return said[i];
	return 0;
}

const char *
flow_key_nearest(const struct flow_key *keys, const char *key)
{
	struct near_name near;

	near_name_begin(&near, key);
	for (; keys->name; keys++)
		near_name_try(&near, keys->name);
	return near.name;
}

static int
set_title(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow *f = at;

	(void)e;
	f->title = flow_text(r->flow, v);
	return 0;
}

const struct flow_key flow_keys_flow[] = {
	{ "title", set_title, false, 0 },
	{ 0 },
};

static int
set_type(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_param *p = at;
	int type = flow_type_named(v);

	(void)r;
	if (type < 0)
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of: date int amount text word",
		    excerpt(v).s);
	p->type = (enum flow_type)type;
	p->typed = true;
	return 0;
}

static int
set_preset(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_param *p = at;

	(void)e;
	p->preset = flow_text(r->flow, v);
	p->preset_line = r->line;
	return 0;
}

static int
set_param_title(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_param *p = at;

	(void)e;
	p->title = flow_text(r->flow, v);
	return 0;
}

const struct flow_key flow_keys_param[] = {
	{ "type", set_type, false, 0 },
	{ "default", set_preset, false, 0 },
	{ "title", set_param_title, false, 0 },
	{ 0 },
};

void
flow_keys_end_param(struct flow_reading *r, const struct flow_param *p)
{
	const char *why;

	if (!p->typed) {
		told_add(r->told, r->flow->path, p->line,
		    "[param %s] has no type; say type = date, int, amount, "
		    "text or word",
		    p->name);
		return;
	}
	if (!p->preset)
		return;
	why = flow_type_why(p->type, span_str(p->preset));
	if (why)
		told_add(r->told, r->flow->path, p->preset_line,
		    "default: \"%s\" %s", excerpt(span_str(p->preset)).s, why);
}

static int
set_alarm_send(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_alarm *a = at;

	(void)e;
	a->sends = mem_grow(a->sends, &a->cap, a->n + 1, sizeof *a->sends);
	a->lines =
	    mem_grow(a->lines, &a->cap_lines, a->n + 1, sizeof *a->lines);
	a->lines[a->n] = r->line;
	a->sends[a->n++] = flow_text(r->flow, v);
	return 0;
}

const struct flow_key flow_keys_alarm[] = {
	{ "send", set_alarm_send, true, 0 },
	{ 0 },
};

struct flow_set *
flow_keys_set(struct flow_reading *r, struct flow_set **list, size_t *n,
    size_t *cap, struct err *e)
{
	if (!plain_name_is(r->name)) {
		err_set(e, ST_FAIL, "\"%s\" is no name of a parameter",
		    excerpt(r->name).s);
		return NULL;
	}
	if (*n == FLOW_PARAMS_MAX) {
		err_set(e, ST_FAIL, "more than %d", FLOW_PARAMS_MAX);
		return NULL;
	}
	for (size_t i = 0; i < *n; i++)
		if (span_eq(span_str((*list)[i].name), r->name)) {
			err_set(e, ST_FAIL,
			    "it is there twice, in line %ju too",
			    (uintmax_t)(*list)[i].line);
			return NULL;
		}
	*list = mem_grow(*list, cap, *n + 1, sizeof **list);
	(*list)[*n] = (struct flow_set){ .name = flow_text(r->flow, r->name),
		.line = r->line };
	return &(*list)[(*n)++];
}
