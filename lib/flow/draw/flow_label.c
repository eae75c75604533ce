#include "flow/draw/flow_label.h"

#include <stdio.h>

#include "text/width.h"

void
flow_line_make(struct flow_line *l, struct span s)
{
	if (width_shorten(&l->shown, s, FLOW_LABEL_COLUMNS))
		buf_add(&l->whole, s);
}

void
flow_line_free(struct flow_line *l)
{
	buf_free(&l->shown);
	buf_free(&l->whole);
}

static void
add(struct flow_label *l, const char *before, const char *text)
{
	struct buf line = { 0 };

	buf_str(&line, before);
	buf_str(&line, text);
	flow_line_make(&l->line[l->n++], buf_span(&line));
	buf_free(&line);
}

static void
add_kind(struct flow_label *l, const struct flow_node *n)
{
	switch (n->kind) {
	case FLOW_RUN:
		add(l, "run ", n->does);
		break;
	case FLOW_SH:
		add(l, "shell ", n->does);
		break;
	case FLOW_SEND:
		add(l, "send to ", n->does);
		break;
	case FLOW_FLOW:
		add(l, n->each.bytes ? "flow for each line " : "flow ",
		    n->does);
		break;
	case FLOW_APPROVE:
	case FLOW_WAIT:
	case FLOW_NOTHING:
		break;
	}
	if (n->approve)
		add(l, "approval by ", n->approve);
}

static void
add_mark(struct flow_label *l, const struct flow_mark *m)
{
	const struct flow_look_is *look = flow_look_is(m->look);

	if (m->look == LOOK_PLAIN)
		return;
	for (size_t i = 0; i < m->n || i == 0; i++) {
		struct buf line = { 0 };

		if (i == 0)
			buf_printf(&line, "%s %s%s", look->sign, look->name,
			    m->n && m->line[0].len ? ", " : "");
		if (i < m->n)
			buf_add(&line, buf_span(&m->line[i]));
		flow_line_make(&l->line[l->n++], buf_span(&line));
		buf_free(&line);
	}
}

void
flow_label_make(
    struct flow_label *l, const struct flow_node *n, const struct flow_mark *m)
{
	char delay[40];

	add(l, "", n->name);
	if (n->title)
		add(l, "", n->title);
	add_kind(l, n);
	snprintf(delay, sizeof delay, "%us", n->delay);
	if (n->delay)
		add(l, "wait ", delay);
	else if (n->kind == FLOW_WAIT)
		add(l, "meet", "");
	if (n->when.n)
		add(l, "when a command says so", "");
	if (n->n_after > 1)
		add(l, "join ", flow_join_name(n->join));
	if (n->every)
		add(l, "asks again", "");
	add_mark(l, m);
}

void
flow_label_free(struct flow_label *l)
{
	for (size_t i = 0; i < FLOW_LABEL_LINES; i++)
		flow_line_free(&l->line[i]);
	*l = (struct flow_label){ 0 };
}
