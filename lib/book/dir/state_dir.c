#include "book/dir/state_dir.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/file/dir_names.h"
#include "book/dir/sealed_file.h"
#include "book/dir/strays.h"
#include "sys/file/dir_sync.h"
#include "sys/file/lockfile.h"

char *
state_dir_path(const struct state_dir *d, struct span name)
{
	return dir_names_path(d->dir, name);
}

char *
state_dir_path_of(const struct state_dir *d, enum state_file is, int32_t day,
    unsigned generation)
{
	struct state_name n = { is, day, generation, 0 };
	char name[STATE_NAME_CAP];

	state_name_format(name, &n);
	return state_dir_path(d, span_str(name));
}

/* Makes the directory where it is missing, and brings it to the disk. */
static int
make(const struct state_dir *d, struct err *e)
{
	char *above;
	int r;

	if (mkdir(d->dir, 0777))
		return errno == EEXIST ? 0 : err_sys(e, ST_FAIL, "%s", d->dir);
	above = state_dir_path(d, SPAN(".."));
	r = dir_sync(above, e);
	free(above);
	return r;
}

static int
lock(struct state_dir *d, unsigned wait_s, struct err *e)
{
	char *path = state_dir_path(d, SPAN("lock"));

	d->lock = lockfile_wait(path, d->dir, wait_s, e);
	free(path);
	return d->lock < 0 ? -1 : 0;
}

static int
read_manifest(struct state_dir *d, struct err *e)
{
	char *path = state_dir_path(d, SPAN(STATE_MANIFEST));
	struct buf text = { 0 };
	int r = sealed_file_read(&text, d->digest, path, e);

	d->has_manifest = r == 1;
	if (r == 1)
		r = manifest_parse(&d->manifest, buf_span(&text), path, e);
	buf_free(&text);
	free(path);
	return r;
}

static void
find_ours(void *arg, int dir, const char *name)
{
	struct state_name n;

	(void)dir;
	*(bool *)arg |= state_name_parse(span_str(name), &n);
}

/* No manifest is there: none was lost, if there are no files of days. */
static int
check_lost(const struct state_dir *d, struct err *e)
{
	bool ours = false;

	if (dir_names_each(d->dir, find_ours, &ours, e))
		return -1;
	return ours ? err_set(e, ST_DATA,
			  "%s: there are files of days, and the manifest that "
			  "names them is not there",
			  d->dir)
		    : 0;
}

/* What the manifest says is all that is there. */
static int
look(struct state_dir *d, struct err *e)
{
	int r = read_manifest(d, e);

	if (r)
		return -1;
	if (d->has_manifest)
		return strays_check(d->dir, &d->manifest, e);
	if (check_lost(d, e) && e->status == ST_DATA)
		return -1;
	return err_set(e, ST_FAIL,
	    "%s: there is no manifest: no day was kept here, or by an older "
	    "version, and the next run takes them over",
	    d->dir);
}

static bool
was_replaced(const struct state_dir *d)
{
	struct state_dir now = { .dir = d->dir };
	struct err e;
	bool is = read_manifest(&now, &e) || strcmp(now.digest, d->digest);

	manifest_free(&now.manifest);
	return is;
}

int
state_dir_look(struct state_dir *d, const char *dir, struct err *e)
{
	for (;;) {
		bool again;

		*d = (struct state_dir){ .lock = -1,
			.dir = mem_dup(span_str(dir)) };
		if (look(d, e) == 0)
			return 0;
		/* a run may have added a day between the two looks */
		again =
		    e->status == ST_DATA && d->has_manifest && was_replaced(d);
		state_dir_close(d);
		if (!again)
			return -1;
	}
}

static int
check_entry(const struct day_entry *en, const struct manifest_day *d,
    const char *path, struct err *e)
{
	if (en->day == d->day && en->generation == d->generation &&
	    en->from_generation == d->from_generation &&
	    (!d->from_generation || en->from == d->from))
		return 0;
	return err_set(e, ST_DATA,
	    "%s: is of another day, or rolled from another one, than the "
	    "manifest says",
	    path);
}

int
state_dir_entry(const struct state_dir *s, const struct manifest_day *d,
    struct day_entry *en, struct err *e)
{
	char *path = state_dir_path_of(s, STATE_DAY, d->day, d->generation);
	char digest[DIGEST_TEXT + 1];
	struct buf text = { 0 };
	int r = sealed_file_read(&text, digest, path, e);

	*en = (struct day_entry){ 0 };
	if (r == 0)
		r = err_set(e, ST_DATA,
		    "%s: is not there, and the manifest names it", path);
	else if (r == 1 && strcmp(digest, d->digest))
		r = err_set(e, ST_DATA,
		    "%s: is not the file that the manifest names", path);
	else if (r == 1)
		r = day_entry_parse(en, buf_span(&text), path, e);
	if (r == 0 && check_entry(en, d, path, e)) {
		day_entry_free(en);
		r = -1;
	}
	buf_free(&text);
	free(path);
	return r;
}

int
state_dir_put(const struct state_dir *s, const struct day_entry *en,
    struct manifest_day *d, struct err *e)
{
	char *path = state_dir_path_of(s, STATE_DAY, en->day, en->generation);
	struct buf text = { 0 };
	int r;

	*d = (struct manifest_day){
		.day = en->day,
		.generation = en->generation,
		.from = en->from,
		.from_generation = en->from_generation,
		.has_open = true,
		.has_copies = en->copies.n > 0,
	};
	day_entry_format(en, &text);
	r = sealed_file_write(path, buf_span(&text), d->digest, e);
	buf_free(&text);
	free(path);
	return r;
}

int
state_dir_commit(struct state_dir *s, struct err *e)
{
	char *path = state_dir_path(s, SPAN(STATE_MANIFEST));
	struct buf text = { 0 };
	int r;

	manifest_format(&s->manifest, &text);
	r = sealed_file_write(path, buf_span(&text), s->digest, e);
	s->has_manifest |= r == 0;
	buf_free(&text);
	free(path);
	return r;
}

/* The first manifest names nothing. It is there before any file that one
 * names, so that without one nothing is taken for what a run has left. */
static int
begin(struct state_dir *d, struct err *e)
{
	if (d->has_manifest)
		return strays_check(d->dir, &d->manifest, e);
	return check_lost(d, e) ? -1 : state_dir_commit(d, e);
}

int
state_dir_open(
    struct state_dir *d, const char *dir, unsigned wait_s, struct err *e)
{
	*d = (struct state_dir){ .lock = -1, .dir = mem_dup(span_str(dir)) };
	if (make(d, e) == 0 && lock(d, wait_s, e) == 0 &&
	    read_manifest(d, e) == 0 && begin(d, e) == 0)
		return 0;
	state_dir_close(d);
	return -1;
}

void
state_dir_close(struct state_dir *d)
{
	if (d->lock >= 0)
		close(d->lock);
	manifest_free(&d->manifest);
	free(d->dir);
	*d = (struct state_dir){ .lock = -1 };
}
