#include "flow/draw/flow_draw.h"
#include "flow/page/page_run.h"
#include "flow/show/show.h"
#include "flow/view/show_marks.h"

static int
put(const struct show *s, const struct show_view *v, struct show_picture *p,
    struct buf *b, struct err *e)
{
	struct flow_mark *marks = show_marks(v, &s->clock);
	int r = 0;

	switch (p->form) {
	case SHOW_MERMAID:
		flow_draw_mermaid(&v->plan.graph, marks, b);
		break;
	case SHOW_DOT:
		flow_draw_dot(&v->plan.graph, marks, b);
		break;
	case SHOW_SVG:
		r = flow_draw_svg(&v->plan.graph, marks, b, e);
		break;
	case SHOW_HTML:
		r = page_run(s, v, marks, p->ended ? 0 : p->every, b, e);
		break;
	}
	show_marks_free(marks, v->plan.flow.n_nodes);
	return r;
}

int
show_picture(
    const struct show *s, struct show_picture *p, struct buf *b, struct err *e)
{
	struct show_view v;
	int r;

	if (show_view_load(&v, s, p->run, e))
		return -1;
	p->ended = run_has_ended(v.run.state);
	r = put(s, &v, p, b, e);
	show_view_free(&v);
	return r;
}
