#include <inttypes.h>

#include "flow/page/page_parts.h"
#include "flow/view/show_log_line.h"
#include "flow/view/show_tail.h"
#include "flow/view/show_words.h"
#include "html/html.h"

enum {
	LINES = 40, /* of an output that are shown */
	BYTES = 8192,
	TOLD = 200, /* nodes whose outputs are shown, rows of the log */
};

static void
put_cell(struct buf *b, const char *label, struct buf *text)
{
	if (text->len) {
		buf_printf(b, "<td data-l=\"%s\">", label);
		html_data(b, buf_span(text));
		buf_str(b, "</td>");
	} else {
		buf_str(b, "<td></td>");
	}
	buf_clear(text);
}

/* What it waits for or why it failed, and its outputs. */
static void
put_what(struct buf *b, const struct page *p, size_t i)
{
	const struct run_node *n = &p->view->run.nodes[i];
	struct buf text = { 0 };

	show_why(&text, p->view, &p->show->clock, i);
	if (text.len || n->n_outs) {
		buf_str(b, "<td data-l=\"why\" class=\"y\">");
		html_data(b, buf_span(&text));
	} else {
		buf_str(b, "<td>");
	}
	for (size_t k = 0; k < n->n_outs; k++) {
		buf_str(b, "<div class=\"m\">");
		html_data(b, span_str(n->outs[k].name));
		buf_str(b, " = ");
		html_data(b, span_str(n->outs[k].value));
		buf_str(b, "</div>");
	}
	buf_str(b, "</td>");
	buf_free(&text);
}

static void
put_node(struct buf *b, const struct page *p, size_t i)
{
	const struct run_node *n = &p->view->run.nodes[i];
	const struct show_attempt *a = &p->view->attempts[i];
	const struct flow_look_is *is = flow_look_is(p->marks[i].look);
	struct buf text = { 0 };

	buf_printf(b, "<tr id=\"N%zu\"><th scope=\"row\">", i);
	html_data(b, span_str(p->view->plan.flow.nodes[i].name));
	if (p->view->plan.flow.nodes[i].title) {
		buf_str(b, "<div class=\"m\">");
		html_data(b, span_str(p->view->plan.flow.nodes[i].title));
		buf_str(b, "</div>");
	}
	buf_printf(b,
	    "</th><td data-l=\"state\"><span class=\"s %s\">%s %s</span></td>",
	    is->name, is->sign, is->name);
	if (n->since)
		show_time(&text, &p->show->clock, n->since);
	put_cell(b, "since", &text);
	if (n->since)
		show_age(&text, &p->show->clock, n->since);
	put_cell(b, "age", &text);
	if (a->number && a->ended)
		show_long(&text, a->ended - a->began);
	put_cell(b, "took", &text);
	buf_printf(&text, "%" PRIu32, n->attempts);
	put_cell(b, "tries", &text);
	put_what(b, p, i);
	buf_str(b, "</tr>\n");
	buf_free(&text);
}

void
page_nodes(const struct page *p, struct buf *b)
{
	static const char *const names[] = { "node", "state", "since", "age",
		"took", "tries", "why" };

	page_section(b, "nodes", "Nodes");
	buf_str(b,
	    "<div class=\"w\" role=\"region\" tabindex=\"0\" "
	    "aria-labelledby=\"h-nodes\">\n<table class=\"t\">\n<thead><tr>");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		buf_printf(b, "<th scope=\"col\">%s</th>", names[i]);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < p->view->plan.flow.n_nodes; i++)
		put_node(b, p, i);
	buf_str(b, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* False where there is nothing. */
static bool
put_tail(struct buf *b, const char *dir, const char *name)
{
	struct show_tail t = {
		.dir = dir, .name = name, .lines = LINES, .bytes = BYTES
	};
	struct buf text = { 0 };
	bool some = show_tail(&text, &t);

	if (some) {
		buf_printf(b, "<p class=\"m\">%s%s</p>\n<pre>", name,
		    t.cut ? ", its last lines" : "");
		html_lines(b, buf_span(&text));
		buf_str(b, "</pre>\n");
	}
	buf_free(&text);
	return some;
}

static void
put_place(struct buf *b, bool here, const char *host, const char *dir)
{
	buf_str(b, "<p class=\"m\">");
	if (!here) {
		buf_str(b, "on ");
		html_data(b, span_str(*host ? host : "another machine"));
		buf_str(b, ", in ");
	}
	html_data(b, span_str(dir));
	buf_str(b, "</p>\n");
}

static bool
put_output(struct buf *b, const struct page *p, size_t i)
{
	const struct show_attempt *a = &p->view->attempts[i];
	enum node_state state = p->view->run.nodes[i].state;
	bool open = !node_has_ended(state) || state == NODE_FAILED, here, some;
	struct buf dir = { 0 }, tails = { 0 }, words = { 0 };
	const char *host;

	here = show_attempt_dir(&dir, p->show, p->view, i, &host);
	buf_byte(&dir, '\0');
	some = here && put_tail(&tails, dir.p, "stdout");
	some = (here && put_tail(&tails, dir.p, "stderr")) || some || !here;
	if (some) {
		show_attempt_end(&words, a->end, a->status, a->is_event);
		buf_printf(b, "<details%s><summary>", open ? " open" : "");
		html_data(b, span_str(p->view->plan.flow.nodes[i].name));
		buf_printf(b, ", try %" PRIu32 ": ", a->number);
		html_text(b, buf_span(&words));
		buf_str(b, "</summary>\n");
		put_place(b, here, host, dir.p);
		buf_add(b, buf_span(&tails));
		buf_str(b, "</details>\n");
	}
	buf_free(&dir);
	buf_free(&tails);
	buf_free(&words);
	return some;
}

void
page_outputs(const struct page *p, struct buf *b)
{
	struct buf all = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < p->view->plan.flow.n_nodes && n < TOLD; i++)
		if (p->view->attempts[i].number &&
		    !p->view->attempts[i].is_event)
			n += put_output(&all, p, i);
	if (n) {
		page_section(b, "outputs", "What attempts wrote");
		buf_add(b, buf_span(&all));
		buf_str(b, "</section>\n");
	}
	buf_free(&all);
}

/* The last rows of a log: a ring. */
struct rows {
	const struct page *page;
	struct buf line[TOLD];
	size_t n, asked;
	int64_t behind;
};

static int
keep(void *arg, const struct flow_log_row *row, struct err *e)
{
	struct rows *r = arg;
	struct buf *line = &r->line[r->n++ % TOLD];

	(void)e;
	buf_clear(line);
	show_log_line(line, &r->page->show->clock, row, false);
	r->behind = row->id;
	r->asked++;
	return 0;
}

static int
read_rows(struct rows *r, struct err *e)
{
	enum { AT_ONCE = 1000 };

	do {
		r->asked = 0;
		if (flow_log_rows(r->page->show->store, r->page->view->run.id,
			r->behind, AT_ONCE, keep, r, e))
			return -1;
	} while (r->asked == AT_ONCE);
	return 0;
}

int
page_log(const struct page *p, struct buf *b, struct err *e)
{
	struct rows r = { .page = p };
	size_t first;
	int failed = read_rows(&r, e);

	first = r.n > TOLD ? r.n - TOLD : 0;
	if (!failed && r.n) {
		page_section(b, "log", "Log");
		if (first)
			buf_printf(b,
			    "<p class=\"m\">The last %d of %zu.</p>\n", TOLD,
			    r.n);
		buf_str(b, "<ol class=\"log\">\n");
		for (size_t i = first; i < r.n; i++) {
			buf_str(b, "<li>");
			html_data(b, buf_span(&r.line[i % TOLD]));
			buf_str(b, "</li>\n");
		}
		buf_str(b, "</ol>\n</section>\n");
	}
	for (size_t i = 0; i < TOLD; i++)
		buf_free(&r.line[i]);
	return failed;
}
