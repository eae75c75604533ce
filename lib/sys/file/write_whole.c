#include "sys/file/write_whole.h"

#include <errno.h>
#include <unistd.h>

int
write_whole(int fd, struct span s)
{
	while (s.len) {
		ssize_t n = write(fd, s.p, s.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		s = (struct span){ s.p + n, s.len - (size_t)n };
	}
	return 0;
}
