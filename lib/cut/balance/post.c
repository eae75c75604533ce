#include "cut/balance/post.h"

#include "cut/balance/account_dates.h"
#include "cut/balance/post_one.h"

struct work {
	const struct post_wish *wish;
	struct post_told *told;
	struct accounts accounts;
	struct postings_in in;
	struct post post;
	struct stream_out out;
	int32_t next;
	bool has_next;
	bool is_noted; /* that it is the next one, in this transaction */
};

/* Postings that are read at a time where all of the input share a commit. */
enum { READ_AT_ONCE = 500 };

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

/* The date behind the one that accounts stand at gets known by a posting of
 * it. */
static int
know_next(struct work *w, const struct posting *p, struct err *e)
{
	int32_t now;

	if (!w->has_next || w->is_noted || p->date != w->next)
		return 0;
	if (account_dates_now(&w->accounts, &now, e))
		return -1;
	if (now != *w->wish->date)
		return 0;
	if (account_dates_note(&w->accounts, now, p->date, e))
		return postings_in_err(&w->in, p, 0, e);
	w->is_noted = true;
	return 0;
}

/* Do other records of it stand before it, as where a stream is sorted by KEY?
 * Then what was taken for all of it is a part. */
static bool
is_apart(struct work *w, size_t i, struct err *e)
{
	const struct posting *p = &w->in.list[i];
	size_t k = 0;

	while (k < i && !span_eq(w->in.list[k].id, p->id))
		k++;
	if (k == i)
		return false;
	err_set(e, ST_DATA,
	    "posting \"%s\": its records do not stand one behind the other",
	    excerpt(p->id).s);
	postings_in_err(&w->in, p, 0, e);
	return true;
}

static int
begin(struct work *w, struct err *e)
{
	post_begin(&w->post);
	w->is_noted = false;
	return accounts_begin(&w->accounts, e);
}

/* The postings at hand, within a transaction. Those before one that is bad
 * data may be committed, unless a part of it is among them. */
static int
post_list(struct work *w, struct post_told *told, bool *is_data, struct err *e)
{
	*is_data = false;
	for (size_t i = 0; i < w->in.n; i++) {
		const struct posting *p = &w->in.list[i];
		enum post_is is;

		if (know_next(w, p, e) || post_one(&w->post, p, &is, e)) {
			*is_data = e->status == ST_DATA && !w->post.is_torn &&
			    !is_apart(w, i, e);
			return -1;
		}
		if (note(w, p, is, told, e))
			return -1;
	}
	return 0;
}

static int
post_group(struct work *w, struct err *e)
{
	struct post_told told = *w->told;
	struct err other;
	bool is_data;
	int r;

	if (begin(w, e))
		return -1;
	r = post_list(w, &told, &is_data, e);
	if (r && !is_data)
		return accounts_end(&w->accounts, r, e);
	if (accounts_end(&w->accounts, 0, r ? &other : e))
		return -1;
	*w->told = told;
	return r;
}

/* So many share a commit. */
static int
post_groups(struct work *w, struct err *e)
{
	int r;

	while ((r = postings_in_read(&w->in, w->wish->together, e)) == 1)
		if (post_group(w, e))
			return -1;
	return r;
}

/* All of them share it: also that the input is whole is known before. */
static int
post_whole(struct work *w, struct err *e)
{
	struct post_told told = { 0 };
	bool is_data;
	int r;

	if (begin(w, e))
		return -1;
	while ((r = postings_in_read(&w->in, READ_AT_ONCE, e)) == 1)
		if (post_list(w, &told, &is_data, e)) {
			r = -1;
			break;
		}
	if (accounts_end(&w->accounts, r, e))
		return -1;
	*w->told = told;
	return 0;
}

static int
run(struct work *w, struct err *e)
{
	const struct post_wish *wish = w->wish;
	int r;

	if (stream_create(&w->out, wish->output, STREAM_RECORD, wish->plain, e))
		return -1;
	stream_note(&w->out, wish->rules.facts, FACTS_WRITTEN, wish->output);
	w->post = (struct post){
		.accounts = &w->accounts, .in = &w->in, .roll = wish->roll
	};
	r = wish->together ? post_groups(w, e) : post_whole(w, e);
	post_free(&w->post);
	if (r == 0)
		return stream_finish(&w->out, e);
	stream_abandon(&w->out);
	return -1;
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
	if (wish->date) {
		w.has_next = wish->next || *wish->date < DATE_LAST;
		w.next = wish->next ? *wish->next : *wish->date + 1;
	}
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
