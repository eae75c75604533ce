#include "book/verify.h"

#include <stdlib.h>

#include "book/dir/chain.h"
#include "book/dir/open_items.h"
#include "book/dir/state_dir.h"

enum { TRIES = 10 };

static int
disagree(const struct state_dir *s, const struct day_entry *en,
    const char *what, struct err *e)
{
	char *path = state_dir_path_of(s, STATE_DAY, en->day, en->generation);
	struct err why = *e;

	err_set(e, ST_DATA, "%s: %s: %s", path, what, why.text);
	free(path);
	return -1;
}

/* before + new = closed + open */
static int
check_balance(
    const struct state_dir *s, const struct day_entry *en, struct err *e)
{
	const struct total *t = en->totals;
	struct total came = { 0 }, went = { 0 };
	int r = total_merge(&came, &t[DAY_BEFORE], e) ||
	    total_merge(&came, &t[DAY_NEW], e) ||
	    total_merge(&went, &t[DAY_CLOSED], e) ||
	    total_merge(&went, &t[DAY_OPEN], e);

	if (r || !total_equal(&went, &came, e))
		r = disagree(s, en,
		    "what closed and stayed is not what was there and came", e);
	total_free(&came);
	total_free(&went);
	return r;
}

/* The generation that another one was rolled from. */
static int
check_from(const struct state_dir *s, const struct day_entry *en, struct err *e)
{
	static const struct total nothing = { 0 };
	const struct manifest_day *m = NULL;
	struct day_entry from = { 0 };
	int r = 0;

	if (en->from_generation) {
		m = manifest_find(&s->manifest, en->from, en->from_generation);
		err_set(e, ST_DATA, "the manifest has another one");
		if (!m || !span_eq(span_str(m->digest), en->from_digest))
			return disagree(s, en, "what it was rolled from", e);
		if (state_dir_entry(s, m, &from, e))
			return -1;
	}
	if (en->kind != DAY_TAKEN_OVER &&
	    !total_equal(&en->totals[DAY_BEFORE],
		m ? &from.totals[DAY_OPEN] : &nothing, e))
		r = disagree(s, en,
		    "what was open before is not what the day before left", e);
	day_entry_free(&from);
	return r;
}

static int
check_open(const struct state_dir *s, const struct day_entry *en, struct err *e)
{
	char *path = state_dir_path(s, en->open.name);
	struct day_entry is = { .day = en->day };
	int r = open_items_check(path, &en->open, e) ||
	    open_items_read(&is, path, e);

	if (!r && !total_equal(&en->totals[DAY_OPEN], &is.totals[DAY_OPEN], e))
		r = disagree(s, en, "what is open is not in its file", e);
	day_entry_free(&is);
	free(path);
	return r ? -1 : 0;
}

static int
check_copies(const struct state_dir *s, const struct day_entry *en,
    struct verify *v, struct err *e)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < en->copies.n; i++, v->files++) {
		char *path = state_dir_path(s, en->copies.of[i].name);

		r = open_items_check(path, &en->copies.of[i], e);
		free(path);
	}
	return r;
}

static int
check_day(const struct state_dir *s, const struct manifest_day *m,
    struct verify *v, struct err *e)
{
	struct day_entry en;
	int r;

	if (state_dir_entry(s, m, &en, e))
		return -1;
	r = check_from(s, &en, e) ||
	    (en.kind != DAY_TAKEN_OVER && check_balance(s, &en, e)) ||
	    (m->has_open && check_open(s, &en, e)) ||
	    (m->has_copies && check_copies(s, &en, v, e));
	day_entry_free(&en);
	v->generations++;
	v->files += 1 + m->has_open;
	v->pruned += !m->has_open;
	return r ? -1 : 0;
}

static int
check_all(struct verify *v, const struct state_dir *s, struct err *e)
{
	struct chain c = { 0 };
	int r = 0;

	*v = (struct verify){ .files = 1 };
	for (size_t i = 0; r == 0 && i < s->manifest.n; i++)
		r = check_day(s, &s->manifest.days[i], v, e);
	chain_make(&c, &s->manifest);
	v->days = c.n;
	for (size_t i = 0; i < c.n; i++)
		v->stale += c.days[i].stale;
	chain_free(&c);
	return r;
}

int
verify_state(struct verify *v, const char *dir, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	struct state_dir s, later;
	struct err why;

	for (int i = 0; i < TRIES; i++) {
		int r;

		if (state_dir_look(&s, dir, e))
			return -1;
		r = check_all(v, &s, e);
		memcpy(digest, s.digest, sizeof digest);
		state_dir_close(&s);
		if (r == 0)
			return 0;
		/* a run may have changed it, and removed what it named */
		if (state_dir_look(&later, dir, &why))
			return -1;
		r = strcmp(digest, later.digest);
		state_dir_close(&later);
		if (r == 0)
			return -1;
	}
	return err_set(
	    e, ST_AGAIN, "%s: other runs are at work here; try again", dir);
}
