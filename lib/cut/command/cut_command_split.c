#include <inttypes.h>

#include "base/plural.h"
#include "cut/command/cut_command.h"
#include "cut/split/split.h"

static int
check(const struct cut_options *o, struct err *e)
{
	if (!o->into)
		return err_set(e, ST_FAIL,
		    "split: -d says which directory the parts go into");
	if (o->refused && o->late != SPLIT_REFUSE)
		return err_set(e, ST_FAIL, "--refused goes with --late refuse");
	if (o->clock.n_formats && !o->time)
		return err_set(e, ST_FAIL, "--date-format goes with --time");
	return 0;
}

/* The book is one of what was read. */
static void
note_book(const struct cut_call *c, const struct turn *t,
    char digest[DIGEST_TEXT + 1])
{
	struct facts_file *f =
	    facts_input_by_name(c->facts, "book", c->operands[0]);

	digest_of(buf_span(&t->text), digest);
	if (!f)
		return;
	memcpy(f->digest.hex, digest, DIGEST_TEXT + 1);
	f->digest.bytes = t->text.len;
	f->digest.known = true;
}

static void
say(const struct cut_call *c, const struct split_seals *s,
    const struct split_told *told)
{
	struct buf b = { 0 };

	buf_printf(&b,
	    "%" PRIu64 " record%s in %" PRIu64 " part%s, as of step %" PRId64,
	    told->records, plural(told->records), told->parts,
	    plural(told->parts), s->as_of);
	if (told->late)
		buf_printf(&b, "; %" PRIu64 " late (%s)", told->late,
		    split_late_name(c->options->late));
	if (told->before)
		buf_printf(
		    &b, "; %" PRIu64 " before the first date", told->before);
	if (told->ahead)
		buf_printf(
		    &b, "; %" PRIu64 " ahead of the next date", told->ahead);
	buf_byte(&b, '\0');
	c->say(b.p);
	buf_free(&b);
}

static int
split(const struct cut_call *c, struct turn *t, struct split_seals *seals,
    struct err *e)
{
	static char none[] = "-", *input[] = { none };
	const struct cut_options *o = c->options;
	char digest[DIGEST_TEXT + 1];
	struct split_told told;
	struct split_wish w = {
		.book = &t->book,
		.book_digest = digest,
		.seals = seals,
		.names = c->n > 1 ? c->operands + 1 : input,
		.n = c->n > 1 ? c->n - 1 : 1,
		.rules = o->rules,
		.sorter = o->sorter,
		.time = o->time,
		.clock = &o->clock,
		.late = o->late,
		.into = o->into,
		.refused = o->refused,
	};

	w.rules.facts = c->facts;
	if (turn_needs_book(t, e) ||
	    split_seals_read(
		seals, &t->truth, &t->book, o->has_as_of ? &o->as_of : NULL, e))
		return -1;
	note_book(c, t, digest);
	if (split_run(&w, &told, e))
		return -1;
	say(c, seals, &told);
	return 0;
}

/* Records, parted by their accounting dates. */
int
cut_command_split(const struct cut_call *c, enum status *status, struct err *e)
{
	struct split_seals seals = { 0 };
	struct turn t;
	int r;

	(void)status;
	if (check(c->options, e) || cut_command_open(c, &t, DB_READ, e))
		return -1;
	r = split(c, &t, &seals, e);
	split_seals_free(&seals);
	turn_close(&t);
	return r;
}
