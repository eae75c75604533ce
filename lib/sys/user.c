#include "sys/user.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

static const char users[] = "/etc/passwd";

/* Adds the name of uid: 1, or 0 where the file has none. -1, and errno, where
 * it cannot be read. */
static int
find_name(FILE *from, uid_t uid, struct buf *b)
{
	const struct passwd *pw;

	for (;;) {
		errno = 0;
		pw = fgetpwent(from);
		if (!pw && errno == EINTR) {
			rewind(from);
			continue;
		}
		if (!pw)
			return errno && errno != ENOENT ? -1 : 0;
		if (pw->pw_uid == uid && *pw->pw_name) {
			buf_str(b, pw->pw_name);
			return 1;
		}
	}
}

int
user_name_of(unsigned long uid, struct buf *b, struct err *e)
{
	FILE *from = fopen(users, "re");
	int found = 0;

	if (from)
		found = find_name(from, (uid_t)uid, b);
	else if (errno != ENOENT)
		found = -1;
	if (found < 0)
		err_sys(e, ST_FAIL, "%s", users);
	else if (found == 0)
		buf_byte(b, '-');
	if (from)
		fclose(from);
	return found < 0 ? -1 : 0;
}

int
user_name(struct buf *b, unsigned long *uid, struct err *e)
{
	*uid = (unsigned long)getuid();
	return user_name_of(*uid, b, e);
}
