#include "cut/balance/close_balances.h"

#include "cut/balance/key_balances.h"
#include "match/key_group.h"
#include "stream/run_out.h"

enum { OPENING, POSTINGS, INPUTS };

/* Balances written like the last one, not counted yet. */
struct alike {
	char side, currency[CURRENCY_MAX];
	size_t len;
	int scale;
	int64_t sum;
	uint64_t n;
};

struct work {
	const struct close_wish *wish;
	struct close_told *told;
	struct group from;
	struct closing_out out;
	struct buf account; /* what key is of */
	struct key_balances key;
	struct alike alike;
};

/* A balance that nearly all are like: one line of the account opens it or none,
 * and its postings, all at hand, have its currency, side and decimals. */
struct plain {
	const struct record_batch *batch; /* of the line that opens it, */
	const struct record_slot *slot;   /* or of its first posting */
	const struct record_form *form;
	size_t i;
	int32_t opened; /* its day; KEY_BALANCE_NO_DAY: none */
	int64_t sum;
};

static int
count_alike(struct work *w, struct err *e)
{
	struct alike *a = &w->alike;
	struct total *all = &w->out.to.total;
	struct span currency = { a->currency, a->len };
	struct amount sum = { a->sum, a->scale };

	all->records += a->n;
	if (a->n && total_add(all, a->side, currency, sum) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "the sum of all balances in %.*s is too large",
		    (int)currency.len, currency.p);
	*a = (struct alike){ 0 };
	return 0;
}

static inline int
count_plain(struct work *w, const struct plain *p, struct err *e)
{
	struct alike *a = &w->alike;
	struct span currency = record_form_currency(p->form);
	int64_t sum;

	if (a->n && a->side == p->form->side && a->scale == p->slot->scale &&
	    currency_eq((struct span){ a->currency, a->len }, currency) &&
	    !__builtin_add_overflow(a->sum, p->sum, &sum)) {
		a->sum = sum;
		a->n++;
		return 0;
	}
	if (count_alike(w, e))
		return -1;
	*a = (struct alike){ .side = p->form->side,
		.len = currency.len,
		.scale = p->slot->scale,
		.sum = p->sum,
		.n = 1 };
	memcpy(a->currency, currency.p, currency.len);
	return 0;
}

/* A DATE that is "-" has none, and stands as day 0, which is one as well. */
static inline bool
has_day(const struct record_form *f)
{
	return f->day || f->date_len == DATE_LEN;
}

/* Adds the postings at hand of the account from place i on; false where one is
 * not as the balance is. */
static inline bool
add_plain(struct plain *p, const struct group_source *s, size_t i, int32_t day)
{
	for (; i < s->at + s->run; i++) {
		const struct record_slot *slot = &s->batch.slots[i];
		const struct record_form *f = &s->batch.forms[slot->form];

		if (slot->scale != p->slot->scale || f->side != p->form->side ||
		    !currency_eq(record_form_currency(f),
			record_form_currency(p->form)) ||
		    f->day > day || (f->day <= p->opened && has_day(f)))
			return false;
		p->sum += slot->minor;
	}
	return true;
}

/* Is the account's balance a plain one? */
static inline bool
find_plain(const struct work *w, struct plain *p)
{
	const struct group *g = &w->from;
	const struct group_source *s = g->order[0];
	int32_t day = w->wish->to.date;
	bool opens = s == &g->sources[OPENING];

	if (!g->whole)
		return false;
	p->batch = &s->batch;
	p->i = s->at;
	p->slot = &s->batch.slots[s->at];
	p->form = &s->batch.forms[p->slot->form];
	p->opened = KEY_BALANCE_NO_DAY;
	p->sum = 0;
	if (!opens)
		return add_plain(p, s, s->at, day);
	if (s->run > 1 || p->slot->count > 1 || p->form->day >= day)
		return false;
	if (has_day(p->form))
		p->opened = p->form->day;
	p->sum = p->slot->minor;
	return g->n_key == 1 || add_plain(p, g->order[1], g->order[1]->at, day);
}

/* An account that was not there carries nothing. */
static inline void
write_plain(struct work *w, const struct plain *p, bool opens, bool changed)
{
	const struct record_slot *s = p->slot;
	const char *from = record_batch_text(p->batch, p->i);
	size_t rest = opens ? p->batch->lines.len[p->i] - s->fixed : 0;
	struct output *out = &w->out.to.out;
	char *start = output_room(out,
	    s->amount + AMOUNT_TEXT_CAP + RECORD_FORM_MAX + DATE_LEN + rest +
		1);
	char *to = start;

	if (changed) {
		to = span_put(to, (struct span){ from, s->key + 1 });
		to += amount_format((struct amount){ p->sum, s->scale }, to);
	} else {
		to = span_put(to, (struct span){ from, s->amount });
	}
	memcpy(to, p->form->text, RECORD_FORM_MAX);
	to += p->form->len - p->form->date_len;
	memcpy(to, w->out.date, DATE_LEN);
	to = span_put(to + DATE_LEN, (struct span){ from + s->fixed, rest });
	*to++ = '\n';
	stream_took(&w->out.to, (size_t)(to - start));
}

static int
close_plain(struct work *w, const struct plain *p, struct err *e)
{
	const struct group *g = &w->from;
	bool opens = p->batch == &g->sources[OPENING].batch;

	if (count_plain(w, p, e))
		return -1;
	write_plain(w, p, opens, !opens || g->n_key > 1);
	w->told->balances++;
	w->told->born += !opens;
	group_took_whole(&w->from);
	return 0;
}

/* Any account, record by record. */
static int
close_any(struct work *w, struct err *e)
{
	struct group *g = &w->from;
	const struct record *r;
	int got;

	buf_clear(&w->account);
	key_balances_begin(&w->key);
	while ((got = group_record(g, &r, e)) == 1) {
		bool opens = g->last.source == &g->sources[OPENING];

		if (key_balances_add(&w->key, r, opens, e)) {
			got = group_err(&g->last, e);
			break;
		}
		if (w->account.len == 0)
			buf_add(&w->account, r->key);
	}
	if (got == 0)
		got = count_alike(w, e) ||
			key_balances_close(&w->key, buf_span(&w->account),
			    w->wish->to.date, &w->out, e)
		    ? -1
		    : 0;
	w->told->balances += w->key.n;
	for (size_t i = 0; i < w->key.n; i++)
		w->told->born += !w->key.list[i].opened;
	return got;
}

/* Opening balances and postings are what the closing balances are. */
static int
check_sums(struct work *w, struct err *e)
{
	struct total read = { 0 };
	int r = group_total(&w->from, &read, e);

	read.records = w->out.to.total.records;
	if (r == 0 && !total_equal(&w->out.to.total, &read, e)) {
		r = err_at(e,
		    "the closing balances are not what was opened and posted",
		    0);
		e->status = ST_BROKEN;
	}
	total_free(&read);
	return r;
}

static int
close_all(struct work *w, struct err *e)
{
	struct group *g = &w->from;
	struct plain p;
	int r = group_begin(g, e);

	while (r == 0 && (r = group_key(g, e)) == 1) {
		r = find_plain(w, &p) ? close_plain(w, &p, e) : close_any(w, e);
		if (r == 0 && output_failed(&w->out.to.out))
			return output_flush(&w->out.to.out, e);
	}
	if (r || count_alike(w, e))
		return -1;
	w->told->postings = g->sources[POSTINGS].in.read.records;
	return check_sums(w, e);
}

static int
open_inputs(struct group *g, const struct close_wish *w, struct err *e)
{
	const char *const names[] = { w->opening, w->postings };
	struct stream_rules rules = w->rules;

	if (!strcmp(w->opening, "-") && !strcmp(w->postings, "-"))
		return err_set(
		    e, ST_FAIL, "-: standard input is there only once");
	group_init(g, INPUTS);
	for (size_t i = 0; i < INPUTS; i++) {
		rules.role = i == OPENING ? "opening" : w->rules.role;
		if (stream_open(&g->sources[i].in, names[i], STREAM_RECORD,
			&rules, e)) {
			g->n_sources = i;
			group_close(g);
			return -1;
		}
	}
	return 0;
}

int
close_balances(
    const struct close_wish *wish, struct close_told *told, struct err *e)
{
	struct work w = { .wish = wish, .told = told };
	int r;

	*told = (struct close_told){ 0 };
	if (open_inputs(&w.from, wish, e))
		return -1;
	r = closing_out_create(&w.out, &wish->to, e);
	if (r == 0) {
		r = close_all(&w, e);
		for (size_t i = 0; r && i < INPUTS; i++)
			run_out(&w.from.sources[i].in, e);
		if (r)
			closing_out_abandon(&w.out);
		else
			r = closing_out_finish(&w.out, e);
	}
	buf_free(&w.account);
	key_balances_free(&w.key);
	group_close(&w.from);
	return r;
}
