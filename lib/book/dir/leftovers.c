#include "book/dir/leftovers.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/dir_names.h"
#include "sys/file/atomic_file.h"
#include "sys/file/dir_sync.h"

/* Does the manifest say that there is such a file? */
static bool
is_named(const struct manifest *m, const struct state_name *n)
{
	const struct manifest_day *d = manifest_find(m, n->day, n->generation);

	if (!d || n->is == STATE_DAY)
		return d != NULL;
	return n->is == STATE_OPEN ? d->has_open : d->has_copies;
}

/* The open items of a day that was taken over, and pruned since: of a day whose
 * file is damaged nothing is removed. */
static bool
is_pruned(const struct state_dir *s, const char *name)
{
	const struct manifest_day *d;
	struct day_entry en;
	struct err e;
	int32_t day;
	bool back, is;

	if (!state_name_older(span_str(name), &day, &back))
		return false;
	d = manifest_find(&s->manifest, day, 1);
	if (!d || d->has_open || state_dir_entry(s, d, &en, &e))
		return false;
	is = span_eq(en.open.name, span_str(name));
	day_entry_free(&en);
	return is;
}

static bool
is_leftover(const struct state_dir *s, const char *name)
{
	struct state_name n;
	size_t len;
	const char *temp = atomic_file_temp_of(name, &len);
	struct span of = { temp, temp ? len : 0 };
	int32_t day;
	bool back;

	if (temp)
		return span_eq(of, SPAN(STATE_MANIFEST)) ||
		    state_name_parse(of, &n) ||
		    state_name_older(of, &day, &back);
	return state_name_parse(span_str(name), &n)
	    ? !is_named(&s->manifest, &n)
	    : is_pruned(s, name);
}

struct removal {
	const struct state_dir *dir;
	size_t n;
	struct err *e;
	bool failed;
};

static void
remove_leftover(void *arg, int dir, const char *name)
{
	struct removal *r = arg;
	struct stat st;

	if (r->failed || !is_leftover(r->dir, name))
		return;
	/* a directory is none of ours */
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode))
		return;
	if (unlinkat(dir, name, 0) == 0)
		r->n++;
	else if (errno != ENOENT)
		r->failed = err_sys(r->e, ST_FAIL, "%s/%s", r->dir->dir, name);
}

int
leftovers_remove(const struct state_dir *s, struct err *e)
{
	struct removal r = { .dir = s, .e = e };

	if (dir_names_each(s->dir, remove_leftover, &r, e) || r.failed)
		return -1;
	/* what comes after a power failure is then no more than one run's */
	return r.n ? dir_sync(s->dir, e) : 0;
}
