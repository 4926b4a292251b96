context.it.assertMigrated()
