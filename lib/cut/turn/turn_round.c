#include "cut/turn/turn_round.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cut/book/cut_days.h"
#include "cut/book/cut_turned.h"
#include "cut/turn/turn_dates.h"
#include "io/digest.h"

void
turn_round_free(struct turn_round *r)
{
	truth_round_free(&r->kept);
	cut_book_free(&r->own);
	free(r->stands);
	*r = (struct turn_round){ 0 };
}

/* Is there a try that goes on, or went to its end? */
static bool
is_there(const struct truth_round *k)
{
	return k->exists && k->state != CUT_WITHDRAWN;
}

/* The book that the round keeps; once for the same text. */
static int
read_own(const struct turn *t, struct turn_round *r, struct err *e)
{
	struct told told = { 0 };
	char digest[DIGEST_TEXT + 1];
	int got;

	r->book = &r->own;
	digest_of(buf_span(&r->kept.text), digest);
	if (strcmp(digest, r->kept.digest) != 0)
		return err_set(e, ST_DATA,
		    "%s: the book that the round keeps was changed in the "
		    "store",
		    t->book.name);
	if (strcmp(r->own_digest, digest) == 0)
		return 0;
	cut_book_free(&r->own);
	r->own = (struct cut_book){ 0 };
	got = cut_book_read_kept(
	    &r->own, t->wish.book, buf_span(&r->kept.text), &told, e);
	if (got == 0 && told.n)
		got = err_set(e, ST_DATA,
		    "%s:%u: in the text that the round keeps: %s",
		    told.list->file, (unsigned)told.list->line,
		    told.list->text);
	told_free(&told);
	if (got == 0)
		memcpy(r->own_digest, digest, sizeof r->own_digest);
	return got;
}

/* What of the calendar makes a date one that is off, and what would not. */
static int
day_off(const struct turn_round *r, const char *date, struct err *e)
{
	const struct cut_book *b = r->book;

	return err_set(e, ST_FAIL,
	    "%s: is no accounting date of %s: it is a day off by its calendar, "
	    "%s; it is one without its line there, or, of a weekend, with "
	    "\"work %s\"",
	    date, b->name, sections_value(b->head, "calendar", ""), date);
}

/* A date before the first, one that is off, or of which nobody knows that; an
 * hour likewise. */
static int
no_date(const struct turn_round *r, struct err *e)
{
	struct cut_book *b = r->book;
	bool hour = b->cycle == CUT_CYCLE_HOUR;
	bool early = r->date < cut_turned_first(b);
	char date[CUT_CYCLE_LEN + 1];
	int32_t of;

	if (!hour && r->date >= b->first && cut_days_of(b, r->date, &of, e))
		return -1;
	cut_cycle_format(b->cycle, r->date, date);
	if (!early && !hour)
		return day_off(r, date, e);
	return err_set(e, ST_FAIL, "%s: is no %s of %s: %s", date,
	    hour ? "hour" : "accounting date", b->name,
	    early ? "it is before the first one"
		  : "clocks skip it, or the calendar does not know its year");
}

/* A date that systems were turned to is one, whatever the book says by now. */
static int
set_book(struct turn *t, struct turn_round *r, struct err *e)
{
	enum turn_place place;

	if (is_there(&r->kept))
		return read_own(t, r, e);
	if (turn_needs_book(t, e))
		return -1;
	r->book = &t->book;
	if (cut_turned_is(r->book, r->date))
		return 0;
	if (turn_dates_place(t, r->date, &place, e))
		return -1;
	return place == TURN_PLACE_NEXT ? 0 : no_date(r, e);
}

/* Are the systems those of the book? */
static bool
fit(const struct truth_round *k, const struct cut_book *b)
{
	size_t i = 0;

	while (i < k->n && i < b->n_systems &&
	    strcmp(k->systems[i].system, b->systems[i].name) == 0)
		i++;
	return i == k->n && i == b->n_systems;
}

/* The systems as they stand. */
static int
set_stands(struct turn_round *r, struct err *e)
{
	const struct cut_book *b = r->book;
	bool there = is_there(&r->kept);

	free(r->stands);
	r->stands = mem_zeroed(b->n_systems, sizeof *r->stands);
	if (there && !fit(&r->kept, b))
		return err_set(e, ST_DATA,
		    "%s: its round has other systems than the book that it "
		    "keeps",
		    b->name);
	for (size_t i = 0; i < b->n_systems; i++) {
		const struct truth_stand *k;

		r->stands[i].after = b->systems[i].after;
		r->stands[i].n_after = b->systems[i].n_after;
		if (!there)
			continue;
		k = &r->kept.systems[i];
		r->stands[i].state = k->state;
		r->stands[i].doing = k->doing;
		r->stands[i].ready = k->ready;
	}
	return 0;
}

static int
set_rule(struct turn *t, struct turn_round *r, struct err *e)
{
	bool there = is_there(&r->kept);
	struct turn_dates dates;
	uint32_t missed = 0;

	if (turn_dates_of(t, r->book, r->date, &dates, e) ||
	    (!there && turn_dates_count(t, r->book, &missed, e)))
		return -1;
	r->rule = (struct cut_round){
		.systems = r->stands,
		.n = r->book->n_systems,
		.exists = there,
		.state = r->kept.exists ? r->kept.state : CUT_OPEN,
		.late = there && r->kept.late,
		.before_sealed = dates.before_sealed,
		.before_locked = dates.before_locked,
		.cut_off =
		    there ? r->kept.cut_off : cut_turned_end(r->book, r->date),
		.out_of_turn = !there && dates.out_of_turn,
		.in_turn = dates.in_turn,
		.cycle = r->book->cycle,
		.missed = missed,
		.max = r->book->max,
	};
	r->rule.margin_at = r->rule.cut_off - r->book->margin;
	if (!there)
		return cut_turned_next(r->book, r->date, &r->next, e);
	r->next = r->kept.next;
	return 0;
}

int
turn_round_load(
    struct turn *t, int32_t date, struct turn_round *r, struct err *e)
{
	const struct truth_key key = { t->book.name, t->book.cycle, date, 0 };

	truth_round_free(&r->kept);
	r->kept = (struct truth_round){ 0 };
	r->date = date;
	if (truth_look_begin(&t->truth, e))
		return -1;
	return truth_look_end(&t->truth,
	    truth_round(&t->truth, &key, &r->kept, e) || set_book(t, r, e) ||
		    set_stands(r, e) || set_rule(t, r, e)
		? -1
		: 0,
	    e);
}

int
turn_round_system(
    const struct turn_round *r, const char *name, size_t *place, struct err *e)
{
	struct buf all = { 0 };

	*place = cut_book_system(r->book, span_str(name));
	if (*place < r->book->n_systems)
		return 0;
	for (size_t i = 0; i < r->book->n_systems; i++)
		buf_printf(
		    &all, "%s%s", i ? ", " : "", r->book->systems[i].name);
	err_set(e, ST_FAIL, "\"%s\" is no system of %s; those are %.*s",
	    excerpt(span_str(name)).s, r->book->name, (int)all.len, all.p);
	buf_free(&all);
	return -1;
}

struct truth_key
turn_round_key(const struct turn *t, const struct turn_round *r)
{
	return (struct truth_key){ t->book.name, t->book.cycle, r->date,
		r->kept.key.attempt };
}
