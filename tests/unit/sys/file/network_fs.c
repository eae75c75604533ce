#include "sys/file/network_fs.h"

#include "test.h"

static void
numbers(void)
{
	EXPECT_STR(network_fs_of_number(0x6969), "nfs");
	EXPECT_STR(network_fs_of_number(0xff534d42), "cifs");
	/* as statfs(2) gives it where its numbers have a sign */
	EXPECT_STR(network_fs_of_number(0xffffffffff534d42), "cifs");
	EXPECT(network_fs_of_number(0xef53) == NULL);     /* ext4 */
	EXPECT(network_fs_of_number(0x01021994) == NULL); /* tmpfs */
	EXPECT(network_fs_of_number(0x65735546) == NULL); /* fuse: see below */
}

static const char mounts[] =
    "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
    "40 22 0:51 / /home/maria/mnt rw,nosuid shared:20 master:3 - fuse.sshfs "
    "maria@host:/srv rw,user_id=0\n"
    "41 22 0:52 / /ntfs rw - fuseblk /dev/sdb1 rw\n"
    "42 22 0:53 / /box rw,a\\040b - fuse.gocryptfs /enc rw\n"
    "43 22 0:54 / /host rw - virtiofs share rw";

static void
in_user_space(void)
{
	struct span m = span_str(mounts);
	char type[NETWORK_FS_CAP] = "untouched";

	EXPECT(!network_fs_of_mounts(m, 254, 0, type));
	EXPECT(!network_fs_of_mounts(m, 0, 52, type));
	EXPECT(!network_fs_of_mounts(m, 0, 53, type));
	EXPECT(!network_fs_of_mounts(m, 0, 99, type));
	EXPECT_STR(type, "untouched");
	EXPECT(network_fs_of_mounts(m, 0, 51, type));
	EXPECT_STR(type, "fuse.sshfs");
	EXPECT(network_fs_of_mounts(m, 0, 54, type));
	EXPECT_STR(type, "virtiofs");
}

static void
odd_text(void)
{
	static const char *const odd[] = { "", "\n\n", "1 2 0:1", "1 2 0:1 - ",
		"1 2 0:1 a b c d e f", "1 2 0:1 / / rw - " };
	char type[NETWORK_FS_CAP];

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		EXPECT(!network_fs_of_mounts(span_str(odd[i]), 0, 1, type));
}

static void
this_machine(void)
{
	char type[NETWORK_FS_CAP];
	struct err e;

	EXPECT(network_fs("/proc", type, &e) == 0);
	EXPECT(network_fs_refuse("/proc", &e) == 0);
	EXPECT(network_fs_refuse("/nowhere", &e) < 0);
	EXPECT_STR(e.text, "/nowhere: No such file or directory");
	EXPECT(network_fs("/nowhere/at/all", type, &e) < 0);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "/nowhere/at/all: No such file or directory");
}

int
main(void)
{
	test("file systems of networks are known by number", numbers);
	test("those in user space are known by their mount", in_user_space);
	test("a text that is not one of mounts says nothing", odd_text);
	test("a file system of this machine is none", this_machine);
	return test_done();
}
