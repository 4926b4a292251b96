context.it.assertMigrated()
def log = context.it.log()
assert log.count('schema public: version 113') == 2
assert log.contains('Found: schema public at version 113. Run v114-up')
assert log.count('schema public: version 114') == 1
