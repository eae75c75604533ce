#include "outbox/outbox_replies.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/lines.h"
#include "io/output.h"
#include "outbox/files/id_set.h"
#include "sys/file/dir_sync.h"
#include "sys/file/write_whole.h"
#include "text/tsv.h"

/* Lines ITEM-ID, I/N, record: the I-th of the N that came with an answer. */
struct reply_line {
	struct event_id item;
	uint64_t i, n;
	struct span record;
};

struct outbox_replies {
	char *path; /* owned */
	int fd;
	uint64_t bytes; /* of whole answers */
	struct id_set items;
	struct buf text; /* owned: what is added */
};

static bool
parse(struct span line, struct reply_line *l)
{
	struct span id, of, i;
	const char *slash;

	if (!tsv_next(&line, &id) || !event_id_parse(id, &l->item) ||
	    !tsv_next(&line, &of) || of.len == 0)
		return false;
	slash = memchr(of.p, '/', of.len);
	if (!slash || !line.p || line.len == 0)
		return false;
	i = (struct span){ of.p, (size_t)(slash - of.p) };
	of = (struct span){ slash + 1, of.len - i.len - 1 };
	l->record = line;
	return span_count(i, &l->i) && span_count(of, &l->n) && l->i >= 1 &&
	    l->i <= l->n;
}

/* Gets an answer, all of its lines with their LFs. */
typedef int answer_fn(
    void *arg, const struct event_id *item, struct span lines, struct err *);

/* Hands out whole answers. */
struct walk {
	answer_fn *fn;
	void *arg;
	struct buf lines;       /* owned: of the answer that is read */
	struct reply_line last; /* its last line; n 0: none is read */
	uint64_t bytes;         /* up to here there are whole answers */
	uint64_t at;
	bool bad; /* what follows those is none */
};

static int
hand_out(struct walk *w, struct err *e)
{
	int r = w->fn(w->arg, &w->last.item, buf_span(&w->lines), e);

	w->bytes = w->at;
	w->last.n = 0;
	return r;
}

static bool
goes_on(const struct walk *w, const struct reply_line *l)
{
	if (w->last.n == 0)
		return l->i == 1;
	return l->i == w->last.i + 1 && l->n == w->last.n &&
	    !event_id_cmp(&l->item, &w->last.item);
}

/* What is no line, and an answer that is not whole, a crash has left: but only
 * at the end. */
static int
take(struct walk *w, struct span line, struct err *e)
{
	struct reply_line l;
	bool is = parse(line, &l);

	if (!is || !goes_on(w, &l)) {
		w->bad = true;
		w->last.n = 0;
		if (!is || l.i != 1)
			return 0;
	}
	if (l.i == 1)
		buf_clear(&w->lines);
	buf_add(&w->lines, line);
	buf_byte(&w->lines, '\n');
	w->last = l;
	if (l.i < l.n)
		return 0;
	if (w->bad)
		return err_set(
		    e, ST_DATA, "it is damaged between answers that are whole");
	return hand_out(w, e);
}

static int
walk(const char *path, struct walk *w, struct err *e)
{
	enum line_outcome got;
	struct lines lines;
	struct span line;
	int r = 0;

	if (access(path, F_OK) && errno == ENOENT)
		return 0;
	if (lines_open(&lines, path, e))
		return -1;
	while (r == 0 && (got = lines_next(&lines, &line, e)) != LINE_END) {
		if (got == LINE_ERROR) {
			r = -1;
			break;
		}
		w->at += line.len + 1;
		if (!lines.unended)
			r = take(w, line, e);
		if (r < 0 && w->bad)
			err_at(e, path, lines.count);
	}
	lines_close(&lines);
	buf_free(&w->lines);
	return r;
}

/* Who gets the records one by one. */
struct each {
	outbox_reply_fn *fn;
	void *arg;
};

static int
each_record(
    void *each, const struct event_id *item, struct span lines, struct err *e)
{
	const struct each *to = each;
	struct reply_line l;
	int r = 0;

	while (r == 0 && lines.len) {
		const char *lf = memchr(lines.p, '\n', lines.len);
		size_t len = (size_t)(lf - lines.p);

		parse((struct span){ lines.p, len }, &l);
		r = to->fn(to->arg, item, l.record, e);
		lines = (struct span){ lines.p + len + 1, lines.len - len - 1 };
	}
	return r;
}

int
outbox_replies_each(const struct outbox *o, const char *target,
    outbox_reply_fn *fn, void *arg, struct err *e)
{
	char *path = outbox_path(o, target, "replies");
	struct each to = { fn, arg };
	struct walk w = { .fn = each_record, .arg = &to };
	int r = walk(path, &w, e);

	free(path);
	return r;
}

/* What is to stay. */
struct pruning {
	outbox_reply_keep_fn *keep;
	void *arg;
	struct output out;
	bool some_go;
};

static int
put_kept(void *pruning, const struct event_id *item, struct span lines,
    struct err *e)
{
	struct pruning *p = pruning;
	int keep = p->keep(p->arg, item, e);

	p->some_go |= keep == 0;
	if (keep > 0)
		output_write(&p->out, lines);
	return keep < 0 ? -1 : 0;
}

static int
prune(const char *path, outbox_reply_keep_fn *keep, void *arg, struct err *e)
{
	struct pruning p = { .keep = keep, .arg = arg };
	struct walk w = { .fn = put_kept, .arg = &p };
	int r;

	if (output_open(&p.out, path, e))
		return -1;
	r = walk(path, &w, e);
	if (r == 0 && p.some_go)
		return output_close(&p.out, e);
	output_abandon(&p.out);
	return r;
}

int
outbox_replies_prune(const struct outbox *o, const char *target,
    outbox_reply_keep_fn *keep, void *arg, struct err *e)
{
	char *path = outbox_path(o, target, "replies");
	int r = access(path, F_OK) ? 0 : prune(path, keep, arg, e);

	free(path);
	return r;
}

static int
note(void *arg, const struct event_id *item, struct span lines, struct err *e)
{
	struct outbox_replies *r = arg;

	(void)lines;
	(void)e;
	id_set_add(&r->items, item);
	return 0;
}

static int
open_file(struct outbox_replies *r, struct err *e)
{
	r->fd = open(r->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (r->fd < 0 || ftruncate(r->fd, (off_t)r->bytes))
		return err_sys(e, ST_FAIL, "%s", r->path);
	return dir_sync_of(r->path, e);
}

struct outbox_replies *
outbox_replies_open(const struct outbox *o, const char *target, struct err *e)
{
	struct outbox_replies *r = mem_zeroed(1, sizeof *r);
	struct walk w = { .fn = note, .arg = r };

	r->path = outbox_path(o, target, "replies");
	r->fd = -1;
	if (walk(r->path, &w, e) == 0) {
		r->bytes = w.bytes;
		if (open_file(r, e) == 0)
			return r;
	}
	outbox_replies_close(r);
	return NULL;
}

bool
outbox_replies_has(const struct outbox_replies *r, const struct event_id *item)
{
	return id_set_has(&r->items, item);
}

static int
format(struct buf *b, const struct event_id *item, const struct span *lines,
    size_t n, struct err *e)
{
	char id[EVENT_ID_TEXT + 1];

	event_id_format(item, id);
	buf_clear(b);
	for (size_t i = 0; i < n; i++) {
		if (lines[i].len == 0 || memchr(lines[i].p, '\n', lines[i].len))
			return err_set(
			    e, ST_BROKEN, "a reply that is no line is kept");
		buf_printf(b, "%s\t%zu/%zu\t", id, i + 1, n);
		buf_add(b, lines[i]);
		buf_byte(b, '\n');
	}
	return 0;
}

int
outbox_replies_add(struct outbox_replies *r, const struct event_id *item,
    const struct span *lines, size_t n, struct err *e)
{
	if (n == 0 || outbox_replies_has(r, item))
		return 0;
	if (format(&r->text, item, lines, n, e))
		return -1;
	if (write_whole(r->fd, buf_span(&r->text)) || fdatasync(r->fd)) {
		err_sys(e, ST_FAIL, "%s", r->path);
		if (ftruncate(r->fd, (off_t)r->bytes))
			err_sys(e, ST_FAIL, "%s: to take back half an answer",
			    r->path);
		return -1;
	}
	r->bytes += r->text.len;
	id_set_add(&r->items, item);
	return 0;
}

void
outbox_replies_close(struct outbox_replies *r)
{
	if (!r)
		return;
	if (r->fd >= 0)
		close(r->fd);
	id_set_free(&r->items);
	buf_free(&r->text);
	free(r->path);
	free(r);
}
