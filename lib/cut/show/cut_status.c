#include "cut/show/cut_status.h"

#include "base/plural.h"
#include "base/visible_text.h"
#include "shown/show_table.h"

enum { MS = 1000, NAME_COLUMNS = 40, WHY_COLUMNS = 72 };

static void
put_head(struct buf *b, const struct turn *t, const struct turn_round *r)
{
	buf_printf(b, "book     %s  ", r->book->name);
	visible_add(b, span_str(r->book->title));
	if (t->wish.rehearsal)
		buf_str(b, ", a rehearsal");
	if (r->book->shadow)
		buf_str(b, ", nothing is sent (shadow)");
	buf_str(b, "\ndate     ");
	cut_cycle_put(b, r->book->cycle, r->date);
	buf_str(b, " to ");
	cut_cycle_put(b, r->book->cycle, r->next);
	if (r->kept.exists)
		buf_printf(b, ", try %u", r->kept.key.attempt);
	if (r->rule.late)
		buf_str(b, ", late");
	buf_byte(b, '\n');
}

static void
put_state(struct buf *b, const struct cut_view *v, const struct show_clock *c)
{
	const struct truth_round *k = &v->round.kept;

	if (!k->exists) {
		buf_str(b, "state    no try has begun\n");
		return;
	}
	buf_printf(b, "state    %s, since ", cut_state_name(k->state));
	show_time(b, c, k->since * MS);
	buf_str(b, " (");
	show_age(b, c, k->since * MS);
	buf_str(b, ")\n");
	if (v->why.len) {
		buf_str(b, "why      ");
		visible_add(b, buf_span(&v->why));
		buf_byte(b, '\n');
	}
}

static void
put_cut_off(
    struct buf *b, const struct cut_round *r, const struct show_clock *c)
{
	buf_str(b, "cut-off  ");
	show_time(b, c, r->cut_off * MS);
	if (!r->late && r->state == CUT_OPEN) {
		buf_str(b, ", to be decided until ");
		show_time(b, c, r->margin_at * MS);
	}
	buf_byte(b, '\n');
}

static void
put_next(struct buf *b, const struct cut_view *v)
{
	const struct cut_book *book = v->round.book;
	size_t of =
	    v->next.is == CUT_NEXT_SEND ? v->next.system : v->next.because;

	if (!v->command)
		return;
	buf_printf(b, "next     %s", v->command);
	if (of < book->n_systems)
		buf_printf(b, ": %s", book->systems[of].name);
	if (v->next.is == CUT_NEXT_WAIT || v->next.is == CUT_NEXT_REFUSED)
		buf_printf(b, ": %s", v->next.why);
	buf_byte(b, '\n');
}

static void
put_trouble(struct buf *b, const struct cut_view *v, const struct show_clock *c)
{
	if (v->missed) {
		buf_printf(b, "missed   %u date%s, the first ",
		    (unsigned)v->missed, plural(v->missed));
		cut_cycle_put(b, v->round.book->cycle, v->first_missed);
		buf_byte(b, '\n');
	}
	if (v->stuck) {
		buf_str(b, "stuck    nothing has moved for ");
		show_age(b, c, v->moved * MS);
		buf_byte(b, '\n');
	}
}

/* Why it does not go on. */
static const char *
why_of(const struct cut_view *v, size_t i)
{
	const struct truth_stand *s = cut_view_stand(v, i);

	if (v->said[i].why)
		return v->said[i].why;
	return s && s->doing != CUT_NOTHING
	    ? "it may have been told, and has not said ok"
	    : NULL;
}

static void
put_system(struct text_table *t, const struct cut_view *v, size_t i,
    const struct show_clock *c)
{
	const struct truth_stand *s = cut_view_stand(v, i);
	const char *why = why_of(v, i);

	text_table_row(t, TEXT_TABLE_PLAIN);
	show_cell_text(t, v->round.book->systems[i].name, NAME_COLUMNS);
	if (!s)
		return;
	show_cell_text(t,
	    s->ready && s->state == CUT_CUT ? "cut, ready"
					    : cut_state_name(s->state),
	    NAME_COLUMNS);
	show_cell_text(t,
	    s->doing == CUT_NOTHING ? "-" : cut_event_name(s->doing),
	    NAME_COLUMNS);
	show_cell_time(t, c, s->since * MS);
	show_cell_age(t, c, s->since * MS);
	if (why)
		show_cell_text(t, why, WHY_COLUMNS);
}

static void
put_systems(struct buf *b, const struct cut_view *v, const struct show_clock *c)
{
	static const char *const names[] = { "SYSTEM", "STATE", "TOLD", "SINCE",
		"AGE", "WHY", NULL };
	struct text_table t = { .align = "llllrl" };

	show_heading(&t, names);
	for (size_t i = 0; i < v->round.rule.n; i++)
		put_system(&t, v, i, c);
	buf_byte(b, '\n');
	text_table_format(&t, false, b);
	text_table_free(&t);
}

void
cut_status_text(struct buf *b, const struct turn *t, struct cut_view *v)
{
	const struct show_clock clock = { turn_now(t) * MS,
		&v->round.book->zone };

	put_head(b, t, &v->round);
	put_state(b, v, &clock);
	put_cut_off(b, &v->round.rule, &clock);
	put_next(b, v);
	put_trouble(b, v, &clock);
	put_systems(b, v, &clock);
}
