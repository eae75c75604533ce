#include "flow/keep/move_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/store/store_file.h"
#include "sys/file/dir_sync.h"

enum { CACHE_KB = 65536, WAIT_S = 10 };

/* Nobody sees the file before it is whole. */
static const char settings[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF";

int
move_file_begin(struct move_file *f, const char *dir, struct err *e)
{
	struct db_wish wish = { .use = DB_CHANGE, .cache_kb = CACHE_KB };

	buf_printf(&f->name, "%s/flow.db%c", dir, '\0');
	buf_printf(&f->part, "%s/flow.db.moving%c", dir, '\0');
	wish.url = f->part.p;
	if (unlink(f->part.p) && errno != ENOENT)
		return err_sys(e, ST_FAIL, "%s", f->part.p);
	return store_file_make(f->part.p, e) ||
		db_open(&f->store.db, &wish, e) ||
		db_run(&f->store.db, settings, e) ||
		db_begin(&f->store.db, "flow", e)
	    ? -1
	    : 0;
}

/* That it is this file, and no copy. */
static int
note_file(struct move_file *f, struct err *e)
{
	struct buf mark = { 0 };
	int r = store_file_mark(f->part.p, &mark, e) ||
	    flow_store_note_put(&f->store, "file", buf_span(&mark), e);

	buf_free(&mark);
	return r ? -1 : 0;
}

int
move_file_end(struct move_file *f, struct err *e)
{
	int fd, r;

	if (note_file(f, e) || db_commit(&f->store.db, e))
		return -1;
	flow_store_close(&f->store);
	fd = open(f->part.p, O_RDONLY | O_CLOEXEC);
	r = fd < 0 || fsync(fd) ? err_sys(e, ST_FAIL, "%s", f->part.p) : 0;
	if (fd >= 0)
		close(fd);
	return r;
}

/* The log of another file under this name would be taken for its own: who has it
 * open, to read, is waited for. */
static int
close_log(const char *path, struct err *e)
{
	const struct db_wish wish = {
		.url = path, .use = DB_CHANGE, .wait_s = WAIT_S
	};
	struct db d;
	int r;

	if (access(path, F_OK))
		return errno == ENOENT ? 0 : err_sys(e, ST_FAIL, "%s", path);
	r = db_open(&d, &wish, e); /* its journal is a plain one from here on */
	db_close(&d);
	return r;
}

/* It keeps the name that is new to it. */
static int
keep_old(const struct move_file *f, const char *ending, struct err *e)
{
	struct buf kept = { 0 };
	int r = 0;

	if (!ending)
		return 0;
	buf_printf(&kept, "%s.%s%c", f->name.p, ending, '\0');
	if (link(f->name.p, kept.p) && errno != EEXIST)
		r = err_sys(e, ST_FAIL, "%s", kept.p);
	buf_free(&kept);
	return r;
}

int
move_file_appear(struct move_file *f, const char *ending, struct err *e)
{
	if (close_log(f->name.p, e) || keep_old(f, ending, e))
		return -1;
	if (rename(f->part.p, f->name.p))
		return err_sys(e, ST_FAIL, "%s", f->name.p);
	return dir_sync_of(f->name.p, e);
}

void
move_file_close(struct move_file *f)
{
	flow_store_close(&f->store);
	if (f->part.p)
		unlink(f->part.p);
	buf_free(&f->part);
	buf_free(&f->name);
}
