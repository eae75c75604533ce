#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "sys/user.h"

static const char users[] = "/etc/passwd", groups_file[] = "/etc/group";

/* Who is asked about. */
struct asked {
	uid_t uid;
	struct buf name; /* owned; empty: the file has none */
	gid_t group;     /* the first one, of a user who has a name */
};

/* Names one behind the other, each with a NUL. */
struct found {
	struct buf names; /* owned */
	size_t n;
};

/* -1, and errno, where what there is cannot be read. */
static int
find_user(struct asked *a)
{
	FILE *from = fopen(users, "re");
	const struct passwd *pw;
	int why;

	if (!from)
		return errno == ENOENT ? 0 : -1;
	for (;;) {
		errno = 0;
		pw = fgetpwent(from);
		if (!pw && errno == EINTR) {
			rewind(from);
			continue;
		}
		if (!pw || (pw->pw_uid == a->uid && *pw->pw_name))
			break;
	}
	why = pw || errno == ENOENT ? 0 : errno;
	if (pw) {
		buf_str(&a->name, pw->pw_name);
		buf_byte(&a->name, '\0');
		a->group = pw->pw_gid;
	}
	fclose(from);
	errno = why;
	return why ? -1 : 0;
}

static bool
is_in(const struct asked *a, const struct group *g)
{
	if (g->gr_gid == a->group)
		return true;
	for (char **m = g->gr_mem; *m; m++)
		if (!strcmp(*m, a->name.p))
			return true;
	return false;
}

static int
find_groups(const struct asked *a, struct found *f)
{
	FILE *from = fopen(groups_file, "re");
	const struct group *g;
	int why;

	if (!from)
		return errno == ENOENT ? 0 : -1;
	for (;;) {
		errno = 0;
		g = fgetgrent(from);
		if (!g && errno == EINTR) {
			rewind(from);
			buf_clear(&f->names);
			f->n = 0;
			continue;
		}
		if (!g)
			break;
		if (!*g->gr_name || !is_in(a, g))
			continue;
		buf_str(&f->names, g->gr_name);
		buf_byte(&f->names, '\0');
		f->n++;
	}
	why = errno == ENOENT ? 0 : errno;
	fclose(from);
	errno = why;
	return why ? -1 : 0;
}

/* The list and the names it points to are one piece of memory. */
static char **
as_list(const struct found *f)
{
	size_t head = (f->n + 1) * sizeof(char *);
	char **list = mem_alloc(head + f->names.len);
	char *at = (char *)list + head;

	if (f->names.len)
		memcpy(at, f->names.p, f->names.len);
	for (size_t i = 0; i < f->n; i++) {
		list[i] = at;
		at += strlen(at) + 1;
	}
	list[f->n] = NULL;
	return list;
}

int
user_groups_of(unsigned long uid, char ***groups, struct err *e)
{
	struct asked a = { .uid = (uid_t)uid };
	struct found f = { 0 };
	int r = 0;

	*groups = NULL;
	if (find_user(&a))
		r = err_sys(e, ST_FAIL, "%s", users);
	else if (a.name.len && find_groups(&a, &f))
		r = err_sys(e, ST_FAIL, "%s", groups_file);
	else
		*groups = as_list(&f);
	buf_free(&a.name);
	buf_free(&f.names);
	return r;
}
