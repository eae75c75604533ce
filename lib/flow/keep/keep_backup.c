#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/keep/flow_keep.h"
#include "flow/store/store_inside.h"
#include "sys/clock.h"
#include "sys/file/dir_sync.h"

/* Writes into the copy that it is one: whoever runs it later knows. */
static int
mark(const char *path, struct err *e)
{
	const struct db_wish wish = { .url = path, .use = DB_CHANGE };
	struct flow_store copy = { 0 };
	char now[32];
	int r;

	snprintf(now, sizeof now, "%lld", (long long)clock_wall_ms());
	r = db_open(&copy.db, &wish, e) || db_begin(&copy.db, "flow", e) ||
	    flow_store_note_put(&copy, "backup", span_str(now), e) ||
	    db_commit(&copy.db, e);
	flow_store_close(&copy);
	return r ? -1 : 0;
}

/* SQLite did not bring the copy to the disk. */
static int
sync_file(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int r = fd < 0 || fsync(fd) ? err_sys(e, ST_FAIL, "%s", path) : 0;

	if (fd >= 0)
		close(fd);
	return r;
}

/* Empty and closed to others before anything is in it. */
static int
make_file(const char *path, struct err *e)
{
	int fd;

	if (unlink(path) && errno != ENOENT)
		return err_sys(e, ST_FAIL, "%s", path);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	close(fd);
	return 0;
}

/* Takes the name without taking it from another. */
static int
give_name(const char *from, const char *to, struct err *e)
{
	if (link(from, to) == 0) {
		unlink(from);
		return dir_sync_of(to, e);
	}
	if (errno == EEXIST || rename(from, to))
		return err_sys(e, ST_FAIL, "%s", to);
	return dir_sync_of(to, e);
}

/* Who reads may write nothing, and SQLite takes another file for something. */
static int
copy_pages(struct flow_store *s, const char *part, struct err *e)
{
	const struct db_value v = db_str(part);
	struct err ignored;
	int64_t reads = 0;
	int r = store_ask_int(s, "PRAGMA query_only", NULL, 0, &reads, e);

	if (r < 0 || (reads && db_run(&s->db, "PRAGMA query_only = OFF", e)))
		return -1;
	r = db_do(&s->db, "VACUUM INTO $1", &v, 1, e);
	if (reads)
		db_run(&s->db, "PRAGMA query_only = ON", &ignored);
	return r;
}

static int
copy_to(struct flow_store *s, const char *part, const char *to, struct err *e)
{
	if (make_file(part, e) || copy_pages(s, part, e) || mark(part, e) ||
	    sync_file(part, e) || give_name(part, to, e)) {
		unlink(part);
		return -1;
	}
	return 0;
}

int
flow_backup(struct flow_store *s, const char *to, struct err *e)
{
	struct buf part = { 0 };
	struct stat st;
	int r;

	if (lstat(to, &st) == 0)
		return err_set(e, ST_FAIL, "%s: is there already", to);
	buf_printf(&part, "%s.part", to);
	buf_byte(&part, '\0');
	r = copy_to(s, part.p, to, e);
	buf_free(&part);
	return r;
}
