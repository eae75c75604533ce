#include "explain/proof/trial.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "clean/clean_options.h"
#include "explain/words/balance_words.h"
#include "explain/proof/trial_chain.h"
#include "explain/columns/guess_key.h"
#include "explain/words/profile_name.h"
#include "key/key_options.h"
#include "sys/threads.h"
#include "text/tsv.h"

enum { KEYS_MAX = 1 << 20 }; /* keys that are compared */

/* One run: a thread cleans the bill into a pipe, the caller makes records of
 * what comes out of it. */
struct run {
	const struct trial_rules *rules;
	struct trial *t;
	struct clean clean;
	struct stream_out table; /* into the pipe */
	struct rejects rejects;
	struct err why; /* of the cleaning */
	bool cleaned;
	struct key_options key;
	struct stream_out records; /* held in memory, one at a time */
	struct trial_chain chain;
	struct buf carry;
	uint64_t *keys; /* owned: hashes */
	size_t n_keys, cap_keys;
	char *clean_text, *key_text; /* owned: what the options borrow */
};

/* Does f with each line "key = value"; the text is cut up. */
static int
take_lines(void *to, char *p,
    int (*f)(void *, const char *key, const char *value, struct err *),
    struct err *e)
{
	while (*p) {
		char *lf = strchr(p, '\n'), *eq = strstr(p, " = ");

		*lf = '\0';
		if (*p != '#' && eq && eq < lf) {
			*eq = '\0';
			if (f(to, p, eq + 3, e))
				return -1;
		}
		p = lf + 1;
	}
	return 0;
}

/* Notes whether sums are checked: a count alone confirms no amount. */
static int
take_clean(void *to, const char *key, const char *value, struct err *e)
{
	struct run *r = to;

	if (!strcmp(key, "check") && strstr(value, "= sum "))
		r->t->is_checked = true;
	return clean_take(&r->clean, key, value, e);
}

static int
take_key(void *to, const char *key, const char *value, struct err *e)
{
	const struct option_row *o = option_row_find(key_options, key);

	if (!o || (!o->argument && strcmp(value, "yes")))
		return 0;
	return option_row_set(o, to, value, e);
}

/* Carries what the chain needs, and nothing else. */
static int
carry_balance(struct run *r, struct err *e)
{
	buf_clear(&r->carry);
	if (r->rules->balance.p) {
		buf_str(&r->carry, "b=");
		profile_name_put(&r->carry, r->rules->balance);
		if (r->rules->by.p) {
			buf_str(&r->carry, ",g=");
			profile_name_put(&r->carry, r->rules->by);
		}
	}
	columns_free(&r->key.recorder.carried);
	if (r->carry.len == 0)
		return 0;
	buf_byte(&r->carry, '\0');
	return columns_add(
	    &r->key.recorder.carried, r->carry.p, COLUMNS_LABELED, e);
}

static int
prepare(struct run *r, struct err *e)
{
	r->clean_text = mem_dup(r->rules->clean);
	r->key_text = mem_dup(r->rules->key);
	if (take_lines(r, r->clean_text, take_clean, e) ||
	    clean_settle(&r->clean, false, e) ||
	    take_lines(&r->key, r->key_text, take_key, e) ||
	    key_options_check(&r->key, e))
		return -1;
	if (format_is_statement(r->clean.layout.format.kind))
		r->t->is_checked = clean_is_checked(&r->clean);
	if (!r->clean.layout.entry)
		r->clean.layout.entry = r->rules->entry;
	r->clean.layout.most = r->rules->most;
	return carry_balance(r, e);
}

static void *
clean_bill_to_pipe(void *arg)
{
	struct run *r = arg;

	r->cleaned = clean_bill(&r->clean, r->rules->bill, &r->why) == 0;
	if (!r->cleaned)
		stream_abandon(&r->table);
	else
		r->cleaned = stream_finish(&r->table, &r->why) == 0;
	return NULL;
}

static struct trial_sum *
sum_of(struct trial *t, struct span code)
{
	struct trial_sum *s;

	for (size_t i = 0; i < t->n; i++)
		if (span_eq(span_str(t->sums[i].code), code))
			return &t->sums[i];
	if (t->n == TRIAL_CURRENCIES)
		return NULL;
	s = &t->sums[t->n++];
	*s = (struct trial_sum){ .records = 0 };
	memcpy(s->code, code.p, code.len);
	return s;
}

static uint64_t
hash(struct span s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

/* Which cells of a row have something; notes one that says that the row is a
 * balance. */
static uint64_t
look_cells(struct trial *t, const struct table_in *in)
{
	uint64_t filled = 0;

	for (size_t i = 0; i < in->n; i++) {
		struct span cell = in->fields[i];

		if (tsv_is_empty(cell))
			continue;
		filled |= i < 64 ? (uint64_t)1 << i : 0;
		if (!t->balance.len && balance_words_begin(cell))
			buf_add(&t->balance, cell);
	}
	return filled;
}

static int
add_record(struct run *r, struct span line, uint64_t filled, struct err *e)
{
	struct record rec;
	struct trial_sum *s;

	if (record_parse(line, &rec, e))
		return -1;
	r->t->records++;
	s = sum_of(r->t, rec.currency);
	if (!s || amount_add(s->net, rec.amount, &s->net) != AMOUNT_OK ||
	    amount_add(rec.amount.minor < 0 ? s->out : s->in, rec.amount,
		rec.amount.minor < 0 ? &s->out : &s->in) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "has too many currencies, or sums "
		    "that are too large");
	s->records++;
	if (r->n_keys < KEYS_MAX) {
		r->keys = mem_grow(
		    r->keys, &r->cap_keys, r->n_keys + 1, sizeof *r->keys);
		r->keys[r->n_keys++] = hash(rec.key) ^ hash(rec.currency);
	}
	if (r->rules->balance.p)
		trial_chain_add(&r->chain, &rec, filled);
	return 0;
}

static int
read_rows(struct run *r, struct table_in *t, struct err *e)
{
	struct recorder *k = &r->key.recorder;
	int got = t->n ? recorder_bind(k, t, e) : 0;

	if (got)
		return -1;
	while ((got = table_next(t, e)) == 1) {
		struct span line;

		output_clear(&r->records.out);
		if (recorder_row(k, t, &r->records, e))
			return stream_err(&t->stream, e);
		line = output_held(&r->records.out);
		line.len -= line.len != 0;
		if (add_record(r, line, look_cells(r->t, t), e))
			return -1;
	}
	return got;
}

/* The other end of the pipe. */
static int
read_table(struct run *r, const char *path, struct err *e)
{
	struct stream_rules rules = { .allow_empty = true };
	struct table_in t;
	int got;

	if (table_open(&t, path, &rules, e))
		return -1;
	got = read_rows(r, &t, e);
	table_close(&t);
	return got;
}

/* The name of the pipe says nothing to anybody. */
static void
name_place(struct err *e, const char *pipe)
{
	size_t n = strlen(pipe);
	char text[ERR_CAP];

	if (strncmp(e->text, pipe, n))
		return;
	snprintf(text, sizeof text, "recon-key: line %s", e->text + n + 1);
	memcpy(e->text, text, sizeof text);
}

/* A pipe's ends are opened once more by name: the streams open names. */
static int
run_through(struct run *r, const int ends[2], struct err *e)
{
	char from[32], to[32];
	pthread_t thread;
	int got;

	snprintf(from, sizeof from, "/dev/fd/%d", ends[0]);
	snprintf(to, sizeof to, "/dev/fd/%d", ends[1]);
	if (stream_create(&r->table, to, STREAM_TABLE, false, e)) {
		close(ends[0]);
		close(ends[1]);
		return -1;
	}
	close(ends[1]);
	r->clean.out = &r->table;
	if (!threads_start(&thread, clean_bill_to_pipe, r)) {
		stream_abandon(&r->table);
		close(ends[0]);
		return err_set(e, ST_FAIL, "there is no thread to try it with");
	}
	got = read_table(r, from, e);
	close(ends[0]);
	pthread_join(thread, NULL);
	name_place(e, from);
	if (!r->cleaned && r->why.text[0]) /* else what was read is wrong */
		*e = r->why;
	return r->cleaned ? got : -1;
}

static int
cmp_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
finish(struct run *r)
{
	struct trial *t = r->t;

	trial_chain_end(&r->chain);
	t->skipped = r->clean.counts.skipped;
	t->loose = r->chain.loose;
	t->carried = r->chain.carried;
	t->links = r->chain.links;
	t->broken = r->chain.broken;
	if (r->n_keys)
		qsort(r->keys, r->n_keys, sizeof *r->keys, cmp_keys);
	for (size_t i = 1; i < r->n_keys; i++)
		t->duplicates += r->keys[i] == r->keys[i - 1];
}

void
trial_free(struct trial *t)
{
	buf_free(&t->balance);
}

void
trial_run(struct trial *t, const struct trial_rules *rules)
{
	struct run *r = mem_zeroed(1, sizeof *r);
	int ends[2] = { -1, -1 };

	*t = (struct trial){ .ran = false };
	r->rules = rules;
	r->t = t;
	r->clean.rejects = &r->rejects;
	trial_chain_init(&r->chain, rules->backwards, rules->decimal);
	clean_init(&r->clean);
	key_options_init(&r->key);
	r->records.kind = STREAM_RECORD;
	r->records.plain = true;
	output_hold(&r->records.out);
	if (prepare(r, &t->why) == 0) {
		if (pipe(ends))
			err_sys(&t->why, ST_FAIL, "pipe");
		else
			t->ran = run_through(r, ends, &t->why) == 0;
	}
	if (t->ran)
		finish(r);
	stream_abandon(&r->records);
	clean_free(&r->clean);
	key_options_free(&r->key);
	buf_free(&r->carry);
	free(r->keys);
	free(r->clean_text);
	free(r->key_text);
	free(r);
}
