/* What becomes of each posting of a set. */
#include "cut/balance/account_dates.h"
#include "cut/balance/account_sql.h"
#include "cut/post/post_set.h"

static int
look_now(struct post_set *s, struct err *e)
{
	if (s->dates.has_now)
		return 0;
	if (accounts_hold_date(s->accounts, e) ||
	    account_dates_now(s->accounts, &s->dates.now, e))
		return -1;
	s->dates.has_now = true;
	return 0;
}

/* Is it known which date is before? 1, 0, -1. */
static int
look_before(struct post_set *s, int32_t date, int32_t *before, struct err *e)
{
	int r = 1;

	if (!post_set_knows_before(s, date)) {
		r = account_dates_before(s->accounts, date, before, e);
		if (r <= 0)
			return r;
		s->dates.has_before = true;
		s->dates.date = date;
		s->dates.before = *before;
	}
	*before = s->dates.before;
	return r;
}

static int
bad_entry(const struct post_set *s, const struct post_item *x,
    const struct post_entry *entry, const char *why, struct err *e)
{
	err_set(e, ST_DATA, "key \"%s\": %s", excerpt(entry->account).s, why);
	return postings_in_err(s->in, x->posting, entry->record, e);
}

static int
bad_side(const struct post_set *s, const struct post_item *x,
    const struct post_entry *entry, const struct post_account *a, struct err *e)
{
	err_set(e, ST_DATA,
	    "key \"%s\": its balance in %.*s is of side %c, not %c",
	    excerpt(entry->account).s, (int)entry->currency.len,
	    entry->currency.p, a->side, entry->side);
	return postings_in_err(s->in, x->posting, entry->record, e);
}

static bool
fits(int64_t balance, int64_t minor)
{
	int64_t sum = balance + minor; /* two within the limit */

	return sum <= ACCOUNT_LIMIT && sum >= -ACCOUNT_LIMIT;
}

/* Does the account take the entry, of that date? */
static int
try_entry(struct post_set *s, const struct post_item *x,
    const struct post_entry *entry, int32_t date, enum post_is *is,
    struct err *e)
{
	struct post_account *a = &s->list[entry->at];
	int32_t before = 0;
	int r = 0;

	if (!a->is_there && !a->is_used) {
		if (look_now(s, e))
			return -1;
		a->turned_to = s->dates.now;
		a->side = entry->side;
	}
	if (a->side != entry->side)
		return bad_side(s, x, entry, a, e);
	*is = a->turned_to > date ? POST_LATE : POST_DONE;
	if (a->turned_to < date) {
		r = look_before(s, date, &before, e);
		if (r == 0 || (r > 0 && before != a->turned_to))
			*is = POST_EARLY;
	}
	if (r < 0 || *is != POST_DONE ||
	    fits(a->turned_to == date ? a->day : a->next, entry->minor))
		return r < 0 ? -1 : 0;
	return bad_entry(s, x, entry, "the balance is too large", e);
}

static void
add(struct post_set *s, const struct post_item *x)
{
	for (size_t i = 0; i < x->n; i++) {
		const struct post_entry *entry = &s->entries.list[x->first + i];
		struct post_account *a = &s->list[entry->at];

		a->is_used = true;
		if (a->turned_to == x->date) {
			a->day += entry->minor;
			a->add_day += entry->minor;
		} else {
			a->next += entry->minor;
			a->add_next += entry->minor;
		}
	}
}

/* The whole posting, of that date, or nothing of it. */
static int
try_date(struct post_set *s, struct post_item *x, int32_t date, struct err *e)
{
	x->is = POST_DONE;
	for (size_t i = 0; i < x->n && x->is == POST_DONE; i++)
		if (try_entry(
			s, x, &s->entries.list[x->first + i], date, &x->is, e))
			return -1;
	x->date = date;
	if (x->is == POST_DONE)
		add(s, x);
	return 0;
}

static bool
is_posted(const struct post_item *x)
{
	return x->is == POST_DONE || x->is == POST_ROLLED ||
	    x->is == POST_REPEATED;
}

/* Is its id there, in the database or in the set? Then its entries have to be
 * the same. */
static int
look_id(struct post_set *s, struct post_item *x, bool *there, struct err *e)
{
	const struct post_item *before =
	    x->again ? &s->items[x->again - 1] : NULL;
	bool same = x->is_same;

	*there = x->is_there;
	if (!*there && before && is_posted(before)) {
		*there = true;
		same = !memcmp(x->digest, before->digest, DIGEST_TEXT);
	}
	if (!*there || same)
		return 0;
	err_set(e, ST_DATA, "posting \"%s\": was posted with other entries",
	    excerpt(x->posting->id).s);
	return postings_in_err(s->in, x->posting, 0, e);
}

static int
decide(struct post_set *s, struct post_item *x, struct err *e)
{
	bool there;

	if (look_id(s, x, &there, e))
		return -1;
	if (there) {
		x->is = POST_REPEATED;
		return 0;
	}
	if (try_date(s, x, x->posting->date, e))
		return -1;
	if (x->is != POST_LATE || !s->roll)
		return 0;
	if (look_now(s, e) || try_date(s, x, s->dates.now, e))
		return -1;
	if (x->is == POST_DONE)
		x->is = POST_ROLLED;
	return 0;
}

int
post_set_decide(struct post_set *s, struct err *e)
{
	s->good = s->made;
	for (size_t i = 0; i < s->made.n; i++) {
		if (decide(s, &s->items[i], e) == 0)
			continue;
		if (e->status != ST_DATA)
			return -1;
		post_set_stop(s, &s->good, i, e);
		break;
	}
	return 0;
}
