context.it.assertMigrated()
assert context.it.log().count('v114-up on ') == 1
