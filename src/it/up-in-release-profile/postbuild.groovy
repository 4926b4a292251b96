context.it.assertMigrated()
assert context.it.log().count(':v114-up ') == 1: 'the goal must run in the build with the profile, and in it alone'
