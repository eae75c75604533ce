#include "sys/user.h"

#include <pwd.h>
#include <unistd.h>

unsigned long
user_name(struct buf *b)
{
	const struct passwd *pw = getpwuid(getuid());

	buf_str(b, pw && *pw->pw_name ? pw->pw_name : "-");
	return (unsigned long)getuid();
}
