#include "cut/verify/extract.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/plural.h"
#include "cut/book/cut_turned.h"
#include "cut/turn/turn_do.h"
#include "cut/turn/turn_write.h"
#include "cut/verify/extract_raw.h"
#include "cut/verify/extract_sort.h"
#include "cut/verify/extracts.h"
#include "sys/file/atomic_file.h"

struct extracting {
	struct turn *t;
	const struct extract_wish *w;
	struct turn_round round; /* owned */
	struct extract is;       /* what is known of it */
	struct extracts all;     /* owned: those that there are */
	const char *command;     /* NULL: the event */
	enum status *status;
};

static const char *
name_of(const struct extracting *x)
{
	return x->round.book->systems[x->is.system].name;
}

/* The pair with the other system, on whose left or right the files are. */
static int
find_pair(struct extracting *x, struct err *e)
{
	const struct cut_book *b = x->round.book;
	const char *side = x->w->left ? "left" : "right";
	size_t other, i = 0, from, to;

	if (turn_round_system(&x->round, x->w->of, &other, e))
		return -1;
	from = x->w->left ? x->is.system : other;
	to = x->w->left ? other : x->is.system;
	while (i < b->n_pairs &&
	    (b->pairs[i].from != from || b->pairs[i].to != to))
		i++;
	x->is.pair = i;
	if (i < b->n_pairs)
		x->command = x->w->left ? b->pairs[i].left : b->pairs[i].right;
	if (!x->command)
		return err_set(e, ST_FAIL,
		    "%s: there is no [verify %s %s] with %s =", b->file.path,
		    b->systems[from].name, b->systems[to].name, side);
	return 0;
}

static int
find(struct extracting *x, struct err *e)
{
	const struct cut_book *b = x->round.book;

	if (turn_round_system(&x->round, x->w->system, &x->is.system, e))
		return -1;
	x->is.pair = b->n_pairs;
	x->command = b->systems[x->is.system].extract;
	return x->w->of ? find_pair(x, e) : 0;
}

/* The system does not give it, for this reason. */
static int
say_not(struct extracting *x, const struct err *why, struct err *e)
{
	bool again = why->status == ST_AGAIN;
	const char *word = again ? "not yet" : "refused";

	*x->status = why->status;
	turn_say(x->t, x->round.date, name_of(x), "extract: %s: %s", word,
	    why->text);
	return turn_write_said(x->t, &x->round, x->is.system,
	    &(struct turn_words){
		.what = word,
		.why = why->text,
		.evidence = SPAN("extract"),
	    },
	    e);
}

/* The store takes a file of a system once. It is written down again where it is
 * for the other side, too, which may be of the same bytes, or of a pair, or where
 * other records came between. */
static int
again(void *arg, struct err *e)
{
	struct extracting *x = arg;

	return extracts_read(&x->all, x->t, &x->round, e)
	    ? -1
	    : !extracts_have(&x->all, &x->is);
}

static int
write_down(struct extracting *x, struct span evidence, struct err *e)
{
	const struct truth_extract of = {
		.key = turn_round_key(x->t, &x->round),
		.system = name_of(x),
		.digest = x->is.sha256,
		.evidence = evidence,
		.again = again,
		.arg = x,
	};

	return truth_extract(&x->t->truth, &of, e);
}

static int
register_file(struct extracting *x, char side, const char *sha256,
    const struct total *total, struct err *e)
{
	struct total as = { 0 };
	struct buf evidence = { 0 };
	int r = total_merge(&as, total, e);

	for (size_t i = 0; i < as.n; i++)
		as.sums[i].side = side;
	x->is.side = side;
	memcpy(x->is.sha256, sha256, sizeof x->is.sha256);
	extract_evidence(&evidence, x->round.book, &x->is, &as);
	if (r == 0)
		r = write_down(x, buf_span(&evidence), e);
	buf_free(&evidence);
	total_free(&as);
	return r;
}

/* The verdict was on other records: this one is written down all the same, and
 * that it is another one is an answer of its own. It may have come since the
 * system was asked: who ties behind what is written down here sees that. */
static int
compare_tied(struct extracting *x, struct err *e)
{
	const struct extract *last;

	if (extracts_read(&x->all, x->t, &x->round, e))
		return -1;
	last = extracts_tied(&x->all, x->is.system, x->is.pair);
	if (last && strcmp(last->lines, x->is.lines) != 0) {
		turn_say(x->t, x->round.date, name_of(x),
		    "the date is tied on other records, those of step %" PRId64,
		    last->step);
		*x->status = ST_DIFFER;
	}
	return 0;
}

static int
take(struct extracting *x, const struct extract_sort *s, struct err *e)
{
	snprintf(x->is.lines, sizeof x->is.lines, "%016" PRIx64, s->lines);
	if ((s->left.path &&
		register_file(x, 'L', s->left.sha256, &s->total, e)) ||
	    (s->right.path &&
		register_file(x, 'R', s->right.sha256, &s->total, e)) ||
	    compare_tied(x, e))
		return -1;
	turn_say(x->t, x->round.date, name_of(x),
	    "extracted: %" PRIu64 " record%s", s->total.records,
	    plural(s->total.records));
	return 0;
}

static int
sort(struct extracting *x, const char *raw, struct err *e)
{
	struct facts own = { 0 };
	struct buf name = { 0 };
	struct extract_sort s = {
		.raw = raw,
		.sorter = x->w->sorter,
		.facts = x->w->facts ? x->w->facts : &own,
		.left.path = x->w->left,
		.right.path = x->w->right,
	};
	int r = cut_turned_day(x->round.book, x->round.date, &s.date, e);

	if (r)
		return r;
	buf_printf(&name, "records of %s%c", name_of(x), '\0');
	s.name = name.p;
	r = extract_sort_run(&s, e) || take(x, &s, e);
	extract_sort_free(&s);
	facts_free(&own);
	buf_free(&name);
	return r ? -1 : 0;
}

/* The system writes its records beside where they go. */
static int
write_and_sort(struct extracting *x, const char *raw, struct err *e)
{
	const struct extract_raw w = {
		.turn = x->t,
		.round = &x->round,
		.system = x->is.system,
		.command = x->command,
		.file = raw,
	};
	struct err why;

	if (extract_raw_write(&w, &why) == 0)
		return sort(x, raw, e);
	if (why.status == ST_AGAIN || why.status == ST_DIFFER)
		return say_not(x, &why, e);
	*e = why;
	return err_at(e, name_of(x), 0);
}

static int
extract(struct extracting *x, struct err *e)
{
	const char *beside = x->w->left ? x->w->left : x->w->right;
	char *raw;
	int fd, r;

	if (find(x, e))
		return -1;
	fd = atomic_file_open(beside, NULL, &raw, e);
	if (fd < 0)
		return -1;
	close(fd);
	r = write_and_sort(x, raw, e);
	atomic_file_remove(raw);
	return r;
}

int
extract_run(struct turn *t, const struct extract_wish *w, enum status *status,
    struct err *e)
{
	struct extracting x = { .t = t, .w = w, .status = status };
	const struct turn_order o = {
		.command = CUT_DO_EXTRACT, .date = w->date, .system = w->system
	};
	struct cut_next next;
	int r;

	*status = ST_OK;
	r = turn_do_look(t, &o, &x.round, &next, e);
	if (r == 0 && next.is == CUT_NEXT_SEND)
		r = extract(&x, e);
	else if (r == 0)
		turn_do_tell(t, &x.round, &next, status);
	turn_round_free(&x.round);
	extracts_free(&x.all);
	return r;
}
