#include "sys/file/atomic_file.h"

#include <signal.h>

#include "scratch.h"
#include "test.h"

static struct err e;

static mode_t
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : st.st_mode & 07777;
}

static void
appears(void)
{
	char *temp;
	int fd = atomic_file_open("new", NULL, &temp, &e);

	EXPECT(fd >= 0 && temp);
	EXPECT(write(fd, "all", 3) == 3);
	EXPECT(access("new", F_OK) != 0 && scratch_files(0) == 1);
	EXPECT(atomic_file_appear(&temp, "new", &e) == 0 && !temp);
	EXPECT(scratch_holds("new", "all") && scratch_files(0) == 1);
	close(fd);
	scratch_files(1);
}

static void
removed(void)
{
	char *temp;
	int fd;

	scratch_write("old", "as it was", 9);
	fd = atomic_file_open("old", NULL, &temp, &e);
	EXPECT(fd >= 0 && scratch_files(0) == 2);
	atomic_file_remove(temp);
	close(fd);
	EXPECT(scratch_holds("old", "as it was") && scratch_files(0) == 1);
	scratch_files(1);
}

static void
modes(void)
{
	struct stat old = { .st_mode = S_IFREG | 0640 };
	mode_t mask = umask(027);
	char *temp;
	int fd = atomic_file_open("new", NULL, &temp, &e);

	EXPECT(mode_of(temp) == 0640 && umask(027) == 027);
	atomic_file_remove(temp);
	close(fd);
	umask(077);
	old.st_mode = S_IFREG | 0664;
	fd = atomic_file_open("new", &old, &temp, &e);
	EXPECT(mode_of(temp) == 0664);
	atomic_file_remove(temp);
	close(fd);
	umask(mask);
}

static void
told(void)
{
	char *temp;
	int fd = atomic_file_open("nowhere/new", NULL, &temp, &e);

	EXPECT(fd == -1 && !temp && e.status == ST_FAIL);
	EXPECT_STR(e.text, "nowhere/new: No such file or directory");
	fd = atomic_file_open("new", NULL, &temp, &e);
	EXPECT(mkdir("dir", 0777) == 0);
	EXPECT(atomic_file_appear(&temp, "dir", &e) == -1 && temp);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "dir: rename: Is a directory");
	atomic_file_remove(temp);
	close(fd);
	EXPECT(scratch_files(1) == 1);
}

static void
names(void)
{
	char longest[256] = "", *temp;
	size_t len = 0;
	const char *of = atomic_file_temp_of(".day.res.recon-tmp-aB3xYz", &len);
	int fd;

	EXPECT(of && len == 7 && !strncmp(of, "day.res", len));
	EXPECT(!atomic_file_temp_of("day.res.recon-tmp-aB3xYz", &len));
	EXPECT(!atomic_file_temp_of(".recon-tmp-aB3xYz", &len));
	EXPECT(!atomic_file_temp_of(".day.res.recon-tmp-aB3xY", &len));
	EXPECT(!atomic_file_temp_of(".day.res", &len));
	memset(longest, 'n', sizeof longest - 1);
	fd = atomic_file_open(longest, NULL, &temp, &e);
	EXPECT(fd >= 0);
	of = atomic_file_temp_of(temp, &len);
	EXPECT(of && len == 200 && !strncmp(of, longest, len));
	EXPECT(atomic_file_appear(&temp, longest, &e) == 0);
	close(fd);
	scratch_files(1);
}

static void
signals(void)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGTERM };
	int status;

	for (size_t i = 0; i < 3; i++) {
		pid_t child = fork();

		if (child == 0) {
			char *temp[2];

			atomic_file_open("a", NULL, &temp[0], &e);
			atomic_file_open("b", NULL, &temp[1], &e);
			raise(ends[i]);
			_exit(0);
		}
		EXPECT(child > 0 && waitpid(child, &status, 0) == child);
		EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == ends[i]);
		EXPECT(scratch_files(1) == 0);
	}
}

static void
ignored(void)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		char *temp;
		int fd;

		signal(SIGHUP, SIG_IGN);
		fd = atomic_file_open("a", NULL, &temp, &e);
		raise(SIGHUP);
		_exit(fd < 0 || atomic_file_appear(&temp, "a", &e) != 0);
	}
	EXPECT(child > 0 && waitpid(child, &status, 0) == child);
	EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	EXPECT(scratch_holds("a", ""));
	scratch_files(1);
}

int
main(void)
{
	scratch_begin();
	/* first, since signals are looked at with the first file alone */
	test("a signal that is ignored goes on being ignored", ignored);
	signal(SIGHUP, SIG_DFL); /* under nohup it is not */
	signal(SIGINT, SIG_DFL);
	test("a file appears under its name only when it is whole", appears);
	test("or never, and what was there stays", removed);
	test("it has the mode of the umask, or of the file it replaces", modes);
	test("a directory that is not there is told, and one in the way", told);
	test("a temporary name tells what the file was to be", names);
	test("a signal that ends the program removes what is not whole",
	    signals);
	scratch_end();
	return test_done();
}
