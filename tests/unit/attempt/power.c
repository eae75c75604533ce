/*
 * The power fails before any call of a shim: of what was not synced the disk has
 * some, half or nothing. Behind another boot the directory still says nothing
 * that is wrong.
 */
#include "traced.h"

#include <sys/stat.h>
#include <sys/syscall.h>

enum { NAMES = 32, NAME_CAP = 32, VARIANTS = 12, ABOVE = 3 };

static const char other_boot[] = "00000000-1111-2222-3333-444444444444";

/* A file by its inode: what was synced of it. */
struct synced {
	ino_t inode;
	char *text;
	size_t n;
};

struct name {
	ino_t inode;
	char text[NAME_CAP];
};

struct names {
	struct name list[NAMES];
	size_t n;
};

/* What the disk surely has. */
static struct synced synced[NAMES];
static size_t n_synced;
static struct names sure;
static bool
    above_sure[ABOVE]; /* names in the directories above, nearest first */

static uint64_t seed = 3;
static unsigned states, never, lost, ended;

static unsigned
chance(unsigned n)
{
	return (unsigned)(scratch_random(&seed) % n);
}

/* All bytes of a file, the caller frees; NULL where it is none. */
static char *
bytes_of(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *p;
	ssize_t r;

	*n = 0;
	if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode))
		return NULL;
	p = malloc((size_t)st.st_size + 1);
	while ((r = read(fd, p + *n, (size_t)st.st_size - *n)) > 0)
		*n += (size_t)r;
	close(fd);
	return p;
}

static void
note_names(struct names *to, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *en;

	to->n = 0;
	while (d && (en = readdir(d))) {
		struct name *name = &to->list[to->n];
		struct stat st;

		if (fstatat(dirfd(d), en->d_name, &st, 0) ||
		    !S_ISREG(st.st_mode))
			continue;
		name->inode = st.st_ino;
		snprintf(name->text, sizeof name->text, "%.31s", en->d_name);
		if (++to->n == NAMES)
			scratch_die("too many names");
	}
	closedir(d);
}

static struct synced *
synced_of(ino_t inode)
{
	for (size_t i = 0; i < n_synced; i++)
		if (synced[i].inode == inode)
			return &synced[i];
	return NULL;
}

static void
note_file(const char *path, ino_t inode)
{
	struct synced *s = synced_of(inode);

	if (!s) {
		s = &synced[n_synced++];
		*s = (struct synced){ .inode = inode };
	}
	free(s->text);
	s->text = bytes_of(path, &s->n);
}

static void
note_sync(pid_t pid, int fd)
{
	static const char *const above[ABOVE] = { "runs/r/node", "runs/r",
		"runs" };
	struct stat st, other;
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, fd);
	if (stat(path, &st))
		scratch_die(path);
	if (S_ISREG(st.st_mode))
		note_file(path, st.st_ino);
	else if (stat(try_dir, &other) == 0 && st.st_ino == other.st_ino)
		note_names(&sure, try_dir);
	for (int i = 0; i < ABOVE; i++)
		if (stat(above[i], &other) == 0 && st.st_ino == other.st_ino)
			above_sure[i] = true;
}

/* In place: this boot becomes another. */
static void
reboot(char *text, size_t n)
{
	struct attempt_machine here;
	size_t len;

	attempt_machine_read(&here, "/proc");
	len = strlen(here.boot);
	for (size_t i = 0; len && i + len <= n; i++)
		if (!memcmp(text + i, here.boot, len))
			memcpy(text + i, other_boot, len);
}

/* What the disk has of a file: what was synced, and of the rest some, or
 * zeros. */
static void
restore(const struct name *name)
{
	const struct synced *s = synced_of(name->inode);
	size_t n_now, n = s ? s->n : 0;
	char path[96], *now;

	snprintf(path, sizeof path, "%s/%s", try_dir, name->text);
	now = bytes_of(path, &n_now);
	if (!now || n_now < n) { /* it is called otherwise by now */
		free(now);
		now = malloc(n + 1);
		memcpy(now, s ? s->text : "", n);
		n_now = n;
	}
	if (s)
		memcpy(now, s->text, n);
	switch (chance(4)) {
	case 0:
		n_now = n;
		break;
	case 1:
		n_now = n + (n_now - n) / 2;
		break;
	case 2:
		memset(now + n, 0, n_now - n);
		break;
	}
	reboot(now, n_now);
	snprintf(path, sizeof path, "after/%s", name->text);
	scratch_write(path, now, n_now);
	free(now);
}

static bool
has_name(const struct names *names, const char *text)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->list[i].text, text))
			return true;
	return false;
}

/* Makes "after"; false where the directory itself is not there. */
static bool
power_back(void)
{
	struct names now;
	unsigned kind = chance(3); /* none, some or all of what is not sure */

	for (int i = 0; i < ABOVE; i++)
		if (!above_sure[i] && chance(4) == 0)
			return false;
	if (mkdir("after", 0700))
		scratch_die("after");
	note_names(&now, try_dir);
	for (size_t i = 0; i < sure.n; i++)
		restore(&sure.list[i]);
	for (size_t i = 0; i < now.n; i++)
		if (!has_name(&sure, now.list[i].text) &&
		    (kind == 2 || (kind == 1 && chance(2))))
			restore(&now.list[i]);
	return true;
}

static void
judge(bool is_over)
{
	bool there = power_back(), ran = access("effect", F_OK) == 0;

	states++;
	if (attempt_look("after", try_id, &found, &e))
		scratch_die(e.text);
	switch (found.verdict) {
	case ATTEMPT_NEVER:
		never++;
		EXPECT(!ran);
		break;
	case ATTEMPT_ENDED:
		ended++;
		EXPECT(found.result.status == 3);
		EXPECT(scratch_holds("after/out", "v\n"));
		break;
	case ATTEMPT_LOST:
		lost++;
		break;
	default:
		EXPECT(found.verdict == ATTEMPT_NEVER); /* none that can be */
	}
	EXPECT(!is_over || found.verdict == ATTEMPT_ENDED);
	if (there && system("rm -r after"))
		scratch_die("after");
}

static bool
at_each_call(pid_t pid, const struct traced_call *c)
{
	bool syncs = c->number == SYS_fsync || c->number == SYS_fdatasync;

	if (c->at == TRACED_EXIT) {
		if (syncs && c->answer == 0)
			note_sync(pid, (int)c->args[0]);
		return true;
	}
	if (syncs || c->number == SYS_renameat || c->number == SYS_write ||
	    c->number == SYS_ftruncate || c->number == SYS_exit_group)
		for (int i = 0; i < VARIANTS && !test_broken; i++)
			judge(false);
	return true;
}

static void
fails_anywhere(void)
{
	try_script("echo ran >>effect; echo v >$RECON_OUT; echo x; exit 3");
	traced_shim();
	try_start();
	EXPECT(traced_follow(started.pid, at_each_call) == 0);
	close(started.watch);
	for (int i = 0; i < VARIANTS; i++)
		judge(true);
	printf("# %u states of a disk: %u never ran, %u ended, %u lost\n",
	    states, never, ended, lost);
	EXPECT(never > 0 && ended > 0 && lost > 0);
	for (size_t i = 0; i < n_synced; i++)
		free(synced[i].text);
	unlink("effect");
}

int
main(int argc, char **argv)
{
	(void)argc;
	traced_main(argv);
	traced_begin(argv[0]);
	test("when the power fails nothing wrong is said", fails_anywhere);
	tries_end();
	return test_done();
}
