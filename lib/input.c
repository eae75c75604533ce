#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "meter.h"

int
input_open(struct input *in, const char *name, struct err *e)
{
	struct stat st;
	bool is_stdin = !name || !strcmp(name, "-");

	in->name = is_stdin ? "stdin" : name;
	in->bytes = 0;
	in->size = -1;
	in->fd = is_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0)
		return err_sys(e, ST_FAIL, "%s", in->name);
	if (fstat(in->fd, &st)) {
		err_sys(e, ST_FAIL, "%s", in->name);
		input_close(in);
		return -1;
	}
	if (S_ISDIR(st.st_mode)) {
		input_close(in);
		return err_set(e, ST_FAIL, "%s: is a directory", in->name);
	}
	if (S_ISREG(st.st_mode)) {
		in->size = st.st_size;
		meter.in_size += (uint64_t)st.st_size;
	} else {
		meter.unsized++;
	}
#if defined(POSIX_FADV_SEQUENTIAL)
	posix_fadvise(in->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
	return 0;
}

int64_t
input_read(struct input *in, char *p, size_t cap, struct err *e)
{
	ssize_t n;

	do
		n = read(in->fd, p, cap);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(e, ST_FAIL, "%s: read", in->name);
	in->bytes += (uint64_t)n;
	meter.in_bytes += (uint64_t)n;
	return n;
}

void
input_close(struct input *in)
{
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
}
