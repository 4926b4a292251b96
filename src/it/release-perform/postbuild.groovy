context.it.assertMigrated()
assert context.it.log().count('version 113 is now 114') == 1
assert new File(basedir, 'releases/dev/phoenixkit/it/release-perform/1.0/release-perform-1.0.pom').exists()
