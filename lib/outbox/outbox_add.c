#include "outbox/outbox_add.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "outbox/files/id_file.h"
#include "outbox/files/id_store.h"
#include "outbox/files/run_files.h"
#include "outbox/files/spool.h"
#include "sys/file/dir_names.h"
#include "sys/file/flock_file.h"
#include "text/tsv.h"

struct outbox_add {
	char *folder; /* owned */
	int lock;
	uint64_t last;   /* the highest number of a run there */
	struct buf book; /* owned */
	int64_t now_s;
	struct id_store waiting; /* ids of runs that are not finished */
	struct id_store here;    /* of this run */
	struct id_store held;    /* for an event that comes later */
	struct id_file *files;   /* owned: of runs that are */
	size_t n_files;
	char *path;           /* owned: of this run's events, */
	struct spool_out out; /* once there is one: */
	bool writes;
	bool failed; /* what was looked at is damaged, or not to be had: */
	struct err why;
};

static void
release(struct outbox_add *a)
{
	for (size_t i = 0; i < a->n_files; i++)
		id_file_close(&a->files[i]);
	free(a->files);
	id_store_free(&a->waiting);
	id_store_free(&a->here);
	id_store_free(&a->held);
	buf_free(&a->book);
	free(a->folder);
	free(a->path);
	if (a->lock >= 0)
		close(a->lock);
	free(a);
}

static int
take_lock(struct outbox_add *a, const struct outbox *o, const char *target,
    struct err *e)
{
	char *path = dir_names_path(a->folder, SPAN("write.lock"));

	a->lock = flock_file_wait(path, target, "adding", o->wait_s, e);
	free(path);
	return a->lock < 0 ? -1 : 0;
}

static int
read_events(struct outbox_add *a, uint64_t run, struct err *e)
{
	char *path = run_files_path(a->folder, RUN_EVENTS, run);
	struct spool_item item;
	struct spool s;
	int got = spool_open(&s, path, e);

	if (got == 0) {
		while ((got = spool_next(&s, &item, e)) == 1)
			if (id_store_add(&a->waiting, &item.id, e) < 0) {
				got = -1;
				break;
			}
		spool_close(&s);
	}
	free(path);
	return got;
}

static int
open_ids(struct outbox_add *a, uint64_t run, struct err *e)
{
	char *path = run_files_path(a->folder, RUN_IDS, run);
	int r = id_file_open(&a->files[a->n_files], path, e);

	a->n_files += r == 0;
	free(path);
	return r;
}

/* What is known. */
static int
read_known(struct outbox_add *a, struct err *e)
{
	struct run_files files;
	int r = 0;

	if (run_files_clean(a->folder, e) ||
	    run_files_list(&files, a->folder, e))
		return -1;
	a->last = files.last;
	a->files = mem_zeroed(files.n[RUN_IDS], sizeof *a->files);
	for (size_t i = 0; r == 0 && i < files.n[RUN_IDS]; i++)
		r = open_ids(a, files.of[RUN_IDS][i], e);
	for (size_t i = 0; r == 0 && i < files.n[RUN_EVENTS]; i++)
		if (run_files_is_open(&files, files.of[RUN_EVENTS][i]))
			r = read_events(a, files.of[RUN_EVENTS][i], e);
	run_files_free(&files);
	return r;
}

struct outbox_add *
outbox_add_begin(const struct outbox *o, const char *target, struct span book,
    int64_t now_s, struct err *e)
{
	struct outbox_add *a;

	if (outbox_make_target(o, target, e))
		return NULL;
	a = mem_zeroed(1, sizeof *a);
	a->folder = outbox_folder(o, target);
	a->waiting.folder = a->here.folder = a->held.folder = a->folder;
	buf_add(&a->book, book);
	a->now_s = now_s;
	if (take_lock(a, o, target, e) == 0 && read_known(a, e) == 0)
		return a;
	release(a);
	return NULL;
}

/* Notes what a look came to; what is damaged, or cannot be read, knows nothing,
 * and nothing is committed then. */
static bool
is(struct outbox_add *a, int has)
{
	a->failed |= has < 0;
	return has > 0;
}

static bool
is_told(struct outbox_add *a, const struct event_id *id)
{
	for (size_t i = 0; !a->failed && i < a->n_files; i++)
		if (is(a, id_file_has(&a->files[i], id, &a->why)))
			return true;
	return false;
}

/* One of a run that is not finished. */
static bool
is_in(struct outbox_add *a, const struct id_store *s, const struct event_id *id)
{
	return !a->failed && is(a, id_store_has(s, id, &a->why));
}

bool
outbox_add_knew(struct outbox_add *a, const struct event_id *id)
{
	return is_in(a, &a->waiting, id) || is_told(a, id);
}

bool
outbox_add_knows(struct outbox_add *a, const struct event_id *id)
{
	return is_in(a, &a->here, id) || outbox_add_knew(a, id);
}

static int
open_out(struct outbox_add *a, struct err *e)
{
	if (a->last >= RUN_MAX)
		return err_set(
		    e, ST_FAIL, "%s: no number is left for a run", a->folder);
	free(a->path); /* of one that could not be opened */
	a->path = run_files_path(a->folder, RUN_EVENTS, a->last + 1);
	if (spool_out_open(&a->out, a->path, buf_span(&a->book), a->now_s, e))
		return -1;
	a->writes = true;
	return 0;
}

static int
check(struct outbox_add *a, const struct event_id *id, struct span key,
    struct span json, struct err *e)
{
	if (key.len > OUTBOX_KEY_MAX)
		return err_set(e, ST_DATA,
		    "a key of %zu bytes; an event has one of at most %d",
		    key.len, OUTBOX_KEY_MAX);
	if (json.len > OUTBOX_JSON_MAX)
		return err_set(e, ST_DATA, "an event of %zu bytes; most is %d",
		    json.len, OUTBOX_JSON_MAX);
	if (json.len == 0 || tsv_has_control(json))
		return err_set(e, ST_BROKEN,
		    "an event that is empty or has a control byte: %s",
		    excerpt(json).s);
	if (outbox_add_knows(a, id))
		return err_set(e, ST_BROKEN, "an event that is known is added");
	if (a->writes && a->out.n >= OUTBOX_EVENTS_MAX)
		return err_set(e, ST_FAIL, "more than %d events of a run",
		    OUTBOX_EVENTS_MAX);
	return 0;
}

int
outbox_add_event(struct outbox_add *a, enum outbox_kind kind,
    const struct event_id *id, struct span key, struct span json, struct err *e)
{
	if (check(a, id, key, json, e) || (!a->writes && open_out(a, e)))
		return -1;
	if (id_store_add(&a->here, id, e) < 0)
		return -1;
	spool_out_event(&a->out, kind, id, key, json);
	if (output_failed(&a->out.out)) {
		*e = a->out.out.why;
		return -1;
	}
	return 0;
}

int
outbox_add_member(
    struct outbox_add *a, const struct event_id *id, struct err *e)
{
	int added;

	if (!a->writes)
		return err_set(e, ST_BROKEN, "a member before the first event");
	added = id_store_add(&a->here, id, e);
	if (added > 0)
		spool_out_member(&a->out, id);
	return added < 0 ? -1 : 0;
}

void
outbox_add_hold(struct outbox_add *a, const struct event_id *id)
{
	if (!a->failed)
		is(a, id_store_add(&a->held, id, &a->why));
}

bool
outbox_add_holds(struct outbox_add *a, const struct event_id *id)
{
	return is_in(a, &a->held, id);
}

struct holding {
	struct outbox_add *to;
	const struct event_id *own;
};

static int
add_held(void *holding, const struct event_id *id, struct err *e)
{
	const struct holding *h = holding;

	return event_id_cmp(id, h->own) ? outbox_add_member(h->to, id, e) : 0;
}

int
outbox_add_held(struct outbox_add *a, const struct event_id *own, struct err *e)
{
	struct holding h = { a, own };
	int r = id_store_each(&a->held, add_held, &h, e);

	outbox_add_let_go(a);
	return r;
}

void
outbox_add_let_go(struct outbox_add *a)
{
	id_store_free(&a->held);
	a->held.folder = a->folder;
}

uint64_t
outbox_add_count(const struct outbox_add *a)
{
	return a->writes ? a->out.n : 0;
}

int
outbox_add_commit(struct outbox_add *a, struct err *e)
{
	int r = 0;

	if (a->failed) {
		*e = a->why;
		outbox_add_drop(a);
		return -1;
	}
	if (a->writes)
		r = spool_out_commit(&a->out, e);
	a->writes = false;
	release(a);
	return r;
}

void
outbox_add_drop(struct outbox_add *a)
{
	if (!a)
		return;
	if (a->writes)
		spool_out_abandon(&a->out);
	release(a);
}
