#include "cut/show/cut_json.h"
#include "cut/show/cut_status.h"
#include "shown/show_json.h"

static void
put_next(struct buf *b, const struct cut_view *v)
{
	const struct cut_book *book = v->round.book;
	size_t of =
	    v->next.is == CUT_NEXT_SEND ? v->next.system : v->next.because;

	if (!v->command)
		return;
	json_put_name(b, "then");
	buf_byte(b, '{');
	json_put_member(b, "command", span_str(v->command));
	json_put_member(b, "system",
	    of < book->n_systems ? span_str(book->systems[of].name) : SPAN(""));
	json_put_member(b, "why",
	    v->next.is == CUT_NEXT_WAIT || v->next.is == CUT_NEXT_REFUSED
		? span_str(v->next.why)
		: SPAN(""));
	buf_byte(b, '}');
}

static void
put_system(struct buf *b, const struct cut_view *v, size_t i)
{
	const struct cut_system *system = &v->round.book->systems[i];
	const struct truth_stand *s = cut_view_stand(v, i);
	const char *told =
	    s && s->doing != CUT_NOTHING ? cut_event_name(s->doing) : "";

	buf_str(b, i ? ",{" : "{");
	json_put_member(b, "system", span_str(system->name));
	json_put_member(b, "title", span_str(system->title));
	json_put_member(
	    b, "state", s ? span_str(cut_state_name(s->state)) : SPAN(""));
	json_put_member(b, "told", span_str(told));
	show_json_bool(b, "ready", s && s->ready);
	cut_json_moment(b, "since", s ? s->since : 0);
	json_put_member(
	    b, "why", span_str(v->said[i].why ? v->said[i].why : ""));
	buf_byte(b, '}');
}

void
cut_status_json(struct buf *b, const struct turn *t, const struct cut_view *v)
{
	const struct turn_round *r = &v->round;

	buf_byte(b, '{');
	json_put_member(b, "book", span_str(r->book->name));
	json_put_member(b, "title", span_str(r->book->title));
	cut_json_date(b, "date", r->book->cycle, r->date);
	cut_json_date(b, "next", r->book->cycle, r->next);
	show_json_int(
	    b, "try", r->kept.exists ? (int64_t)r->kept.key.attempt : 0);
	json_put_member(b, "state",
	    r->kept.exists ? span_str(cut_state_name(r->kept.state))
			   : SPAN(""));
	cut_json_moment(b, "since", r->kept.exists ? r->kept.since : 0);
	json_put_member(b, "why", buf_span(&v->why));
	cut_json_moment(b, "cut_off", r->rule.cut_off);
	cut_json_moment(b, "decide_until", r->rule.margin_at);
	show_json_bool(b, "late", r->rule.late);
	show_json_bool(b, "rehearsal", t->wish.rehearsal);
	show_json_bool(b, "shadow", r->book->shadow);
	show_json_int(b, "missed", v->missed);
	show_json_bool(b, "stuck", v->stuck);
	put_next(b, v);
	json_put_name(b, "systems");
	buf_byte(b, '[');
	for (size_t i = 0; i < r->rule.n; i++)
		put_system(b, v, i);
	buf_str(b, "]}\n");
}
