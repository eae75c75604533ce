/*
 * The power fails while somebody adds, sends or decides: of what was not synced
 * the disk has some, half or nothing.
 */
#include "deeds.h"

#include <errno.h>

enum { NAMES = 1000 };

/* What the disk is sure to have: names of the folder as it was last synced, and
 * below "disk", by their inodes, what files were when they were. */
static struct disk {
	struct {
		ino_t inode;
		char name[80];
	} names[NAMES];
	size_t n;
} * disk;

static void
disk_path(char path[40], ino_t inode)
{
	snprintf(path, 40, "disk/%lu", (unsigned long)inode);
}

/* All bytes of a file; *n is how many. The caller frees. */
static char *
bytes_of(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	char *p;

	*n = 0;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st))
		scratch_die(path);
	p = malloc((size_t)st.st_size + 1);
	while (*n < (size_t)st.st_size) {
		ssize_t r = read(fd, p + *n, (size_t)st.st_size - *n);

		if (r <= 0)
			scratch_die(path);
		*n += (size_t)r;
	}
	close(fd);
	return p;
}

static void
note_name(DIR *d, const char *name)
{
	struct stat st;

	if (fstatat(dirfd(d), name, &st, 0) || !S_ISREG(st.st_mode))
		return;
	if (disk->n == NAMES || strlen(name) >= sizeof disk->names->name)
		scratch_die("too many names");
	disk->names[disk->n].inode = st.st_ino;
	strcpy(disk->names[disk->n++].name, name);
}

/* The names of box/ops are on the disk. */
static void
note_names(void)
{
	DIR *d = opendir("box/ops");
	struct dirent *en;

	disk->n = 0;
	while (d && (en = readdir(d)))
		note_name(d, en->d_name);
	if (d)
		closedir(d);
}

/* So is what a file holds. A second name keeps its inode from being used
 * again. */
static void
note_file(const char *path, ino_t inode)
{
	char to[40], other[48];
	size_t n;
	char *p = bytes_of(path, &n);

	disk_path(to, inode);
	scratch_write(to, p, n);
	free(p);
	snprintf(other, sizeof other, "%s.inode", to);
	if (linkat(AT_FDCWD, path, AT_FDCWD, other, AT_SYMLINK_FOLLOW) &&
	    errno != EEXIST)
		scratch_die(other);
}

/* While it is noted nothing ends. */
static void
note_sync(int fd)
{
	unsigned left = countdown;
	struct stat st, folder;
	char path[40];

	if (stat("box/ops", &folder)) /* it is being made */
		return;
	countdown = 0;
	if (fstat(fd, &st))
		scratch_die("box/ops");
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (S_ISREG(st.st_mode))
		note_file(path, st.st_ino);
	else if (st.st_ino == folder.st_ino)
		note_names();
	countdown = left;
}

/* All that is there is on the disk. */
static void
all_on_disk(void)
{
	shell("rm -rf disk; mkdir disk; mkdir -p -m 700 box/ops");
	note_names();
	for (size_t i = 0; i < disk->n; i++) {
		char path[96];

		snprintf(path, sizeof path, "box/ops/%s", disk->names[i].name);
		note_file(path, disk->names[i].inode);
	}
}

/* Writes what the disk has of a file: what was synced, perhaps all that was
 * written, perhaps half of what came after the sync. */
static void
restore(ino_t inode, const char *now, const char *to)
{
	char path[40];
	size_t n_synced, n_now, n;
	char *synced, *all = bytes_of(now, &n_now);

	disk_path(path, inode);
	synced = bytes_of(path, &n_synced);
	n = n_synced;
	if (all && n_now >= n && (n == 0 || !memcmp(all, synced, n)))
		n += chance(3) * (n_now - n) / 2;
	scratch_write(to, n > n_synced ? all : synced ? synced : "", n);
	free(synced);
	free(all);
}

/* Of a file that has the name, now or when the folder was synced. */
static void
restore_name(size_t i)
{
	char now[96], to[96], path[40], other[48];
	struct stat st;

	snprintf(now, sizeof now, "box/ops/%s", disk->names[i].name);
	snprintf(to, sizeof to, "after/ops/%s", disk->names[i].name);
	disk_path(path, disk->names[i].inode);
	snprintf(other, sizeof other, "%s.inode", path);
	if (stat(now, &st) == 0 && st.st_ino == disk->names[i].inode)
		restore(disk->names[i].inode, now, to);
	else
		restore(disk->names[i].inode, other, to);
}

static void
power_back(void)
{
	shell("mkdir -m 700 after after/ops");
	if (chance(2)) /* names that were not synced are there */
		note_names();
	for (size_t i = 0; i < disk->n; i++)
		restore_name(i);
	shell("rm -rf box; mv after box");
}

static void
fails_anywhere(void)
{
	disk = mmap(NULL, sizeof *disk, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (disk == MAP_FAILED)
		scratch_die("mmap");
	if (access("/proc/self/fd/0", F_OK)) {
		test_skip("no /proc here");
		return;
	}
	power_fails = true;
	on_sync = note_sync;
	deeds(60, all_on_disk, power_back);
	shell("rm -rf disk");
}

int
main(void)
{
	scratch_begin();
	test("when the power fails what was added and done is there",
	    fails_anywhere);
	outboxes_end();
	return test_done();
}
