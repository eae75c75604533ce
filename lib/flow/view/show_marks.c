#include "flow/view/show_marks.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/view/show_words.h"

enum flow_look
show_look(enum node_state state)
{
	static const enum flow_look looks[] = {
		[NODE_WAITING] = LOOK_WAITING,
		[NODE_READY] = LOOK_READY,
		[NODE_RUNNING] = LOOK_RUNNING,
		[NODE_HELD] = LOOK_HELD,
		[NODE_DONE] = LOOK_DONE,
		[NODE_DIFFERS] = LOOK_DIFFERS,
		[NODE_FAILED] = LOOK_FAILED,
		[NODE_SKIPPED] = LOOK_SKIPPED,
		[NODE_CANCELLED] = LOOK_CANCELLED,
	};

	return looks[state];
}

/* Tries and generations, behind the word for the state. */
static void
put_tries(struct buf *b, const struct run_node *n)
{
	if (n->attempts)
		buf_printf(b, "%" PRIu32 " %s", n->attempts,
		    n->attempts == 1 ? "try" : "tries");
	if (n->generation > 1)
		buf_printf(b, "%sgeneration %" PRIu32, b->len ? ", " : "",
		    n->generation);
}

/* Since when, or how long it took. */
static void
put_times(struct buf *b, const struct show_view *v, const struct show_clock *c,
    size_t i)
{
	const struct run_node *n = &v->run.nodes[i];
	const struct show_attempt *a = &v->attempts[i];

	if (n->since == 0)
		return;
	if (!node_has_ended(n->state)) {
		buf_str(b, "since ");
		show_age(b, c, n->since);
		return;
	}
	show_time(b, c, n->since);
	if (a->number && a->ended) {
		buf_str(b, ", took ");
		show_long(b, a->ended - a->began);
	}
}

static void
make(struct flow_mark *m, const struct show_view *v, const struct show_clock *c,
    size_t i)
{
	const struct run_node *n = &v->run.nodes[i];

	m->look = show_look(n->state);
	put_tries(&m->line[m->n++], n);
	if (n->waits != WAITS_PARENTS) {
		put_times(&m->line[m->n], v, c, i);
		m->n += m->line[m->n].len > 0;
		show_why(&m->line[m->n], v, c, i);
		m->n += m->line[m->n].len > 0;
	}
}

struct flow_mark *
show_marks(const struct show_view *v, const struct show_clock *c)
{
	size_t n = v->plan.flow.n_nodes;
	struct flow_mark *marks = mem_zeroed(n, sizeof *marks);

	for (size_t i = 0; i < n; i++)
		make(&marks[i], v, c, i);
	return marks;
}

void
show_marks_free(struct flow_mark *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		flow_mark_free(&marks[i]);
	free(marks);
}
