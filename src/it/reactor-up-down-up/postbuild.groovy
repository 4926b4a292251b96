def it = context.it
assert it.database().version('public') == '114'
def log = it.log()
assert log.count('version 113 is now 114') == 2
assert log.count('version 114 is now 113') == 1
assert log.count('done already in this build') == 0
it.assertNoWarning()
