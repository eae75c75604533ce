#include "flow/place/flow_place.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/atomic_file.h"
#include "sys/file/dir_sync.h"
#include "sys/file/write_whole.h"

#define HEAD "recon-flow worker 1\n"

/* What stands in DIR/worker. */
struct note {
	char store[FLOW_PLACE_ID_CAP], id[FLOW_PLACE_ID_CAP];
};

static void
path_of(const char *dir, const char *name, struct buf *b)
{
	buf_printf(b, "%s/%s%c", dir, name, '\0');
}

static bool
take_id(struct span *s, char id[FLOW_PLACE_ID_CAP])
{
	size_t n = FLOW_PLACE_ID_CAP - 1;

	if (s->len <= n || s->p[n] != '\n')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!strchr("0123456789abcdef", s->p[i]) || !s->p[i])
			return false;
	memcpy(id, s->p, n);
	id[n] = '\0';
	*s = (struct span){ s->p + n + 1, s->len - n - 1 };
	return true;
}

static bool
take_note(struct span s, struct note *note)
{
	if (!span_begins(s, SPAN(HEAD)))
		return false;
	s = (struct span){ s.p + sizeof HEAD - 1, s.len - (sizeof HEAD - 1) };
	return take_id(&s, note->store) && take_id(&s, note->id) && s.len == 0;
}

/* 1; 0, there is none; -1. */
static int
read_note(const char *dir, struct note *note, struct err *e)
{
	struct buf path = { 0 };
	char text[256];
	ssize_t n;
	int fd, r = 1;

	path_of(dir, "worker", &path);
	fd = open(path.p, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	n = fd < 0 ? -1 : read(fd, text, sizeof text);
	if (fd < 0 && errno == ENOENT)
		r = 0;
	else if (n < 0)
		r = err_sys(e, ST_FAIL, "%s", path.p);
	else if (!take_note((struct span){ text, (size_t)n }, note))
		r = err_set(e, ST_DATA,
		    "%s: it does not say whose directory this is", path.p);
	if (fd >= 0)
		close(fd);
	buf_free(&path);
	return r;
}

static int
write_note(const char *dir, const struct note *note, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	char *temp = NULL;
	int fd, r = -1;

	path_of(dir, "worker", &path);
	buf_printf(&text, HEAD "%s\n%s\n", note->store, note->id);
	fd = atomic_file_open(path.p, NULL, &temp, e);
	if (fd >= 0 &&
	    (fchmod(fd, 0644) || write_whole(fd, buf_span(&text)) || fsync(fd)))
		err_sys(e, ST_FAIL, "%s", temp);
	else if (fd >= 0)
		r = atomic_file_appear(&temp, path.p, e);
	if (fd >= 0)
		close(fd);
	if (temp)
		atomic_file_remove(temp);
	buf_free(&path);
	buf_free(&text);
	return r;
}

static int
make_id(char id[FLOW_PLACE_ID_CAP], struct err *e)
{
	uint64_t chance[2];

	if (getrandom(chance, sizeof chance, 0) != (ssize_t)sizeof chance)
		return err_sys(e, ST_FAIL, "getrandom");
	snprintf(id, FLOW_PLACE_ID_CAP, "%016" PRIx64 "%016" PRIx64, chance[0],
	    chance[1]);
	return 0;
}

/* That of the machine, and a "."; nothing where it has none, as in many
 * containers: then the directory alone says who it is. */
static void
add_machine(struct buf *b)
{
	static const char *const files[] = { "/etc/machine-id",
		"/var/lib/dbus/machine-id" };
	char text[64];

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		int fd = open(files[i], O_RDONLY | O_CLOEXEC);
		ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);

		if (fd >= 0)
			close(fd);
		text[n > 0 ? n : 0] = '\0';
		n = (ssize_t)strspn(text, "0123456789abcdef");
		if (n == FLOW_PLACE_ID_CAP - 1) {
			buf_printf(b, "%.*s.", (int)n, text);
			return;
		}
	}
}

static void
add_known(const struct note *note, struct buf *b)
{
	add_machine(b);
	buf_str(b, note->id);
	buf_byte(b, '\0');
}

static int
check_dir(const char *dir, struct err *e)
{
	struct stat st;

	if (stat(dir, &st))
		return err_sys(e, ST_FAIL, "%s", dir);
	if (st.st_uid != 0 && st.st_uid != geteuid())
		return err_set(e, ST_FAIL,
		    "%s: belongs to user %lu, who could change attempts", dir,
		    (unsigned long)st.st_uid);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return err_set(e, ST_FAIL,
		    "%s: others can write in it (mode %04o)", dir,
		    (unsigned)(st.st_mode & 07777));
	return 0;
}

static int
check_store(
    const char *dir, const struct note *note, const char *store, struct err *e)
{
	if (!strcmp(note->store, store))
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: has attempts of another store, %s, and this is %s; --dir "
	    "names another directory",
	    dir, note->store, store);
}

static bool
has_store(const char *dir)
{
	struct buf path = { 0 };
	bool has;

	path_of(dir, "flow.db", &path);
	has = access(path.p, F_OK) == 0;
	buf_free(&path);
	return has;
}

static int
take(const char *dir, const char *store, bool moved, struct buf *machine,
    struct err *e)
{
	struct note note = { 0 };
	int r = check_dir(dir, e) ? -1 : read_note(dir, &note, e);

	if (r < 0 || (r == 1 && check_store(dir, &note, store, e)))
		return -1;
	if (r == 0 && !moved && has_store(dir))
		return err_set(e, ST_FAIL,
		    "%s: has a store of its own, flow.db; --dir names another "
		    "directory",
		    dir);
	if (r == 0) {
		snprintf(note.store, sizeof note.store, "%s", store);
		if (make_id(note.id, e) || write_note(dir, &note, e))
			return -1;
	}
	add_known(&note, machine);
	return 0;
}

int
flow_place_take(
    const char *dir, const char *store, struct buf *machine, struct err *e)
{
	return take(dir, store, false, machine, e);
}

int
flow_place_give(
    const char *dir, const char *store, struct buf *machine, struct err *e)
{
	return take(dir, store, true, machine, e);
}

int
flow_place_leave(const char *dir, struct err *e)
{
	struct buf path = { 0 };
	int r = 0;

	path_of(dir, "worker", &path);
	if (unlink(path.p) && errno != ENOENT)
		r = err_sys(e, ST_FAIL, "%s", path.p);
	buf_free(&path);
	return r ? r : dir_sync(dir, e);
}

int
flow_place_store(const char *dir, char store[FLOW_PLACE_ID_CAP], struct err *e)
{
	struct note note = { 0 };
	int r = read_note(dir, &note, e);

	if (r == 1)
		memcpy(store, note.store, FLOW_PLACE_ID_CAP);
	return r;
}

int
flow_place_refuse(const char *dir, struct err *e)
{
	struct note note = { 0 };
	int r = has_store(dir) ? 0 : read_note(dir, &note, e);

	if (r <= 0)
		return r;
	return err_set(e, ST_FAIL,
	    "%s: has attempts of a worker of a store on a server, %s: --store "
	    "names that, or another directory",
	    dir, note.store);
}

bool
flow_place_is_here(const char *dir, const char *machine)
{
	struct buf known = { 0 };
	struct note note = { 0 };
	struct err e;
	bool is = read_note(dir, &note, &e) == 1;

	if (is) {
		add_known(&note, &known);
		is = !strcmp(known.p, machine);
	}
	buf_free(&known);
	return is;
}
