#include "cut/turn/turn_write.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/digest.h"

int
turn_write(struct turn *t, struct turn_round *r, const struct cut_change *c,
    const struct turn_words *w, bool *moved, struct err *e)
{
	const struct truth_move m = {
		.key = turn_round_key(t, r),
		.round = c->round,
		.round_to = c->round_to,
		.system = c->system < r->book->n_systems
		    ? r->book->systems[c->system].name
		    : NULL,
		.from = c->from,
		.to = c->to,
		.doing = c->doing,
		.doing_to = c->doing_to,
		.ready = c->ready,
		.ready_to = c->ready_to,
		.until = c->until,
		.seen = w->seen,
		.sent = w->sent,
		.got = w->got,
		.what = w->what,
		.why = w->why,
		.evidence = w->evidence,
	};

	if (truth_move(&t->truth, &m, moved, e))
		return -1;
	if (*moved && !cut_change_apply(&r->rule, c))
		return err_set(e, ST_BROKEN,
		    "%s: the store took a step that the rules do not",
		    r->book->name);
	return 0;
}

int
turn_write_try(
    struct turn *t, struct turn_round *r, bool late, bool *moved, struct err *e)
{
	const struct cut_book *b = r->book;
	struct truth_round try = {
		.key = turn_round_key(t, r),
		.next = r->next,
		.cut_off = r->rule.cut_off,
		.late = late,
		.text = t->text, /* lent */
		.n = b->n_systems,
	};
	int got;

	try.key.attempt = r->kept.exists ? r->kept.key.attempt + 1 : 1;
	digest_of(buf_span(&t->text), try.digest);
	try.systems = mem_zeroed(b->n_systems, sizeof *try.systems);
	for (size_t i = 0; i < b->n_systems; i++)
		try.systems[i].system = mem_dup(span_str(b->systems[i].name));
	got = truth_begin(&t->truth, &try, t->wish.why, moved, e);
	for (size_t i = 0; i < b->n_systems; i++)
		free(try.systems[i].system);
	free(try.systems);
	return got;
}

int
turn_write_said(struct turn *t, const struct turn_round *r, size_t system,
    const struct turn_words *w, struct err *e)
{
	const struct truth_key key = turn_round_key(t, r);
	const struct truth_said said = {
		.system = system < r->book->n_systems
		    ? r->book->systems[system].name
		    : NULL,
		.what = w->what,
		.why = w->why,
		.evidence = w->evidence,
	};

	return truth_note_unless_same(&t->truth, &key, &said, e);
}
