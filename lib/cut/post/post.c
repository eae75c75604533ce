#include "cut/post/post.h"

#include "cut/post/post_group.h"

struct work {
	const struct post_wish *wish;
	struct post_told *told;
	struct accounts accounts;
	struct postings_in in;
	struct post_group group;
	struct stream_out out;
};

/* Postings that are read at a time where all of the input share a commit. */
enum { READ_AT_ONCE = 10000 };

/* The records of a posting that was not posted. */
static int
write_refused(
    struct work *w, const struct posting *p, const char *why, struct err *e)
{
	struct buf line = { 0 };
	int r = 0;

	for (size_t i = 0; r == 0 && i < p->n; i++) {
		buf_clear(&line);
		buf_add(&line, p->records[i].line);
		buf_printf(&line, "\trefused=%s", why);
		stream_put(&w->out, buf_span(&line));
		r = total_record(&w->out.total, &p->records[i], e);
	}
	buf_free(&line);
	return r;
}

static int
note(struct work *w, const struct posting *p, enum post_is is,
    struct post_told *told, struct err *e)
{
	told->postings++;
	switch (is) {
	case POST_DONE:
		told->done++;
		return 0;
	case POST_ROLLED:
		told->rolled++;
		return 0;
	case POST_REPEATED:
		told->repeated++;
		return 0;
	case POST_LATE:
		told->late++;
		return write_refused(w, p, "late", e);
	default:
		told->early++;
		return write_refused(w, p, "early", e);
	}
}

/* What became of those that were posted, or may not be. */
static int
note_all(struct work *w, struct post_told *told, struct err *e)
{
	const struct post_set *s = &w->group.set;

	for (size_t i = 0; i < s->good.n; i++)
		if (note(w, s->items[i].posting, s->items[i].is, told, e))
			return -1;
	return 0;
}

static int
bad(struct work *w, struct err *e)
{
	*e = w->group.set.good.bad;
	return -1;
}

static int
post_one_group(struct work *w, bool whole, struct err *e)
{
	if (post_group(&w->group, whole, e) || note_all(w, w->told, e))
		return -1;
	return w->group.set.good.is_bad ? bad(w, e) : 0;
}

/* So many share a commit. */
static int
post_groups(struct work *w, struct err *e)
{
	int r;

	while ((r = postings_in_read(&w->in, w->wish->together, e)) == 1)
		if (post_one_group(w, false, e))
			return -1;
	return r;
}

/* What was read and what is still to be, in a transaction; that the input is whole
 * is known before it ends. */
static int
post_rest(struct work *w, struct err *e)
{
	struct post_told told = { 0 };
	int r;

	if (accounts_begin_alone(&w->accounts, e))
		return -1;
	do {
		r = post_group_within(&w->group, e) || note_all(w, &told, e)
		    ? -1
		    : 0;
		if (r == 0 && w->group.set.good.is_bad)
			r = bad(w, e);
		if (r == 0)
			r = postings_in_read(&w->in, READ_AT_ONCE, e);
	} while (r == 1);
	if (accounts_end(&w->accounts, r, e))
		return -1;
	*w->told = told;
	return 0;
}

/* All of them share a commit: nobody has to stand aside for few. */
static int
post_whole(struct work *w, struct err *e)
{
	int r = postings_in_read(&w->in, READ_AT_ONCE, e);

	if (r != 1)
		return r;
	return postings_in_ended(&w->in) ? post_one_group(w, true, e)
					 : post_rest(w, e);
}

static int
run(struct work *w, struct err *e)
{
	const struct post_wish *wish = w->wish;
	int r;

	if (stream_create(&w->out, wish->output, STREAM_RECORD, wish->plain, e))
		return -1;
	stream_note(&w->out, wish->rules.facts, FACTS_WRITTEN, wish->output);
	w->group.set.accounts = &w->accounts;
	w->group.set.in = &w->in;
	w->group.set.roll = wish->roll;
	r = wish->together ? post_groups(w, e) : post_whole(w, e);
	post_set_free(&w->group.set);
	if (r == 0)
		return stream_finish(&w->out, e);
	stream_abandon(&w->out);
	return -1;
}

static struct post_next
next_of(const struct post_wish *w)
{
	if (!w->date || (!w->next && *w->date == DATE_LAST))
		return (struct post_next){ .is_known = true };
	return (struct post_next){ *w->date, w->next ? *w->next : *w->date + 1,
		false };
}

int
post_stream(const struct post_wish *wish, struct post_told *told, struct err *e)
{
	const struct db_wish db = { .url = wish->db,
		.wait_s = wish->wait_s,
		.use = wish->date ? DB_CREATE : DB_CHANGE };
	struct work w = { .wish = wish, .told = told };
	int r;

	*told = (struct post_told){ 0 };
	w.group.next = next_of(wish);
	if (postings_in_open(&w.in, wish->file, &wish->rules, wish->date, e))
		return -1;
	r = accounts_open(&w.accounts, &db, wish->date, e);
	if (r == 0) {
		r = run(&w, e);
		accounts_close(&w.accounts);
	}
	postings_in_close(&w.in);
	return r;
}
