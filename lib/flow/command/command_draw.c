#include "flow/command/command_store.h"
#include "flow/command/seen.h"
#include "flow/draw/flow_draw.h"
#include "flow/file/flow_read.h"
#include "flow/graph/flow_check.h"
#include "io/output.h"
#include "sections/told_say.h"

enum { MS = 1000 };

static const char *const forms[] = { [SHOW_MERMAID] = "mermaid",
	[SHOW_DOT] = "dot",
	[SHOW_SVG] = "svg",
	[SHOW_HTML] = "html" };

static int
take_form(const struct flow_options *o, enum show_form *form, struct err *e)
{
	const char *said = o->format ? o->format : o->html ? "html" : "mermaid";

	if (o->html && o->format && strcmp(o->format, "html") != 0)
		return err_set(
		    e, ST_FAIL, "draw: --html and --format are two forms");
	for (*form = SHOW_MERMAID; *form <= SHOW_HTML; ++*form)
		if (!strcmp(said, forms[*form]))
			return 0;
	return err_set(e, ST_FAIL,
	    "--format: \"%s\" is none of mermaid, dot, svg, html",
	    excerpt(span_str(said)).s);
}

static int
draw_graph(const struct flow_graph *g, enum show_form form, struct buf *b,
    struct err *e)
{
	if (form == SHOW_HTML)
		return err_set(e, ST_FAIL,
		    "draw: a page is of a run: --run ID says which");
	if (form == SHOW_SVG)
		return flow_draw_svg(g, NULL, b, e);
	if (form == SHOW_DOT)
		flow_draw_dot(g, NULL, b);
	else
		flow_draw_mermaid(g, NULL, b);
	return 0;
}

/* A flow as it is written. */
static int
draw_file(const struct command *c, enum show_form form, enum status *status,
    struct err *e)
{
	struct told told = { 0 };
	struct buf b = { 0 };
	struct flow_graph g;
	struct flow flow;
	int r = 0;

	if (flow_read(&flow, c->operands[0], &told, e)) {
		flow_free(&flow);
		told_free(&told);
		return -1;
	}
	flow_graph_make(&g, &flow, &told);
	flow_check_text(&g, &told);
	if (told.n) {
		told_say(&told, c->say);
		*status = ST_DATA;
	} else {
		r = draw_graph(&g, form, &b, e);
		if (r == 0)
			r = output_text(c->options->output, buf_span(&b), e);
	}
	buf_free(&b);
	flow_graph_free(&g);
	flow_free(&flow);
	told_free(&told);
	return r;
}

/* A run as it stands, again and again until it has ended. */
static int
draw_run(const struct command *c, enum show_form form, struct err *e)
{
	const struct flow_options *o = c->options;
	struct show_picture p = { .form = form, .every = o->every };
	struct buf b = { 0 };
	struct seen s;
	int r;

	if (seen_run(c, o->run, &p.run, e) || seen_open(&s, c, e))
		return -1;
	for (;;) {
		seen_now(&s);
		buf_clear(&b);
		r = show_picture(&s.show, &p, &b, e);
		if (r == 0)
			r = output_text(o->output, buf_span(&b), e);
		if (r || !o->every || p.ended)
			break;
		show_wait(NULL, o->every * MS);
	}
	buf_free(&b);
	seen_close(&s);
	return r;
}

int
command_draw(const struct command *c, enum status *status, struct err *e)
{
	const struct flow_options *o = c->options;
	struct command with = *c;
	struct command_store store = { 0 };
	enum show_form form;
	int r;

	if (!o->run == (c->n == 0))
		return err_set(e, ST_FAIL, "draw: it takes FILE, or --run ID");
	if (!o->run && (o->store || o->password_file || o->zone))
		return err_set(e, ST_FAIL,
		    "draw: --store, --password-file and --zone go with --run");
	if (o->every && (!o->run || !o->output))
		return err_set(
		    e, ST_FAIL, "draw: --every goes with --run and -o FILE");
	if (take_form(o, &form, e))
		return -1;
	if (!o->run)
		return draw_file(c, form, status, e);
	r = command_store_find(&store, &with, e);
	if (r == 0)
		r = draw_run(&with, form, e);
	command_store_free(&store);
	return r;
}
