#include "fetch/file_sums.h"

#include <errno.h>
#include <unistd.h>

#include "base/buf.h"

enum { PIECE = 1 << 16 };

int
file_sums_of(struct file_sums *s, int fd, const char *name, struct err *e)
{
	struct digest_sum *sha = digest_begin();
	struct md5_sum *md5 = md5_begin();
	struct buf piece = { 0 };
	char *p = buf_room(&piece, PIECE);
	ssize_t n;
	int r = 0;

	s->bytes = 0;
	while ((n = pread(fd, p, PIECE, s->bytes)) != 0) {
		struct span some = { p, (size_t)n };

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			r = err_sys(e, ST_FAIL, "%s: read", name);
			break;
		}
		digest_add(sha, some);
		md5_add(md5, some);
		s->bytes += n;
	}
	digest_end(sha, s->sha256);
	md5_end(md5, s->md5);
	buf_free(&piece);
	return r;
}
