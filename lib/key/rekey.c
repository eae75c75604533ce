#include "key/rekey.h"

#include <stdlib.h>

#include "base/mem.h"
#include "key/key_text.h"
#include "stream/line/carried_fields.h"
#include "stream/run_out.h"
#include "text/tsv.h"

/* A KEY as a part of another: its text is data, escapes and all, so that
 * different keys stay different. */
static struct span
key_as_part(struct rekey *k, size_t i, struct span key)
{
	size_t n = k->recorder->key.n;

	if (!tsv_needs_escape(key))
		return key;
	if (!k->texts)
		k->texts = mem_zeroed(n, sizeof *k->texts);
	buf_clear(&k->texts[i]);
	tsv_escape(&k->texts[i], key);
	return buf_span(&k->texts[i]);
}

/* The value of part i of the new key, empty where the record has none. */
static int
find_part(struct rekey *k, const struct record *r, size_t i, struct span *value,
    struct err *e)
{
	struct span name = span_str(k->recorder->key.list[i].name), found;

	*value = (struct span){ 0 };
	if (span_eq(name, SPAN("key")))
		*value = key_as_part(k, i, r->key);
	else if (record_fixed(r, name, value))
		return 0;
	else if (carried_find(r->carried, name, &found, value, e))
		return -1;
	else if (found.p && span_eq(name, SPAN("key0")))
		*value = key_as_part(k, i, *value);
	return 0;
}

enum made { MADE, LACKING, BAD = -1 };

/* The parts, folded; LACKING where some have to have a value and do not: the
 * first of them is told. */
static enum made
find_parts(struct rekey *k, const struct record *r, struct err *e)
{
	struct recorder *to = k->recorder;
	const struct column *lacks = NULL;
	size_t empty = 0;

	to->unseen.keys.now = false;
	for (size_t i = 0; i < to->key.n; i++) {
		struct span value;

		if (find_part(k, r, i, &value, e) ||
		    recorder_part(to, i, value, e))
			return BAD;
		if (!tsv_is_empty(to->parts[i]))
			continue;
		empty++;
		if (!lacks)
			lacks = &to->key.list[i];
	}
	if (empty == 0 || (to->empty_parts && empty < to->key.n))
		return MADE;
	err_set(e, ST_DATA,
	    "the record has none, and it is part of the key (--unkeyed FILE "
	    "takes such records)");
	column_err(lacks, (struct span){ 0 }, e);
	return LACKING;
}

static enum made
make_key(struct rekey *k, const struct record *r, struct err *e)
{
	const struct recorder *of = k->recorder;
	enum made made = find_parts(k, r, e);
	size_t room = 0;
	char *to, *end;

	if (made != MADE)
		return made;
	for (size_t i = 0; i < of->key.n; i++)
		room += KEY_ROOM(of->parts[i].len);
	buf_clear(&k->key);
	to = buf_room(&k->key, room);
	end = recorder_key(k->recorder, to, e);
	if (!end)
		return BAD;
	k->key.len += (size_t)(end - to);
	return MADE;
}

/* What follows the KEY on the line of a record. */
static struct span
behind_key(const struct record *r)
{
	return (
	    struct span){ r->line.p + r->key.len, r->line.len - r->key.len };
}

static int
put_rekeyed(struct rekey *k, const struct record *r, struct err *e)
{
	struct span behind = behind_key(r), found, value;
	struct span label = SPAN("\tkey0=");
	char *start, *to;

	if (carried_find(r->carried, SPAN("key0"), &found, &value, e))
		return -1;
	start = output_room(
	    &k->out->out, k->key.len + r->line.len + label.len + r->key.len);
	to = span_put(start, buf_span(&k->key));
	to = span_put(to, behind);
	if (!found.p) {
		to = span_put(to, label);
		to = span_put(to, r->key);
	}
	*to++ = '\n';
	stream_took(k->out, (size_t)(to - start));
	return total_record(&k->out->total, r, e);
}

static int
put_restored(struct rekey *k, const struct record *r, struct err *e)
{
	struct span behind = behind_key(r), found, value, head, tail;
	char *start, *to;

	if (carried_find(r->carried, SPAN("key0"), &found, &value, e))
		return -1;
	if (!found.p) {
		stream_put(k->out, r->line);
		return total_record(&k->out->total, r, e);
	}
	if (!record_is_key(value))
		return err_set(
		    e, ST_DATA, "key0: \"%s\" is not a key", excerpt(value).s);
	/* the TAB before the field goes with it */
	head = (struct span){ behind.p, (size_t)(found.p - 1 - behind.p) };
	tail.p = found.p + found.len;
	tail.len = (size_t)(behind.p + behind.len - tail.p);
	start = output_room(&k->out->out, r->line.len + 1);
	to = span_put(start, value);
	to = span_put(to, head);
	to = span_put(to, tail);
	*to++ = '\n';
	stream_took(k->out, (size_t)(to - start));
	return total_record(&k->out->total, r, e);
}

static int
put_record(struct rekey *k, const struct record *r, struct err *e)
{
	enum made made;

	if (k->restore)
		return put_restored(k, r, e);
	made = make_key(k, r, e);
	if (made == MADE)
		return put_rekeyed(k, r, e);
	if (made == BAD || !k->unkeyed_name)
		return -1;
	k->put_aside++;
	stream_put(&k->unkeyed, r->line);
	return total_record(&k->unkeyed.total, r, e);
}

static enum line_outcome
rekey_stream(struct rekey *k, struct stream_in *s, struct err *e)
{
	enum line_outcome got;
	struct record r;

	while ((got = stream_record(s, &r, e)) == LINE_OK) {
		if (put_record(k, &r, e))
			return stream_err(s, e);
		noted_count(&k->recorder->unseen.keys, s);
		if (output_failed(&k->out->out))
			return output_flush(&k->out->out, e);
	}
	return got == LINE_END && total_merge(&k->read, &s->read, e)
	    ? LINE_ERROR
	    : got;
}

static int
rekey_file(struct rekey *k, const char *name, const struct stream_rules *rules,
    struct err *e)
{
	struct stream_in s;
	enum line_outcome got;

	if (stream_open(&s, name, STREAM_RECORD, rules, e))
		return -1;
	got = rekey_stream(k, &s, e);
	stream_close(&s);
	return got == LINE_END ? 0 : -1;
}

/* Every record that came went out, or is unkeyed, with its amount. */
static int
check(const struct rekey *k, struct err *e)
{
	struct total went = { 0 };
	struct err why;
	int r = total_merge(&went, &k->out->total, e);

	if (r == 0)
		r = total_merge(&went, &k->unkeyed.total, e);
	if (r == 0 && !total_equal(&k->read, &went, &why))
		r = err_set(e, ST_BROKEN,
		    "the records that came are not those that went: %s",
		    why.text);
	total_free(&went);
	return r;
}

static void
release(struct rekey *k)
{
	for (size_t i = 0; k->texts && i < k->recorder->key.n; i++)
		buf_free(&k->texts[i]);
	free(k->texts);
	buf_free(&k->key);
	total_free(&k->read);
}

/* Both appear, that of the records left over first. */
static int
finish(struct rekey *k, struct err *e)
{
	if (!k->unkeyed_name)
		return stream_finish(k->out, e);
	if (stream_sync(&k->unkeyed, e) || stream_sync(k->out, e)) {
		stream_abandon(&k->unkeyed);
		return -1;
	}
	return stream_finish(&k->unkeyed, e) || stream_finish(k->out, e) ? -1
									 : 0;
}

int
rekey_run(struct rekey *k, char *const *names, int n,
    const struct stream_rules *rules, struct err *e)
{
	struct recorder *of = k->recorder;
	int r = 0;

	of->parts = mem_zeroed(of->key.n + 1, sizeof *of->parts);
	of->folded = mem_zeroed(of->key.n + 1, sizeof *of->folded);
	if (k->unkeyed_name &&
	    stream_create(
		&k->unkeyed, k->unkeyed_name, STREAM_RECORD, k->plain, e))
		return -1;
	if (k->unkeyed_name)
		stream_note(
		    &k->unkeyed, rules->facts, "unkeyed", k->unkeyed_name);
	for (int i = 0; i < n && r == 0; i++) {
		r = rekey_file(k, names[i], rules, e);
		if (r)
			run_out_files(
			    names + i + 1, (size_t)(n - i - 1), rules, e);
	}
	if (r == 0)
		r = check(k, e);
	k->records = k->read.records;
	release(k);
	if (r == 0)
		return finish(k, e);
	if (k->unkeyed_name)
		stream_abandon(&k->unkeyed);
	return -1;
}
