#include "sys/file/path_beside.h"

#include <string.h>

void
path_beside(const char *file, const char *name, struct buf *b)
{
	const char *slash = strrchr(file, '/');

	if (name[0] != '/' && slash)
		buf_add(b, (struct span){ file, (size_t)(slash - file) + 1 });
	buf_str(b, name);
	buf_byte(b, '\0');
}
