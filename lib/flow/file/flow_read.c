#include "flow/file/flow_read.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sections/ini_walk.h"
#include "sections/plain_name.h"
#include "flow/file/flow_keys.h"

enum section_kind { NONE, FLOW, PARAM, NODE, SCHEDULE, ALARM };

/* The section that is being read. */
struct section {
	const struct flow_key *keys; /* NULL: none, or one that is not known */
	void *at;
	uint64_t *said; /* of its keys */
	enum section_kind kind;
	uint64_t few[32]; /* said, where it has none of its own */
};

struct reader {
	struct flow_reading r;
	const struct ini *ini; /* the line that is read */
	struct section now;
	bool flow_said; /* [flow] was there */
};

static const char *const sections[] = {
	[FLOW] = "flow",
	[PARAM] = "param",
	[NODE] = "node",
	[SCHEDULE] = "schedule",
	[ALARM] = "alarm",
};

static int
tell(struct reader *d, const char *text, struct span what)
{
	return told_add(
	    d->r.told, d->r.flow->path, d->r.line, text, excerpt(what).s);
}

/* What was read of a section is all of it. */
static void
end_section(struct reader *d)
{
	struct section *s = &d->now;

	if (s->kind == PARAM)
		flow_keys_end_param(&d->r, s->at);
	if (s->kind == NODE)
		flow_keys_end_node(&d->r, s->at);
	if (s->kind == SCHEDULE)
		flow_keys_end_schedule(&d->r, s->at);
	*s = (struct section){ .kind = NONE };
}

static void
begin_param(struct reader *d, struct span name)
{
	struct flow *f = d->r.flow;
	struct flow_param *p;

	f->params =
	    mem_grow(f->params, &f->cap_params, f->n_params + 1, sizeof *p);
	p = &f->params[f->n_params++];
	*p = (struct flow_param){ .name = flow_text(f, name),
		.line = d->r.line };
	d->now.keys = flow_keys_param;
	d->now.at = p;
}

static void
begin_node(struct reader *d, struct span name)
{
	struct flow *f = d->r.flow;
	struct flow_node *n;

	f->nodes = mem_grow(f->nodes, &f->cap_nodes, f->n_nodes + 1, sizeof *n);
	n = &f->nodes[f->n_nodes++];
	*n =
	    (struct flow_node){ .name = flow_text(f, name), .line = d->r.line };
	d->now.keys = flow_keys_node;
	d->now.at = n;
	d->now.said = n->said;
}

static void
begin_schedule(struct reader *d, struct span name)
{
	struct flow *f = d->r.flow;
	struct flow_schedule *s;

	f->schedules = mem_grow(
	    f->schedules, &f->cap_schedules, f->n_schedules + 1, sizeof *s);
	s = &f->schedules[f->n_schedules++];
	*s = (struct flow_schedule){
		.name = flow_text(f, name), .line = d->r.line, .done_by = -1
	};
	d->now.keys = flow_keys_schedule;
	d->now.at = s;
	d->now.said = s->said;
}

/* [flow] and [alarm], which have no name and stand once. */
static void
begin_single(struct reader *d, struct span name, bool again)
{
	struct flow *f = d->r.flow;

	if (name.len)
		tell(d, "[%s]: this section has no name", d->ini->name);
	if (again)
		tell(d, "[%s] is there twice", d->ini->name);
	if (d->now.kind == FLOW) {
		d->flow_said = true;
		d->now.keys = flow_keys_flow;
		d->now.at = f;
	} else {
		f->alarm.line = d->r.line;
		d->now.keys = flow_keys_alarm;
		d->now.at = &f->alarm;
	}
}

static void
begin_named(struct reader *d, struct span name)
{
	if (!plain_name_is(name)) {
		tell(d, "\"%s\" is no name: " PLAIN_NAME_SAYS, name);
		d->now.kind = NONE;
		return;
	}
	if (d->now.kind == NODE && d->r.flow->n_nodes == FLOW_NODES_MAX) {
		tell(d, "[node %s]: a flow has at most 10000 nodes", name);
		d->now.kind = NONE;
		return;
	}
	if (d->now.kind == PARAM && d->r.flow->n_params == FLOW_PARAMS_MAX) {
		tell(d, "[param %s]: a flow has at most 1000 parameters", name);
		d->now.kind = NONE;
		return;
	}
	if (d->now.kind == PARAM)
		begin_param(d, name);
	else if (d->now.kind == NODE)
		begin_node(d, name);
	else
		begin_schedule(d, name);
}

static void
begin_section(struct reader *d)
{
	struct span word = d->ini->name, name;
	size_t n = 0;

	end_section(d);
	while (n < word.len && word.p[n] != ' ' && word.p[n] != '\t')
		n++;
	name = span_trim((struct span){ word.p + n, word.len - n });
	word.len = n;
	for (int k = FLOW; k <= ALARM; k++)
		if (span_eq(word, span_str(sections[k])))
			d->now.kind = (enum section_kind)k;
	d->now.said = d->now.few;
	if (d->now.kind == NONE)
		tell(d,
		    "[%s] is no section; there are [flow], [param NAME], "
		    "[node NAME], [schedule NAME], [alarm]",
		    d->ini->name);
	else if (d->now.kind == FLOW)
		begin_single(d, name, d->flow_said);
	else if (d->now.kind == ALARM)
		begin_single(d, name, d->r.flow->alarm.line != 0);
	else
		begin_named(d, name);
}

static void
unknown_key(struct reader *d, struct span key)
{
	char *text = mem_dup(key);
	const char *near = flow_key_nearest(d->now.keys, text);

	told_add(d->r.told, d->r.flow->path, d->r.line,
	    "[%s] has no key \"%s\"%s%s%s", sections[d->now.kind],
	    excerpt(key).s, near ? "; the nearest is \"" : "",
	    near ? near : ", see recon-flow(5)", near ? "\"" : "");
	free(text);
}

/* The key of a line in the table; "param NAME" is "param" with a name. */
static const struct flow_key *
find_key(struct reader *d)
{
	struct span key = d->ini->key;
	const struct flow_key *k;

	d->r.name = (struct span){ "", 0 };
	if (span_begins(key, SPAN("param ")) ||
	    span_begins(key, SPAN("param\t"))) {
		d->r.name = span_trim((struct span){ key.p + 6, key.len - 6 });
		key.len = 5;
	}
	for (k = d->now.keys; k->name; k++)
		if (span_eq(key, span_str(k->name)))
			return k;
	return NULL;
}

static void
take_entry(struct reader *d)
{
	const struct flow_key *k;
	uint64_t *said;
	struct err e;

	if (!d->now.keys) /* the section was told */
		return;
	k = find_key(d);
	if (!k) {
		unknown_key(d, d->ini->key);
		return;
	}
	said = &d->now.said[k - d->now.keys];
	if (*said && !k->many) {
		told_add(d->r.told, d->r.flow->path, d->r.line,
		    "%s: it is there twice, in line %ju too", k->name,
		    (uintmax_t)*said);
		return;
	}
	*said = d->r.line;
	if (k->set(&d->r, d->now.at, d->ini->value, &e))
		told_add(d->r.told, d->r.flow->path, d->r.line, "%s%s%.*s: %s",
		    k->name, d->r.name.len ? " " : "", (int)d->r.name.len,
		    d->r.name.p, e.text);
}

static void
begin(void *arg, const struct ini *ini)
{
	struct reader *d = arg;

	d->ini = ini;
	d->r.line = ini->line;
	begin_section(d);
}

static int
take(void *arg, const struct ini *ini, struct err *e)
{
	struct reader *d = arg;

	(void)e;
	d->ini = ini;
	d->r.line = ini->line;
	take_entry(d);
	return 0;
}

static struct ini_walk
walk(struct reader *d)
{
	return (struct ini_walk){ d->r.flow->path, d->r.told, "[flow]", d,
		begin, take };
}

static struct reader
reading(struct flow *f, const char *path, struct told *told)
{
	*f = (struct flow){ 0 };
	f->path = flow_text(f, span_str(path));
	return (struct reader){ .r = { .flow = f, .told = told } };
}

static void
end(struct reader *d)
{
	const struct flow *f = d->r.flow;

	end_section(d);
	if (f->n_nodes == 0)
		told_add(
		    d->r.told, f->path, 0, "there is no node; say [node NAME]");
}

int
flow_read(struct flow *f, const char *path, struct told *told, struct err *e)
{
	struct reader d = reading(f, path, told);
	const struct ini_walk w = walk(&d);

	if (ini_walk_read(&w, e))
		return -1;
	end(&d);
	return 0;
}

void
flow_read_text(
    struct flow *f, const char *path, struct span text, struct told *told)
{
	struct reader d = reading(f, path, told);
	const struct ini_walk w = walk(&d);

	if (ini_walk_text(&w, text) == 0)
		end(&d);
}
