context.it.assertMigrated()
assert context.it.log().contains('v114-up (dry run) on')
assert context.it.log().count('done already in this build') == 0
