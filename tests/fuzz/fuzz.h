/*
 * fuzz: what the targets share.
 *
 * A target reads any bytes as one kind of input. Whatever they are, nothing
 * may crash, leak, or hang, an error is one line, and no invariant of ours
 * breaks; where two functions read the same thing they agree. MUST ends the
 * process where that does not hold, so that the input is kept.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* The target; the name is libFuzzer's. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

#define MUST(what) \
	do { \
		if (!(what)) { \
			fprintf( \
			    stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
			abort(); \
		} \
	} while (0)

/* An error that is told: its text is one line, and the fault is not ours. */
static inline void
fuzz_told(const struct err *e)
{
	size_t n = strlen(e->text);

	if (e->status == ST_BROKEN)
		fprintf(stderr, "%s\n", e->text);
	MUST(e->status == ST_DATA || e->status == ST_FAIL);
	MUST(n > 0 && span_line((struct span){ e->text, n }) == n);
}

/* Takes the first byte off *s: a choice of the target's. 0 at the end. */
static inline unsigned
fuzz_byte(struct span *s)
{
	if (s->len == 0)
		return 0;
	s->len--;
	return (unsigned char)*s->p++;
}

/* Takes off *s what stands before a line "%%", and that line; all of it where
 * there is none. */
static inline struct span
fuzz_part(struct span *s)
{
	struct span part = *s;

	for (size_t i = 0; i + 3 <= s->len; i++) {
		if (memcmp(s->p + i, "%%\n", 3) || (i && s->p[i - 1] != '\n'))
			continue;
		part.len = i;
		s->p += i + 3;
		s->len -= i + 3;
		return part;
	}
	*s = (struct span){ s->p + s->len, 0 };
	return part;
}

/* Takes a line off *s, without its LF; false at the end. */
static inline bool
fuzz_line(struct span *s, struct span *line)
{
	const char *lf = s->len ? memchr(s->p, '\n', s->len) : NULL;

	if (s->len == 0)
		return false;
	line->p = s->p;
	line->len = lf ? (size_t)(lf - s->p) : s->len;
	s->p += line->len + (lf != NULL);
	s->len -= line->len + (lf != NULL);
	return true;
}

/* A copy of just that size, so that reading beyond it is noticed; the caller
 * frees. */
static inline char *
fuzz_copy(struct span s)
{
	char *p = malloc(s.len ? s.len : 1);

	MUST(p);
	memcpy(p, s.p, s.len);
	return p;
}

/* The same with a NUL behind it. */
static inline char *
fuzz_string(struct span s)
{
	char *p = malloc(s.len + 1);

	MUST(p);
	if (s.len)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

/* The name of a file in memory that holds s until file i, 0 to 3, is wanted
 * again. */
static inline const char *
fuzz_file(int i, struct span s)
{
	static struct {
		int fd;
		char name[40];
	} files[4];

	if (!*files[i].name) {
		char made[40];

		snprintf(made, sizeof made, "/recon-fuzz.%ld", (long)getpid());
		files[i].fd = shm_open(made, O_RDWR | O_CREAT | O_EXCL, 0600);
		MUST(files[i].fd >= 0 && shm_unlink(made) == 0);
		snprintf(files[i].name, sizeof files[i].name, "/dev/fd/%d",
		    files[i].fd);
	}
	MUST(ftruncate(files[i].fd, 0) == 0);
	MUST(pwrite(files[i].fd, s.p, s.len, 0) == (ssize_t)s.len);
	return files[i].name;
}

#endif
