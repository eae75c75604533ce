#include <inttypes.h>

#include "flow/draw/flow_draw.h"
#include "flow/page/page_parts.h"
#include "flow/view/show_alarms.h"
#include "flow/view/show_marks.h"
#include "flow/view/show_next.h"
#include "flow/view/show_silent.h"
#include "flow/view/show_top.h"
#include "flow/view/show_words.h"
#include "html/html.h"

/* A state, and its sign. */
static void
put_state(struct buf *b, const struct run *r)
{
	static const enum flow_look looks[] = {
		[RUN_WAITING] = LOOK_WAITING,
		[RUN_GOING] = LOOK_RUNNING,
		[RUN_HELD] = LOOK_HELD,
		[RUN_DONE] = LOOK_DONE,
		[RUN_FAILED] = LOOK_FAILED,
		[RUN_CANCELLED] = LOOK_CANCELLED,
	};
	const char *state = show_run_state(r);
	bool held = !strcmp(state, run_state_name(RUN_HELD));
	const struct flow_look_is *is =
	    flow_look_is(held ? LOOK_HELD : looks[r->state]);

	buf_printf(
	    b, "<span class=\"s %s\">%s %s</span>", is->name, is->sign, state);
	if (r->differs)
		buf_str(b, ", differs");
	if (r->passed)
		buf_str(b, ", passed");
	if (r->ended && r->began) {
		buf_str(b, ", took ");
		show_long(b, r->ended - r->began);
	}
	if (r->stopping && !run_has_ended(r->state))
		buf_str(b, ", is being ended");
}

static void
put_row(struct buf *b, const char *name, struct buf *value)
{
	buf_printf(b, "<dt>%s</dt><dd>", name);
	html_data(b, buf_span(value));
	buf_str(b, "</dd>\n");
	buf_clear(value);
}

static void
put_moment(
    struct buf *b, const char *name, const struct show_clock *c, int64_t ms)
{
	struct buf text = { 0 };

	if (ms == 0)
		return;
	show_time(&text, c, ms);
	buf_str(&text, " (");
	show_age(&text, c, ms);
	buf_str(&text, " ago)");
	put_row(b, name, &text);
	buf_free(&text);
}

/* What keeps a run, a line for each node, at most so many. */
static void
put_waits(struct buf *b, const struct page *p)
{
	enum { MOST = 10 };
	const struct show_view *v = p->view;
	struct buf why = { 0 };
	size_t n = 0;

	if (run_has_ended(v->run.state))
		return;
	for (size_t i = 0; i < v->plan.flow.n_nodes; i++) {
		const struct run_node *node = &v->run.nodes[i];

		if (!show_is_waited_for(node) || n++ >= MOST)
			continue;
		buf_str(b, n == 1 ? "<p>waits for</p>\n<ul>\n" : "");
		buf_printf(b, "<li><a href=\"#N%zu\">", i);
		page_text(b, v->plan.flow.nodes[i].name);
		buf_printf(b, "</a> %s: ", node_state_name(node->state));
		show_why(&why, v, &p->show->clock, i);
		html_data(b, buf_span(&why));
		buf_str(b, why.len ? ", since " : " since ");
		buf_clear(&why);
		show_age(b, &p->show->clock, node->since);
		buf_str(b, "</li>\n");
	}
	if (n > MOST)
		buf_printf(b, "<li>and %zu more</li>\n", n - MOST);
	buf_str(b, n ? "</ul>\n" : "");
	buf_free(&why);
}

struct commands {
	struct buf *b;
	size_t n;
};

static void
put_command(void *arg, const char *command)
{
	struct commands *c = arg;

	buf_str(c->b, c->n++ ? "" : "<p>what could be typed</p>\n<pre>");
	page_text(c->b, command);
	buf_byte(c->b, '\n');
}

void
page_head(const struct page *p, struct buf *b)
{
	const struct run *r = &p->view->run;
	const struct show_clock *c = &p->show->clock;
	struct commands commands = { b, 0 };
	struct buf text = { 0 };

	buf_str(b, "<header>\n<h1>");
	page_text(b, p->view->flow);
	buf_printf(
	    b, " <span class=\"m\">run %" PRId64 "</span></h1>\n", r->id);
	if (p->view->plan.flow.title) {
		buf_str(b, "<p>");
		html_data(b, span_str(p->view->plan.flow.title));
		buf_str(b, "</p>\n");
	}
	buf_str(b, "<p id=\"answer\">");
	put_state(b, r);
	buf_str(b, "</p>\n<dl>\n");
	if (r->plan->flow.n_params) {
		show_params(&text, r);
		put_row(b, "with", &text);
	}
	show_origin(&text, p->view);
	put_row(b, "from", &text);
	put_moment(b, "made", c, r->made);
	put_moment(b, "began", c, r->began);
	put_moment(b, "ended", c, r->ended);
	buf_str(b, "</dl>\n");
	put_waits(b, p);
	show_next(p->show, p->view, put_command, &commands);
	buf_str(b, commands.n ? "</pre>\n" : "");
	buf_str(b, "</header>\n");
	buf_free(&text);
}

struct alarms {
	const struct page *page;
	struct buf *b;
};

static int
put_alarm(void *arg, const struct flow_store_alarm *a, struct err *e)
{
	struct alarms *to = arg;
	struct buf line = { 0 };

	(void)e;
	show_alarm_line(&line, to->page->show, a);
	buf_str(to->b, "<li>");
	html_text(to->b, buf_span(&line));
	buf_str(to->b, "</li>\n");
	buf_free(&line);
	return 0;
}

int
page_no_runner(const struct page *p, struct buf *b, struct err *e)
{
	int lacks = show_lacks_runner(p->show, e), r;
	struct buf text = { 0 };

	if (lacks <= 0)
		return lacks;
	r = show_no_runner(p->show, &text, e);
	buf_str(b, "<p class=\"bad\">");
	html_text(b, buf_span(&text));
	buf_str(b, "</p>\n");
	buf_free(&text);
	return r;
}

static int
put_silent(void *arg, const struct flow_worker *w, struct err *e)
{
	const struct alarms *to = arg;
	struct buf text = { 0 };

	(void)e;
	show_worker_silent(&text, to->page->show, w);
	buf_str(to->b, "<p class=\"bad\">");
	html_text(to->b, buf_span(&text));
	buf_str(to->b, "</p>\n");
	buf_free(&text);
	return 0;
}

int
page_silent(const struct page *p, struct buf *b, struct err *e)
{
	struct alarms to = { p, b };

	return show_workers_silent(p->show, put_silent, &to, e);
}

int
page_alarms(const struct page *p, struct buf *b, struct err *e)
{
	struct alarms to = { p, b };
	size_t owed;

	if (flow_store_alarms_count(p->show->store, &owed, e))
		return -1;
	if (owed == 0)
		return 0;
	page_section(b, "alarms", "Alarms that nobody was told of");
	buf_str(b, "<ul class=\"bad\">\n");
	if (flow_store_alarms_owed(
		p->show->store, SHOW_ALARMS, put_alarm, &to, e))
		return -1;
	if (owed > SHOW_ALARMS)
		buf_printf(b, "<li>and %zu more</li>\n", owed - SHOW_ALARMS);
	buf_str(b, "</ul>\n</section>\n");
	return 0;
}

void
page_picture(const struct page *p, struct buf *b)
{
	struct buf picture = { 0 };

	page_section(b, "picture", "Picture");
	if (flow_draw_page(&p->view->plan.graph, p->marks, &picture)) {
		buf_str(b,
		    "<div class=\"w wide\" role=\"region\" tabindex=\"0\" "
		    "aria-labelledby=\"h-picture\">\n");
		buf_add(b, buf_span(&picture));
		buf_str(b, "</div>\n");
	} else {
		buf_str(b,
		    "<p>The flow is too large for a picture here; "
		    "<code>--format svg</code> makes one.</p>\n");
	}
	buf_str(b, "</section>\n");
	buf_free(&picture);
}
